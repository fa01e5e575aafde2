"""Bodies that stand in addresses, for the matrix of routes: made in Plakaran, at an RT and in the village."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.community.models import Body, Bringing, Seat
from berdaya.community.rules.kinds import Kind, Office, Sex
from berdaya.community.services.boards import Newcomer, NewTerm, begin_term
from berdaya.community.services.bodies import NewBody, add_body
from berdaya.community.services.importing import bring
from tests.office import PLAKARAN, hat

RT = f"{PLAKARAN}.002.003"
FIRST, DECREE = date(2024, 2, 1), "SK Kades 141/3/2024"
TABLE = (
    "jenis,rt,rw,nama,ketua,jk,mulai,dasar,kk,kk_miskin,per_tanggal,sumber\n"
    "RT,3,2,,Sutrisno,L,01/02/2024,SK Kades 141/3/2024,85,14,31/12/2025,Buku RT\n"
    "Pokmas,,,Melati,Wagini,P,01/02/2024,SK Kades 141/4/2024,20,9,31/12/2025,Daftar anggota\n"
)
HEAD, ROW = TABLE.splitlines()[:2]


def a_body(kind: Kind = Kind.RT, territory: str = RT, name: str = "", **more: Any) -> Body:
    return add_body(None, NewBody(kind, territory, "Perdes 3/2020", name, **more))


def with_chair(body: Body, name: str = "Sutrisno", sex: Sex = Sex.L, first: date = FIRST) -> Seat:
    """A term with its chair alone."""
    term = begin_term(None, body, NewTerm(first, DECREE), [Newcomer(Office.KETUA, name, sex)])
    return term.seats.get()


def a_file(worn: Holding, text: str = TABLE, territory: str = PLAKARAN) -> Bringing:
    return bring(worn, territory, SimpleUploadedFile("lembaga.csv", text.encode()))


# ---------- for the matrix ----------


def body(maker: Holding) -> Mapping[str, Any]:
    return {"pk": a_body().pk, "territory": RT}


def village_body(maker: Holding) -> Mapping[str, Any]:
    return {"pk": a_body(Kind.LPMK, PLAKARAN).pk, "territory": PLAKARAN}


def seat(maker: Holding) -> Mapping[str, Any]:
    taken = with_chair(a_body(Kind.LPMK, PLAKARAN))
    return {"pk": taken.term.body_id, "seat": taken.pk, "territory": PLAKARAN}


def seated_body(maker: Holding) -> Mapping[str, Any]:
    return {"pk": with_chair(a_body(Kind.LPMK, PLAKARAN)).term.body_id, "territory": PLAKARAN}


def table(maker: Holding) -> Mapping[str, Any]:
    return {"pk": a_file(hat("Mas Operator", Role.OPERATOR, PLAKARAN)).pk, "territory": PLAKARAN}
