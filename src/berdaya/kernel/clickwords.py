"""The words of the command-line library in Indonesian: help, and what is said of wrong use."""

import click

WORDS = {
    "Aborted!": "Dibatalkan.",
    "Commands": "Perintah",
    "Options": "Pilihan",
    "Positional arguments": "Yang disebut menurut urutan",
    "Usage:": "Cara pakai:",
    "Show this message and exit.": "Tampilkan penjelasan ini.",
    "Show the version and exit.": "Tampilkan versi.",
    "default: {default}": "bawaan: {default}",
    "required": "wajib",
    "file": "berkas",
    "directory": "folder",
    "path": "berkas atau folder",
    "Error: {message}": "Keliru: {message}",
    "Try '{command} {option}' for help.": "Penjelasan: {command} {option}",
    "Did you mean {possibility}?": "Maksudnya {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Maksudnya salah satu dari {possibilities}?",
    "Missing command.": "perintah belum disebut.",
    "No such command {name!r}.": "tidak ada perintah {name!r}.",
    "No such option {name!r}.": "tidak ada pilihan {name!r}.",
    "Option {name!r} does not take a value.": "pilihan {name!r} tidak memakai nilai.",
    "Option {name!r} requires an argument.": "pilihan {name!r} memerlukan nilai.",
    "Option {name!r} requires {nargs} arguments.": "pilihan {name!r} memerlukan {nargs} nilai.",
    "Got unexpected extra argument ({args})": "ada kata yang tidak dikenal: {args}",
    "Got unexpected extra arguments ({args})": "ada kata yang tidak dikenal: {args}",
    "Argument {name!r} takes {nargs} values.": "{name!r} memerlukan {nargs} nilai.",
    "Takes {nargs} values but 1 was given.": "memerlukan {nargs} nilai, baru diberi 1.",
    "Takes {nargs} values but {len} were given.": "memerlukan {nargs} nilai, diberi {len}.",
    "{len_type} values are required, but {len_value} was given.": "memerlukan {len_type} nilai.",
    "{len_type} values are required, but {len_value} were given.": "memerlukan {len_type} nilai.",
    "Missing argument": "belum disebut:",
    "Missing option": "belum disebut: pilihan",
    "Missing parameter": "belum disebut:",
    "Choose from:\n\t{choices}": "Pilih salah satu:\n\t{choices}",
    "Invalid value: {message}": "nilai tidak dapat dipakai: {message}",
    "Invalid value for {param_hint}: {message}": "nilai {param_hint} tidak dapat dipakai: {message}",
    "{value!r} is not {choice}.": "{value!r} bukan {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} bukan salah satu dari {choices}.",
    "{value!r} does not match the format {format}.": "{value!r} tidak ditulis seperti {format}.",
    "{value!r} does not match the formats {formats}.": "{value!r} tidak ditulis seperti {formats}.",
    "{value!r} is not a valid {number_type}.": "{value!r} bukan bilangan yang diminta.",
    "{value} is not in the range {range}.": "{value} di luar batas {range}.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} tidak ditemukan.",
    "{name} {filename!r} is a file.": "{filename!r} berkas, bukan folder.",
    "{name} {filename!r} is a directory.": "{filename!r} folder, bukan berkas.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} tidak boleh dibaca.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} tidak boleh ditulis.",
}
MODULES = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)


def _word(text: str) -> str:
    return WORDS.get(text, text)


def _words(one: str, many: str, count: int) -> str:
    return _word(one if count == 1 else many)


def speak_indonesian() -> None:
    """Make click say the words above: it asks `gettext` by these two names, and ships no catalogue."""
    for module in MODULES:
        for name, words in (("_", _word), ("ngettext", _words)):
            if hasattr(module, name):
                setattr(module, name, words)
