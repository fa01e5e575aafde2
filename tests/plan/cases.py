"""Lists for tests, as files that people would write, and the people who bring and confirm them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.plan.models import Draft, Edition
from berdaya.plan.rules.drafts import Frame
from berdaya.plan.rules.lists import ListKind
from berdaya.plan.services.deciding import confirm
from berdaya.plan.services.drafts import bring, submit
from tests.office import hat

MALANG, LOWOKWARU, MERJOSARI = "35.73", "35.73.05", "35.73.05.1002"
FIRST = date(2026, 1, 1)

KAMUS_HEAD = (
    "kode;menu;bagian;sub_kondisi;nama;nama_lain;satuan;harga_bawah;harga_atas;tingkat;perangkat_daerah"
)
PAVING = "SP.01;sarpras;transportasi;jalan;Paving jalan lingkungan;gang;m2;165.000;260.000;kelurahan;"
MCK = "SP.02;Sarana dan Prasarana;kesehatan;MCK;MCK umum;jamban, wc;unit;45.000.000;75.000.000;kelurahan;"
SEWING = (
    "PB.01;pemberdayaan;umkm;ketrampilan;Pelatihan menjahit;jahit;orang;750.000;2.000.000;kelurahan;Disnaker"
)
AUTHORITY = (
    "kode;pekerjaan;uraian;tingkat;lebih_dari;sampai;perangkat_daerah;dasar\n"
    "K1;jalan;Jalan lingkungan;kelurahan;;1.000.000.000;;Perwali 1/2026\n"
    "K2;jalan;Jalan besar;dinas;1.000.000.000;;DPUPRPKP;Perwali 1/2026\n"
    "K3;mck;MCK;kelurahan;;;;Perwali 1/2026\n"
)
PRIORITIES = (
    "dokumen;periode;kode;tahun;uraian;indikator;satuan;target;perangkat_daerah;sumber\n"
    "RPJMD;2025-2029;P1;;Sanitasi layak;Rumah bersanitasi layak;persen;98,5;DPUPRPKP;Perda 3/2025\n"
    "RPJMD;2025-2029;P2;2027;UMKM naik kelas;UMKM berizin;usaha;1.200;Diskopindag;Perda 3/2025\n"
)


def kamus_text(*rows: str) -> str:
    return "\n".join((KAMUS_HEAD, *(rows or (PAVING, MCK, SEWING)))) + "\n"


def bappeda(name: str = "Bu Ratna", territory: str = MALANG) -> Holding:
    return hat(name, Role.BAPPEDA, territory)


def brought(
    maker: Holding | None,
    text: str,
    kind: ListKind = ListKind.KAMUS,
    territory: str = MALANG,
    first: date = FIRST,
    last: date | None = None,
    title: str = "",
) -> Draft:
    """A draft of that list; its title is its own unless named."""
    frame = Frame(territory, title or f"Daftar {uuid4().hex[:6]}", "SK 188/2026", first, last)
    return bring(maker, kind, frame, text.encode(), "daftar.csv")


def confirmed(
    text: str = "", kind: ListKind = ListKind.KAMUS, territory: str = MALANG, **frame: Any
) -> Edition:
    """An edition that two people made."""
    maker = bappeda(territory="35")
    draft = brought(maker, text or kamus_text(), kind, territory, **frame)
    submit(maker, draft.pk)
    return confirm(bappeda("Pak Hadi", "35"), draft.pk)


def all_lists(territory: str = MALANG) -> Sequence[Edition]:
    return (
        confirmed(territory=territory),
        confirmed(AUTHORITY, ListKind.AUTHORITY, territory),
        confirmed(PRIORITIES, ListKind.PRIORITIES, territory),
    )
