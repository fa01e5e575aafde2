"""Guarded reads of registers: files on their way, snapshots, places. "Absent" and "not yours" look alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Count, Q, Sum
from django.http import Http404

from berdaya.access.doors import allowed, territory_filter
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.territory import covers, within_filter
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.listing import ROWS
from berdaya.kernel.offers import Use
from berdaya.register.held import Held, open_snapshot
from berdaya.register.models import (
    ColumnMapping,
    Decision,
    RegionMatch,
    Snapshot,
    SnapshotPlace,
    SnapshotQuerySet,
    Upload,
    UploadFinding,
    UploadQuerySet,
)
from berdaya.register.rules.showing import Shown, shown_counts
from berdaya.register.rules.uploads import WITH_MAKER, State
from berdaya.register.services import shelf
from berdaya.register.services.rulings import least_shown

WORKING = (Right.REGISTER_UPLOAD, Right.REGISTER_CONFIRM)


def uploads_of(hat: Holding) -> UploadQuerySet:
    """Files of the territory, for whoever brings or checks them; for others there are none."""
    if not any(allowed(hat, right).allowed for right in WORKING):
        return Upload.objects.none()
    return Upload.objects.filter(**territory_filter(hat)).select_related("maker")


def uploads_on_the_way(hat: Holding) -> list[Upload]:
    """Those that are neither a snapshot nor destroyed, the newest first."""
    return list(uploads_of(hat).on_the_way()[:ROWS])


def uploads_waiting(hat: Holding) -> list[Upload]:
    """Files in which this person has the next step: to mend his own, or to check those of others."""
    mine = Q(maker=hat.person_id, state__in=[state.value for state in WITH_MAKER])
    to_check = Q(state=State.CHECKED.value) & ~Q(maker=hat.person_id)
    wanted = Q(pk__in=[])
    if allowed(hat, Right.REGISTER_UPLOAD).allowed:
        wanted |= mine
    if allowed(hat, Right.REGISTER_CONFIRM).allowed:
        wanted |= to_check
    return list(uploads_of(hat).filter(wanted)[:ROWS])


def upload_for(hat: Holding, pk: int, *, lock: bool = False) -> Upload:
    rows = uploads_of(hat)
    upload = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=pk).first()
    if upload is None:
        raise Http404
    return upload


def own_upload(hat: Holding, pk: int, *, lock: bool = False) -> Upload:
    """A file that this person brought. A colleague, who sees that it is there, is told whose it is."""
    upload = upload_for(hat, pk, lock=lock)
    if not allowed(hat, Right.REGISTER_UPLOAD, upload.territory).allowed:
        raise Http404
    if upload.maker_id != hat.person_id:
        raise Refused(_of_another(upload))
    return upload


def _of_another(upload: Upload) -> Finding:
    return Finding(
        "upload.of_another",
        "berkas ini",
        f"diunggah {upload.maker.name}, jadi hanya ia yang melanjutkannya",
        "Minta ia melanjutkan; bila ia tidak bertugas lagi, batalkan berkas ini dan unggah sendiri.",
    )


def findings_of(upload: Upload) -> list[UploadFinding]:
    return list(upload.findings.all())


def pieces_here(upload: Upload) -> int:
    return upload.parts.count()


def last_decision(upload: Upload) -> Decision | None:
    return upload.decisions.select_related("by").last()


def preview_of(upload: Upload) -> dict[str, Any] | None:
    """What the reading saw, while the file is kept. For those who may work on it: ask `upload_for` before."""
    return shelf.preview_of(upload)


def columns_settled(territory: str, profile: str) -> dict[str, str]:
    """What titles in files of this territory mean, by their plain form; "" for those that mean nothing."""
    rows = ColumnMapping.objects.filter(territory=territory, profile=profile)
    return dict(rows.values_list("key", "column"))


def places_settled(territory: str) -> dict[str, str]:
    """Which village a doubtful way of writing means; "" where a person said: none of them."""
    return dict(RegionMatch.objects.filter(territory=territory).values_list("key", "code"))


def settled_by(hat: Holding) -> tuple[list[ColumnMapping], list[RegionMatch]]:
    """All that the office has settled about its files, for whoever brings them."""
    columns = ColumnMapping.objects.filter(**territory_filter(hat)).select_related("decided_by")
    places = RegionMatch.objects.filter(**territory_filter(hat)).select_related("decided_by")
    return list(columns), list(places)


def settled_column(hat: Holding, pk: int) -> ColumnMapping:
    found = ColumnMapping.objects.filter(**territory_filter(hat), pk=pk).first()
    if found is None:
        raise Http404
    return found


def settled_place(hat: Holding, pk: int) -> RegionMatch:
    found = RegionMatch.objects.filter(**territory_filter(hat), pk=pk).first()
    if found is None:
        raise Http404
    return found


def visible_snapshots(hat: Holding) -> SnapshotQuerySet:
    if not allowed(hat, Right.REGISTER_SEE).allowed:
        return Snapshot.objects.none()
    return Snapshot.objects.seen_from(hat.territory)


def snapshots_for(hat: Holding) -> list[Any]:
    """Snapshots that hold places of the hat's territory, newest first, with what they hold of it."""
    here = Q(**within_filter(hat.territory, "counts__code"))
    rows = visible_snapshots(hat).annotate(
        own_households=Sum("counts__households", filter=here), own_places=Count("counts", filter=here)
    )
    return list(rows.select_related("destruction").newest_first())


