"""Files of a list laid out under the names that people gave them, for the readers of the command line."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from berdaya.documents.store import file_path
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.settings import local_rules_folder
from berdaya.region.rules.gazetteer import official
from berdaya.rulebook.rules import load
from berdaya.targeting.inputs.setting import Setting
from berdaya.targeting.models import InputFile, Inputs


def setting_of(territory: str, inputs: Inputs) -> Setting:
    """Where, and by the rules of which day."""
    return Setting(territory, official(), load(local_rules_folder()), inputs.on_date)


@contextmanager
def laid_out(*files: InputFile | None) -> Iterator[list[Path | None]]:
    """The files in the order given, each in a folder of its own so that equal names do not meet."""
    with tempfile.TemporaryDirectory(prefix="berdaya-hitung-") as folder:
        yield [_lay(file, Path(folder) / str(i)) for i, file in enumerate(files)]


def _lay(file: InputFile | None, folder: Path) -> Path | None:
    if file is None:
        return None
    stored = file_path(file.name)
    if stored is None:
        raise Refused(
            Finding(
                "run.file_gone",
                file.title,
                "berkasnya tidak ada lagi di simpanan kantor",
                "Pulihkan dari cadangan, atau unggah berkas itu sekali lagi.",
            )
        )
    folder.mkdir()
    path = folder / file.title
    shutil.copyfile(stored, path)
    return path
