"""Bodies: write one down, correct it, end it. On the office's own machine (`hat` None) no right is asked."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.community.models import Body
from berdaya.community.rules.bodies import faults, name_of, village_of
from berdaya.community.rules.kinds import Kind, practice_on
from berdaya.community.services.boards import close_term, file_chairs
from berdaya.figures.models import Figure
from berdaya.kernel.findings import Finding, Refused
from berdaya.region.services.neighbourhoods import record_place


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body before it is written down. `territory` is the code of its RT, RW or village."""

    kind: Kind
    territory: str
    source: str
    name: str = ""
    valid_from: date | None = None


def may_edit(hat: Holding | None, territory: str) -> None:
    if hat is not None:
        require(hat, Right.COMMUNITY_EDIT, village_of(territory))


def add_body(hat: Holding | None, new: NewBody) -> Body:
    """Write a body down, with its RT or RW where that is new. Refused when it stands there already."""
    may_edit(hat, new.territory)
    name = checked_name(new)
    with transaction.atomic():
        record_place(village_of(new.territory), new.territory)
        if Body.objects.standing().filter(**_same(new, name)).exists():
            raise Refused(_recorded(name))
        body = Body.objects.create(
            **_same(new, name),
            valid_from=new.valid_from,
            source=new.source.strip(),
            recorded_by=hat.person if hat else None,
        )
        told = {"kind": body.kind, "valid_from": body.valid_from}
        record(hat, "community.body_added", "body", body.pk, body.territory, told)
    return body


def checked_name(new: NewBody) -> str:
    """The name that such a body has; refused when it cannot stand there or nobody says so."""
    today = today_in(new.territory)
    sheet = practice_on(today).kinds[new.kind]
    name = name_of(sheet, new.territory, new.name)
    found = faults(sheet, new.territory, name, new.valid_from, None, today)
    if not new.source.strip():
        found.append(_no_source(name or sheet.title))
    if found:
        raise Refused(*found)
    return name


def change_body(hat: Holding | None, body: Body, name: str, valid_from: date | None, source: str) -> Body:
    """Correct the name, the founding day or its source."""
    may_edit(hat, body.territory)
    given = NewBody(Kind(body.kind), body.territory, source, name, valid_from)
    called = checked_name(given)
    with transaction.atomic():
        body = Body.objects.select_for_update().get(pk=body.pk)
        _refuse_ended(body)
        if called != body.name:
            _refuse_renaming(body, given, called)
        body.name, body.valid_from, body.source = called, valid_from, source.strip()
        body.save(update_fields=["name", "valid_from", "source"])
        record(hat, "community.body_changed", "body", body.pk, body.territory, {"valid_from": valid_from})
    return body


def end_body(hat: Holding | None, body: Body, last_day: date) -> Body:
    """A body ends, and with it the term of its board. It stays readable."""
    may_edit(hat, body.territory)
    with transaction.atomic():
        body = Body.objects.select_for_update().get(pk=body.pk)
        _refuse_ended(body)
        today = today_in(body.territory)
        sheet = practice_on(today).kinds[Kind(body.kind)]
        if found := faults(sheet, body.territory, body.name, body.valid_from, last_day, today):
            raise Refused(*found)
        if last_day > today:
            raise Refused(_not_yet(body))
        close_term(body, last_day)
        body.valid_to = last_day
        body.save(update_fields=["valid_to"])
        file_chairs(hat, village_of(body.territory), {Kind(body.kind)})
        record(hat, "community.body_ended", "body", body.pk, body.territory, {"last_day": last_day})
    return body


def _same(new: NewBody, name: str) -> dict[str, str]:
    return {"kind": new.kind.value, "territory": new.territory, "name": name}


def _refuse_ended(body: Body) -> None:
    if body.valid_to is not None:
        raise Refused(
            Finding("community.ended", body.name, "lembaga ini sudah berakhir", "Catat yang meneruskannya.")
        )


def _refuse_renaming(body: Body, given: NewBody, called: str) -> None:
    """Families of a Pokmas stand under its name; a new name would leave them behind."""
    if Body.objects.standing().filter(**_same(given, called)).exists():
        raise Refused(_recorded(called))
    if body.figure_body and Figure.objects.of(body.territory, body.figure_body).exists():
        raise Refused(
            Finding(
                "community.renamed",
                body.name,
                "sudah memiliki angka KK atas nama ini",
                "Akhiri lembaga ini, lalu catat yang baru dengan nama barunya.",
            )
        )


def _recorded(name: str) -> Finding:
    return Finding(
        "community.recorded",
        name,
        "sudah tercatat di sini",
        "Buka lembaga itu; pengurus baru dicatat di sana.",
    )


def _no_source(where: str) -> Finding:
    return Finding(
        "community.no_source",
        where,
        "dasar pembentukan belum diisi",
        "Tulis nomor dan tanggal keputusan atau peraturan desanya.",
    )


def _not_yet(body: Body) -> Finding:
    return Finding(
        "community.ends_later", body.name, "hari terakhirnya belum lewat", "Catat sesudah hari itu."
    )
