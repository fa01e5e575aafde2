"""`berdaya plan …`: templates and checks without a database; load a list, find an item in force."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from berdaya.kernel.calendar import format_date, today
from berdaya.kernel.database import start_database
from berdaya.kernel.files import read_bytes, refuse_irregular, write_bytes
from berdaya.kernel.findings import Finding, Findings, Refused
from berdaya.kernel.numbers import format_count, format_rupiah
from berdaya.kernel.terminal import answer_json, json_option, say, say_findings, speaks_plainly
from berdaya.plan.comparing import diff
from berdaya.plan.files import LOCALES, look_at, rows_of, starter_exists, template
from berdaya.plan.rules.checking import Checked
from berdaya.plan.rules.lists import ListKind
from berdaya.plan.rules.nomenclature import nomenclature_for, other_versions, read_code
from berdaya.plan.rules.reading import Manner

if TYPE_CHECKING:
    from berdaya.access.models import Holding
    from berdaya.access.rules.rights import Right
    from berdaya.plan.models import Draft, Edition, KamusItem

_DAY = click.DateTime(["%Y-%m-%d"])
_kind = click.argument("kind", type=click.Choice([kind.value for kind in ListKind]))
_locale = click.option(
    "--locale",
    type=click.Choice(list(LOCALES)),
    default="id",
    show_default=True,
    help="Cara berkas menulis angka: id 1.250.000 atau en 1,250,000.",
)


@click.group("plan")
def commands() -> None:
    """Prioritas, tabel kewenangan dan kamus usulan sebagai edisi bertanggal."""


commands.add_command(diff)


@commands.command("template")
@_kind
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Berkas .xlsx atau .csv."
)
@click.option("--starter", is_flag=True, help="Berisi contoh dengan harga rekaan.")
@json_option
@speaks_plainly
def template_file(kind: str, out: Path, starter: bool, as_json: bool) -> None:
    """Buat templat satu daftar untuk diisi."""
    wanted, ending = ListKind(kind), out.suffix.lower().removeprefix(".")
    if ending not in ("xlsx", "csv"):
        raise Refused(_fault("ending", out.name, "akhiran berkas tidak dikenal", "Pakai .xlsx atau .csv."))
    if starter and not starter_exists(wanted):
        advice = "Pakai tanpa --starter, lalu isi dari dokumen rencana."
        raise Refused(_fault("no_starter", kind, "tidak ada contoh untuk daftar ini", advice))
    write_bytes(out, template(wanted, ending, today(), starter=starter))
    if as_json:
        answer_json({"file": str(out), "kind": kind, "starter": starter, "findings": []})
        return
    say(f"{out}: isi, lalu periksa dengan berdaya plan check {kind} {out}")


@commands.command("check")
@_kind
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_locale
@json_option
@speaks_plainly
def check(kind: str, file: Path, locale: str, as_json: bool) -> None:
    """Periksa satu berkas daftar, tanpa menyimpan apa pun."""
    refuse_irregular(file)
    checked = look_at(ListKind(kind), file, Manner(LOCALES[locale], today())).checked
    if as_json:
        answer_json(_checked_as_json(checked))
    else:
        _say_checked(file.name, checked)
    if checked.blocked:
        raise SystemExit(1)


def _checked_as_json(checked: Checked) -> dict[str, Any]:
    return {
        "kind": checked.kind.value,
        "series": checked.series or None,
        "lines": checked.lines,
        "rows": len(checked.rows),
        "findings": [finding.as_json() for finding in checked.findings],
    }


def _say_checked(name: str, checked: Checked) -> None:
    gathered = Findings.of(checked.findings)
    say_findings(gathered)
    say(f"{name}: {format_count(len(checked.rows))} dari {format_count(checked.lines)} baris dapat dipakai.")


@commands.command("load")
@_kind
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--territory", required=True, help='Kode wilayah, misalnya 35.73; "" untuk seluruh negara.')
@click.option("--from", "first", type=_DAY, required=True, help="Hari pertama berlaku.")
@click.option("--to", "last", type=_DAY, help="Hari terakhir berlaku; bawaan tanpa akhir.")
@click.option("--source", required=True, help="Peraturan atau keputusan, dengan nomornya.")
@click.option("--title", default="", help="Judul edisi; bawaan dari daftar, wilayah dan tahun.")
@click.option("--by", default="", help="Nama pengguna yang membawa; bawaan terminal.")
@click.option(
    "--confirmed-by",
    default="",
    help="Nama pengguna orang kedua, bersama --by; tanpa ini menunggu di kantor.",
)
@_locale
@json_option
@speaks_plainly
def load(
    kind: str,
    file: Path,
    territory: str,
    first: datetime,
    last: datetime | None,
    source: str,
    title: str,
    by: str,
    confirmed_by: str,
    locale: str,
    as_json: bool,
) -> None:
    """Bawa satu daftar ke kantor. Berlaku sesudah orang kedua mengesahkan."""
    content, wanted = read_bytes(file), ListKind(kind)
    with _office():
        from berdaya.plan.rules.drafts import Frame
        from berdaya.plan.services.drafts import bring, submit

        begins = first.date()
        frame = Frame(territory, title, source, begins, last.date() if last else None)
        maker, checker = _people(by, confirmed_by, territory)
        rows_of(wanted, content, _plain(file), Manner(LOCALES[locale], begins))
        draft = bring(maker, wanted, frame, content, _plain(file), locale)
        draft = submit(maker, draft.pk)
        edition = _confirmed(checker, draft)
        answer = _loaded_as_json(draft, edition)
    if as_json:
        answer_json(answer)
        return
    became = "disahkan" if edition else "menunggu orang kedua"
    say(f"{draft.title}: {format_count(draft.rows)} baris, {became}, berlaku sejak {format_date(begins)}.")


def _plain(file: Path) -> str:
    from berdaya.documents.arriving import plain_title

    return plain_title(file.name, "xlsx" if file.suffix.lower() == ".xlsx" else "csv")


def _people(by: str, confirmed_by: str, territory: str) -> tuple["Holding | None", "Holding | None"]:
    from berdaya.access.rules.rights import Right

    if confirmed_by and not by:
        advice = "Sebut juga --by, yang membawa; atau biarkan orang kedua mengesahkan di kantor."
        raise Refused(_fault("no_maker", "--confirmed-by", "yang membawa belum disebut", advice))
    maker = _hat_of(by, Right.PLAN_EDIT, territory) if by else None
    checker = _hat_of(confirmed_by, Right.PLAN_CONFIRM, territory) if confirmed_by else None
    return maker, checker


def _hat_of(username: str, right: "Right", territory: str) -> "Holding":
    """The role of a person that holds the right there today; refused when there is none."""
    from berdaya.access.doors import allowed
    from berdaya.access.models import Holding

    held = Holding.objects.filter(person__username=username).in_force_on(today()).select_related("person")
    for hat in held:
        if allowed(hat, right, territory).allowed:
            return hat
    advice = "Sebut nama pengguna dengan peran Bappeda di wilayah itu."
    raise Refused(_fault("nobody", f"pengguna {username}", "tidak berhak di wilayah ini hari ini", advice))


def _confirmed(checker: "Holding | None", draft: "Draft") -> "Edition | None":
    from berdaya.plan.services.deciding import confirm

    return confirm(checker, draft.pk) if checker else None


def _loaded_as_json(draft: "Draft", edition: "Edition | None") -> dict[str, Any]:
    return {
        "draft": draft.pk,
        "edition": edition.pk if edition else None,
        "kind": draft.kind,
        "territory": draft.territory,
        "title": draft.title,
        "rows": draft.rows,
        "sha256": draft.sha256,
        "valid_from": draft.valid_from.isoformat(),
        "in_office": "disahkan" if edition else draft.state,
        "findings": [],
    }


@commands.command("find")
@click.argument("text")
@click.option("--territory", required=True, help="Kode wilayah pengusul, misalnya 35.73.05.1001.")
@click.option("--on", type=_DAY, help="Kamus yang berlaku pada tanggal ini; bawaan hari ini.")
@click.option("--limit", type=click.IntRange(1, 100), default=8, show_default=True, help="Paling banyak.")
@json_option
@speaks_plainly
def find(text: str, territory: str, on: datetime | None, limit: int, as_json: bool) -> None:
    """Cari butir kamus usulan yang berlaku di satu wilayah; ejaan boleh meleset."""
    day: date = on.date() if on else today()
    with _office():
        from berdaya.plan.doors import kamus_on

        kamus = kamus_on(territory, day)
        items = kamus.find(text, limit)
    if kamus.edition is None:
        advice = "Muat kamus dengan berdaya plan load kamus, lalu minta orang kedua mengesahkan."
        raise Refused(_fault("no_kamus", f"wilayah {territory[:21]}", "belum ada kamus yang berlaku", advice))
    if as_json:
        edition = {"title": kamus.edition.title, "source": kamus.edition.source}
        answer_json({"edition": edition, "items": [_item_as_json(item) for item in items], "findings": []})
        return
    for item in items:
        span = f"{format_rupiah(item.price_low)}–{format_count(item.price_high)} per {item.unit}"
        click.echo(f"{item.code:<12} {item.name}  {span}")
    if not items:
        say("Tidak ada butir yang mirip. Usulan bebas boleh diajukan dengan alasan.")


def _item_as_json(item: "KamusItem") -> dict[str, Any]:
    names = ("code", "name", "menu", "part", "sub_item", "unit", "price_low", "price_high", "level", "agency")
    return {name: getattr(item, name) for name in names}


@commands.command("code")
@click.argument("code")
@click.option("--year", type=click.IntRange(2000, 2100), help="Tahun anggaran; bawaan tahun ini.")
@json_option
@speaks_plainly
def code_names(code: str, year: int | None, as_json: bool) -> None:
    """Nama, indikator dan satuan satu kode subkegiatan menurut daftar tahunnya."""
    found, table = read_code(code), nomenclature_for(year or today().year)
    if found is None:
        advice = "Tulis seperti 7.01.03.2.02.0003."
        raise Refused(_fault("code", "kode", "bukan satu kode subkegiatan", advice))
    row = table.get(found.code) if table else None
    if table is None or row is None:
        elsewhere = other_versions(found.code, table.version if table else "")
        advice = (
            f"Kode itu ada di daftar {elsewhere[0]}." if elsewhere else "Periksa di daftar resmi tahun itu."
        )
        problem = "tidak ada di bagian daftar yang dipegang Berdaya untuk tahun itu"
        raise Refused(_fault("code_unknown", found.code, problem, advice))
    if as_json:
        doubt = {"version": table.version, "source": table.source, "standing": table.standing.value}
        answer_json({**asdict(row), "tagged": row.tagged, "legacy": found.legacy, **doubt, "findings": []})
        return
    for label, words in (("Program", row.program), ("Kegiatan", row.activity), ("Subkegiatan", row.name)):
        click.echo(f"{label:<12} {words}")
    click.echo(
        f"{'Indikator':<12} {row.indicator or 'belum dipegang'} ({row.unit or 'satuan belum dipegang'})"
    )
    say(f"Menurut {table.source}.")


@contextmanager
def _office() -> Iterator[None]:
    """The database of the office; refused in plain words when it is not there yet."""
    start_database()
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        advice = "Jalankan berdaya site upgrade, lalu ulangi perintah ini."
        raise Refused(_fault("no_database", "basis data", "belum siap", advice)) from error


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"plan.{code}", where, problem, advice)
