"""The borders that the import linter cannot see, and the words it cannot read."""

import re
import subprocess
import sys
from pathlib import Path

import django.apps
import pytest

from tests.shape.sizes import ROOT, faults

SOURCE = ROOT / "src" / "berdaya"
LAYERS = (
    "kernel rulebook access region figures documents plan community meeting ledger register hardship "
    "targeting scan|slum deliberation budget delivery|grant|loan|training outcome publication site"
)
HEIGHT = {room: height for height, rooms in enumerate(LAYERS.split()) for room in rooms.split("|")}


def _modules(*names: str) -> list[str]:
    found = [
        path
        for path in SOURCE.rglob("*.py")
        if path.name in {f"{n}.py" for n in names} or path.parent.name in names
    ]
    return sorted(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path in found)


def test_every_room_has_its_place_in_the_house():
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert rooms <= set(HEIGHT)


def test_no_relation_between_tables_points_up():
    upward = []
    for model in django.apps.apps.get_models():
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and not field.auto_created else None
            if target is None or not str(target.__module__).startswith("berdaya."):
                continue
            here, there = model.__module__.split(".")[1], target.__module__.split(".")[1]
            if here != there and HEIGHT[there] >= HEIGHT[here]:
                upward.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert upward == []


def test_rules_and_population_load_without_django():
    modules = _modules("rules", "population") + ["berdaya.rulebook.rules"]
    kernel = [m for m in _modules("kernel") if m.split(".")[-1] not in ("__init__",)]
    code = f"import sys\nfor name in {modules + kernel}: __import__(name)\nsys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_rooms_begin_with_nothing():
    assert [p for p in SOURCE.glob("*/__init__.py") if p.read_text().strip()] == []


def test_files_and_functions_stay_small():
    assert faults() == []


LITERALS = re.compile(
    r"https?://(?!127\.0\.0\.1|localhost|berdaya\.example|kantor\.contoh\.go\.id|www\.w3\.org)[a-z0-9]|/work/|pypi\.org",
    re.I,
)


@pytest.mark.parametrize("folder", ["src", "docs", "benchmarks"])
def test_no_third_party_host_and_no_path_of_a_machine_stands_in_the_product(folder):
    texts = [
        p for p in (ROOT / folder).rglob("*") if p.suffix in {".py", ".md", ".toml", ".html", ".css", ".typ"}
    ]
    found = [f"{p.relative_to(ROOT)}: {m[0]}" for p in texts for m in [LITERALS.search(p.read_text())] if m]
    assert found == []


FORBIDDEN_IN_POPULATION = re.compile(
    r"\.(mean|median|std|var|quantile|rank|cum_\w+|rolling_\w+|shift|map_batches|map_elements|sample)\("
)


def test_population_rules_use_only_forms_that_both_engines_have():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in SOURCE.rglob("population.py")
        for match in FORBIDDEN_IN_POPULATION.finditer(path.read_text())
    ]
    assert found == []


def test_the_two_commands_of_the_readme_are_targets():
    targets = re.findall(r"^([a-z]+):", Path(ROOT / "Makefile").read_text(), re.M)
    assert {"demo", "test", "setup", "check", "browser", "bench"} <= set(targets)
