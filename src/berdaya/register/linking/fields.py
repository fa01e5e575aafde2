"""Rows of a list as the values that are compared. One place for both lists, so that both are read alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from berdaya.kernel.addresses import parse_rt_rw, plain_dusun
from berdaya.kernel.names import person_name
from berdaya.kernel.soundkey import sound_key, sound_of
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.region.rules.names import normal_name, without_kind_word
from berdaya.register.linking import faults
from berdaya.register.linking.lists import PeopleList
from berdaya.register.rules.identity import read_nik
from berdaya.register.rules.linking_cells import Born, read_age, read_birth, read_sex, village_code

FIELDS = (
    *("nik", "kk", "nama", "kunci", "gabung", "kata1", "tahun", "hari"),
    *("jk", "desa", "kec", "rt", "rw", "dusun"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How both lists are read: the official places, and the day for which ages hold."""

    places: Gazetteer
    on: date
    by_code: bool
    most_names_per_nik: int


def names_every_village_by_code(people: PeopleList) -> bool:
    """Codes are compared as codes only when both lists hold nothing else; otherwise by name."""
    texts = people.frame["desa"].drop_nulls().unique().to_list()
    return all(village_code(text) for text in texts)


def comparable(people: PeopleList, reading: Reading) -> pl.DataFrame:
    """`row`, `id` and FIELDS, all text but `tahun`; null where unknown. Adds what it finds to the list."""
    frame = _with_names(people.frame)
    frame = _without_shared_niks(frame, people, reading.most_names_per_nik)
    frame = _with_birth(frame, people, reading.on)
    frame = _with_sex(frame, people, reading.on)
    frame = _with_village(frame, people, reading)
    return _with_address(frame).select("row", "id", *FIELDS)


def _mapped(frame: pl.DataFrame, source: str, reads: dict[str, Callable[[str], str | None]]) -> pl.DataFrame:
    """Columns read from a text column, each distinct text once."""
    texts = frame[source].drop_nulls().unique()
    columns = {
        name: pl.Series([read(text) for text in texts], dtype=pl.String) for name, read in reads.items()
    }
    table = pl.DataFrame({"_text": texts, **columns})
    return frame.drop(reads.keys(), strict=False).join(
        table, left_on=source, right_on="_text", how="left", maintain_order="left"
    )


def _with_names(frame: pl.DataFrame) -> pl.DataFrame:
    texts = frame["nama"].drop_nulls().unique()
    names = [person_name(text) for text in texts]
    keys = [sound_key(name) for name in names]
    table = pl.DataFrame(
        {
            "_text": texts,
            "_nama": pl.Series([name.nama_baku for name in names], dtype=pl.String),
            "kunci": pl.Series([key.key or None for key in keys], dtype=pl.String),
            "gabung": pl.Series([key.joined or None for key in keys], dtype=pl.String),
            "kata1": pl.Series([key.key.split(" ")[0] or None for key in keys], dtype=pl.String),
        }
    )
    joined = frame.join(table, left_on="nama", right_on="_text", how="left", maintain_order="left")
    return joined.drop("nama").rename({"_nama": "nama"})


def _without_shared_niks(frame: pl.DataFrame, people: PeopleList, most: int) -> pl.DataFrame:
    """A NIK of more names than that is nobody's: it may be the head's, or the clerk's."""
    named = frame.filter(pl.col("nik").is_not_null()).group_by("nik")
    shared = named.agg(pl.col("nama").n_unique().alias("n")).filter(pl.col("n") > most)["nik"]
    if not shared.len():
        return frame
    rows = frame.filter(pl.col("nik").is_in(shared.implode()))["row"]
    people.note(rows, faults.nik_many(people.name, most))
    return frame.with_columns(pl.when(~pl.col("row").is_in(rows.implode())).then(pl.col("nik")).alias("nik"))


