"""Backup and restore of a whole office: one zip, the same for SQLite and PostgreSQL, without keys.

The zip holds one `tables/<room>.<model>.jsonl` per table, `files/…` for the snapshots and papers, and
`manifest.json` with the SHA-256 of every part. Keys stay outside: a stolen backup opens no person.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from berdaya import __version__
from berdaya.kernel.digests import digest_of_file
from berdaya.kernel.files import replacing
from berdaya.kernel.findings import Finding, Refused

LEFT_OUT: Final = frozenset({"keys", "static", "tmp"})
DATABASE_FILES: Final = "berdaya.sqlite3"
BATCH: Final = 2_000


class ExactTimes(DjangoJSONEncoder):
    """Django writes times in thousandths; the trail's hashes need every digit."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def backup(data: Path, file: Path) -> dict[str, Any]:
    """Write the office to `file`; the old file stays until the new one is whole."""
    parts: dict[str, str] = {}
    rows = 0
    with replacing(file) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        with _one_moment():
            for model in _tables():
                name = f"tables/{model._meta.label_lower}.jsonl"
                count, digest = _write_table(archive, name, model)
                rows, parts[name] = rows + count, digest
        for path in _files(data, file):
            name = f"files/{path.relative_to(data).as_posix()}"
            archive.write(path, name)
            parts[name] = digest_of_file(path)
        manifest = {
            "berdaya": __version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "rows": rows,
            "parts": parts,
        }
        archive.writestr("manifest.json", json.dumps(manifest, indent=1, sort_keys=True))
    return {"file": str(file), "rows": rows, "files": sum(1 for p in parts if p.startswith("files/"))}


def restore(data: Path, file: Path) -> dict[str, Any]:
    """Read a backup into an empty office. Nothing is kept unless every part has its digest."""
    with zipfile.ZipFile(file) as archive:
        manifest = _checked(archive, file)
        _refuse_unless_empty(file)
        rows = 0
        with transaction.atomic():
            with connection.constraint_checks_disabled():
                for model in _tables():
                    name = f"tables/{model._meta.label_lower}.jsonl"
                    if name in manifest["parts"]:
                        rows += _read_table(archive, name)
            connection.check_constraints()
            _reset_sequences()
        files = [name for name in manifest["parts"] if name.startswith("files/")]
        for name in files:
            target = data / name.removeprefix("files/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
    return {"file": str(file), "rows": rows, "files": len(files)}


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read all tables as they were at one moment, without holding up anybody who writes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _tables() -> list[type[models.Model]]:
    """Every table of the office, those that others point to first."""
    known = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    ordered: list[type[models.Model]] = []

    def place(model: type[models.Model], seen: frozenset[type[models.Model]]) -> None:
        if model in ordered or model in seen:
            return
        for field in model._meta.concrete_fields:
            target = field.related_model
            if isinstance(target, type) and issubclass(target, models.Model) and target in known:
                place(target, seen | {model})
        ordered.append(model)

    for model in sorted(known, key=lambda m: m._meta.label_lower):
        place(model, frozenset())
    return ordered


def _write_table(archive: zipfile.ZipFile, name: str, model: type[models.Model]) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    with archive.open(name, "w") as out:
        for row in model._base_manager.order_by("pk").iterator(chunk_size=BATCH):
            line = serializers.serialize("jsonl", [row], cls=ExactTimes).encode()
            out.write(line)
            digest.update(line)
            count += 1
    return count, digest.hexdigest()


def _read_table(archive: zipfile.ZipFile, name: str) -> int:
    count = 0
    with archive.open(name) as binary, io.TextIOWrapper(binary, encoding="utf-8") as lines:
        for batch in _batches(serializers.deserialize("jsonl", lines)):
            model = type(batch[0].object)
            model._base_manager.bulk_create([item.object for item in batch], batch_size=500)
            count += len(batch)
    return count


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _files(data: Path, own: Path) -> list[Path]:
    return sorted(
        path
        for path in data.rglob("*")
        if path.is_file()
        and path.relative_to(data).parts[0] not in LEFT_OUT
        and not path.name.startswith(DATABASE_FILES)
        and path.resolve() != own.resolve()
        and not path.name.endswith(".part")
    )


def _checked(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        broken = [name for name, digest in manifest["parts"].items() if _digest(archive, name) != digest]
    except (KeyError, ValueError, zipfile.BadZipFile):
        broken = ["manifest.json"]
        manifest = {}
    unsafe = [
        name for name in manifest.get("parts", ()) if ".." in Path(name).parts or Path(name).is_absolute()
    ]
    if broken or unsafe:
        raise Refused(
            Finding(
                "backup.broken",
                f"{file.name}: {(broken + unsafe)[0]}",
                "isi cadangan tidak sama dengan sidiknya",
                "Pakai cadangan lain; kantor tidak diubah.",
            )
        )
    return manifest


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as part:
        while piece := part.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _refuse_unless_empty(file: Path) -> None:
    own = [m for m in _tables() if m.__module__.startswith("berdaya.") and m._meta.app_label != "region"]
    if any(model._base_manager.exists() for model in own):
        raise Refused(
            Finding(
                "restore.not_empty",
                file.name,
                "kantor ini sudah berisi data",
                "Pulihkan ke folder data yang kosong (BERDAYA_DATA) lalu pindahkan ke sana.",
            )
        )
    for model in _tables():
        if model._meta.app_label in ("region", "contenttypes", "auth"):
            model._base_manager.all().delete()


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), _tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