def snapshots_named(hat: Holding, text: str, most: int) -> list[Snapshot]:
    rows = visible_snapshots(hat)
    for word in text.split():
        rows = rows.filter(_matching(word))
    return list(rows.newest_first()[:most])


def kept_too_long(hat: Holding, day: date) -> list[Snapshot]:
    """Registers of the territory whose purpose no longer allows to keep them."""
    return list(Snapshot.objects.filter(**territory_filter(hat)).past_their_end(day)[:ROWS])


def _matching(word: str) -> Q:
    found = Q(register__icontains=word) | Q(profile__icontains=word) | Q(purpose__icontains=word)
    if len(word) == 4 and word.isascii() and word.isdecimal():
        found |= Q(edition__year=int(word))
    return found


def snapshot_for(hat: Holding, pk: int) -> Snapshot:
    told = ("maker", "confirmed_by", "destruction__by", "upload")
    snapshot = visible_snapshots(hat).select_related(*told).filter(pk=pk).first()
    if snapshot is None:
        raise Http404
    return snapshot


def findings_in(snapshot: Snapshot) -> list[UploadFinding]:
    return list(UploadFinding.objects.filter(upload=snapshot.upload_id))


@dataclass(frozen=True, slots=True)
class Counted:
    """How many households a snapshot holds of the places of a territory, and which counts may be shown."""

    persons: Mapping[str, int]
    households: Shown
    decile1: Shown | None

    def total(self, code: str) -> int:
        return self.households.counts.get(code, 0)


def counted(snapshot: Snapshot, territory: str) -> Counted:
    """By village, with their sums above. What is hidden is decided within whole kecamatan."""
    whole = ".".join(territory.split(".")[:3])
    rows = list(
        SnapshotPlace.objects.filter(snapshot=snapshot, **within_filter(whole, "code")).values_list(
            "code", "households", "persons", "decile1"
        )
    )
    least = least_shown(snapshot.territory)
    poorest = {code: decile1 or 0 for code, _, _, decile1 in rows} if snapshot.ranked else None
    return Counted(
        persons={code: persons for code, _, persons, _ in rows},
        households=shown_counts({code: households for code, households, _, _ in rows}, least),
        decile1=None if poorest is None else shown_counts(poorest, least),
    )


def standing_snapshots(hat: Holding) -> list[Snapshot]:
    """Registers that other rooms may compute from, the newest first."""
    return list(visible_snapshots(hat).standing().newest_first())


def folder_of(snapshot: Snapshot) -> Path:
    """Where the files of a snapshot lie. Ask `snapshot_for` before."""
    return shelf.snapshots_folder() / snapshot.folder


def snapshot_made_of(upload: Upload) -> Snapshot | None:
    return Snapshot.objects.filter(upload=upload).first() if upload.stands is State.CONFIRMED else None


def sees_whole(hat: Holding, snapshot: Snapshot) -> bool:
    """Does the hat reach over all that the register holds? Otherwise it sees its own places only."""
    return covers(hat.territory, snapshot.territory)


def may_destroy(hat: Holding, snapshot: Snapshot) -> bool:
    return not snapshot.destroyed and allowed(hat, Right.REGISTER_DESTROY, snapshot.territory).allowed


def may_look(hat: Holding, snapshot: Snapshot) -> bool:
    """May the hat look for a household here? What was destroyed holds nobody."""
    return not snapshot.destroyed and allowed(hat, Right.NIK_SHOW).allowed


def held(snapshot: Snapshot) -> Held:
    """The files of a snapshot, opened. Refused when they are not those that were confirmed."""
    name = f"{snapshot.register} edisi {format_date(snapshot.edition)}"
    try:
        opened = open_snapshot(folder_of(snapshot))
    except Refused as refused:  # the place of the folder on the server is nobody's business
        raise Refused(*(replace(finding, where=name) for finding in refused.findings)) from None
    if opened.fingerprint != snapshot.manifest_sha256:
        advice = "Pulihkan foldernya dari cadangan kantor."
        raise Refused(Finding("snapshot.changed", name, "bukan lagi potret yang disahkan", advice))
    return opened


def uses_of(snapshot: Snapshot) -> list[Use]:
    """What other rooms have made from a register, each as its `uses.py` tells it."""
    names = [f"{room.name}.uses" for room in apps.get_app_configs() if room.name.startswith("berdaya.")]
    rooms = [import_module(name) for name in names if find_spec(name)]
    return [use for room in rooms for use in room.uses_of("register.snapshot", snapshot.pk)]


def manifest_of(snapshot: Snapshot) -> tuple[Mapping[str, Any] | None, Sequence[Finding]]:
    """The manifest that lies beside the data; without one, why: not restored, or changed since."""
    try:
        return held(snapshot).manifest, ()
    except Refused as refused:
        return None, refused.findings