def _with_birth(frame: pl.DataFrame, people: PeopleList, on: date) -> pl.DataFrame:
    """Year and day: from the birth date, else from the age, else from the NIK."""
    by_date = _born(frame["tgl_lahir"], lambda text: read_birth(text, on))
    by_age = _born(frame["umur"], lambda text: read_age(text, on))
    by_nik = _born(frame["nik"], lambda text: _of_nik(text, on))
    written = frame["tgl_lahir"].is_not_null() | frame["umur"].is_not_null()
    read = pl.Series([bool(a or b) for a, b in zip(by_date, by_age, strict=True)], dtype=pl.Boolean)
    people.note(frame["row"].filter(written & ~read), faults.birth_unread(people.name))
    born = [a or b or c for a, b, c in zip(by_date, by_age, by_nik, strict=True)]
    return frame.with_columns(
        pl.Series("tahun", [b.year if b else None for b in born], dtype=pl.Int16),
        pl.Series("hari", [b.day.isoformat() if b and b.day else None for b in born], dtype=pl.String),
    )


def _born(texts: pl.Series, read: Callable[[str], Born | None]) -> Sequence[Born | None]:
    known = {text: read(text) for text in texts.drop_nulls().unique()}
    return [known.get(text) if text is not None else None for text in texts]


def _of_nik(nik: str, on: date) -> Born:
    born = read_nik(nik, on).born
    return Born(born.year, born)


def _with_sex(frame: pl.DataFrame, people: PeopleList, on: date) -> pl.DataFrame:
    """From the file, else from the NIK; never from the name."""
    read = _mapped(frame.rename({"jk": "_jk"}), "_jk", {"jk": read_sex})
    unread = read.filter(pl.col("_jk").is_not_null() & pl.col("jk").is_null())["row"]
    people.note(unread, faults.sex_unread(people.name))
    read = _mapped(read, "nik", {"_nik_jk": lambda text: "P" if read_nik(text, on).woman else "L"})
    return read.with_columns(pl.coalesce("jk", "_nik_jk").alias("jk"))


def _with_village(frame: pl.DataFrame, people: PeopleList, reading: Reading) -> pl.DataFrame:
    names = reading.places.names
    raw = frame.rename({"desa": "_desa", "kecamatan": "_kecamatan"})
    codes = _mapped(raw, "_desa", {"_code": village_code})
    unknown = codes.filter(pl.col("_code").is_not_null() & ~pl.col("_code").is_in(list(names)))["row"]
    people.note(unknown, faults.village_unknown(people.name))

    def village(text: str) -> str | None:
        code = village_code(text)
        if code is None:
            return normal_name(without_kind_word(text)) or None
        return None if code not in names else code if reading.by_code else normal_name(names[code])

    def kecamatan(text: str) -> str | None:
        code = village_code(text)
        if code is None or code not in names:
            return None
        return code[:8] if reading.by_code else normal_name(names[code[:8]])

    frame = _mapped(raw, "_desa", {"desa": village, "_kec": kecamatan})
    frame = _mapped(frame, "_kecamatan", {"_told": lambda text: normal_name(without_kind_word(text)) or None})
    told = pl.lit(None, pl.String) if reading.by_code else pl.col("_told")
    return frame.with_columns(pl.coalesce("_kec", told).alias("kec"))


def _with_address(frame: pl.DataFrame) -> pl.DataFrame:
    """RT and RW from their columns, else from the address; the dusun by its sound."""
    frame = _mapped(frame.rename({"rt": "_rt", "rw": "_rw"}), "_rt", {"rt": _three})
    frame = _mapped(frame, "_rw", {"rw": _three})
    frame = _mapped(
        frame,
        "alamat",
        {"_rt2": lambda text: _part(text, 0), "_rw2": lambda text: _part(text, 1), "dusun": _dusun},
    )
    return frame.with_columns(pl.coalesce("rt", "_rt2").alias("rt"), pl.coalesce("rw", "_rw2").alias("rw"))


def _three(text: str) -> str | None:
    digits = "".join(sign for sign in text.partition(".")[0] if sign.isdigit())
    return digits.zfill(3) if 0 < len(digits) <= 3 and int(digits) else None


def _part(text: str, which: int) -> str | None:
    pair = parse_rt_rw(text)
    return (pair.rt, pair.rw)[which] if pair else None


def _dusun(text: str) -> str | None:
    return "".join(_sounds(plain_dusun(text).split())) or None


def _sounds(words: Iterable[str]) -> list[str]:
    return [sound_of(word) for word in words]
