"""Looking for one household by a number, and opening who lives there. Each time it is written down."""

from pathlib import Path

from django.http import Http404

from berdaya.access.doors import require
from berdaya.access.keys import key_ring
from berdaya.access.models import Holding
from berdaya.access.rules.purposes import Purpose
from berdaya.access.rules.rights import Right
from berdaya.access.services.identities import note_search, show_nik
from berdaya.kernel.findings import Finding, Refused
from berdaya.register import doors
from berdaya.register.identities import Household, Row, ident_of, key_of, lying_in, opened
from berdaya.register.models import Snapshot
from berdaya.register.opening import find
from berdaya.register.rules.profiles import shipped_profiles


def seek(hat: Holding, pk: int, number: str) -> list[Household]:
    """Households of the hat's territory in which a NIK or KK number occurs, masked.

    What is not in the register and what lies elsewhere takes the same way and gives the same answer.
    """
    snapshot = _snapshot(hat, pk)
    try:
        folder = _folder(snapshot)
        rows = lying_in(folder, hat.territory, find(folder, key_ring(), number))
        note_search(hat, str(pk), len(rows))
        return [_opened(snapshot, folder, row).masked() for row in rows]
    except Refused as refused:
        raise _plainly(refused) from None


def masked_again(hat: Holding, pk: int, ident: str) -> list[Household]:
    """A household that was found before; none where it cannot be opened."""
    try:
        snapshot = _snapshot(hat, pk)
        folder = _folder(snapshot)
        return [_opened(snapshot, folder, row).masked() for row in _rows(hat, folder, ident)]
    except Refused:
        return []


def reveal(hat: Holding, pk: int, ident: str, purpose: Purpose) -> Household:
    """Who lives there, once, for a purpose, after it has been written down."""
    snapshot = _snapshot(hat, pk)
    try:
        folder = _folder(snapshot)
        rows = _rows(hat, folder, ident)
        if not rows:
            raise Http404
        row = rows[0]
        named = f"{pk}/{ident_of(row['household'])}"
        return show_nik(hat, named, row["code"], purpose, lambda: _opened(snapshot, folder, row))
    except Refused as refused:
        raise _plainly(refused) from None


def _snapshot(hat: Holding, pk: int) -> Snapshot:
    snapshot = doors.snapshot_for(hat, pk)
    require(hat, Right.NIK_SHOW)
    return snapshot


def _folder(snapshot: Snapshot) -> Path:
    if snapshot.destroyed:
        raise Refused(_destroyed())
    return doors.held(snapshot).folder


def _rows(hat: Holding, folder: Path, ident: str) -> list[Row]:
    key = key_of(ident)
    return [] if key is None else lying_in(folder, hat.territory, [key])


def _opened(snapshot: Snapshot, folder: Path, row: Row) -> Household:
    return opened(folder, key_ring(), shipped_profiles()[snapshot.profile], row)


def _plainly(refused: Refused) -> Refused:
    """Where keys and files lie on the server is nobody's business."""
    codes = {finding.code for finding in refused.findings}
    if "key.destroyed" in codes:
        return Refused(_destroyed())
    if any(code.startswith(("key.", "snapshot.", "seal", "file.")) for code in codes):
        return Refused(_closed())
    return refused


def _destroyed() -> Finding:
    return Finding(
        "identity.destroyed",
        "nama, NIK dan nomor KK dalam register ini",
        "sudah dimusnahkan dan tidak dapat dibuka lagi, juga dari cadangan",
        "Hitungan tiap tempat tetap ada. Bila ada register edisi lain, cari di sana.",
    )


def _closed() -> Finding:
    return Finding(
        "identity.closed",
        "nama, NIK dan nomor KK dalam register ini",
        "tidak dapat dibuka saat ini: kunci atau berkasnya tidak lengkap di kantor ini",
        "Minta administrator memulihkan kunci dan berkas register dari cadangan, lalu cari lagi.",
    )
