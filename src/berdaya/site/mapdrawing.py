"""Check uploaded boundaries and draw them once: the whole territory, and each kecamatan by itself.

Loaded only by the job, since it brings the geometry library along.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from berdaya.documents.drawing import Shade, said
from berdaya.documents.geojson import Shape, read_shapes
from berdaya.documents.mapping import area_of
from berdaya.documents.maps import KIND, territory_map
from berdaya.documents.store import put_picture
from berdaya.kernel.findings import Findings, Refused
from berdaya.region.rules.codes import Kind, Level, kind_of, part_of
from berdaya.site.mapfiles import Report, file_of

_WORDS = {Kind.DESA: "Desa", Kind.DESA_ADAT: "Desa adat", Kind.KELURAHAN: "Kelurahan"}
Moved = Callable[[int, int], None]


def examine(territory: str, digest: str, moved: Moved = lambda _done, _total: None) -> Report:
    """Look at a kept file and draw what can be drawn. Bad content is told as findings, never raised."""
    area = area_of(territory)
    findings = Findings()
    shapes: Sequence[Shape] = ()
    pictures: dict[str, str] = {}
    words: dict[str, str] = {}
    try:
        shapes, findings = read_shapes(file_of(territory, digest), area.places)
        if shapes and not findings.blocking:
            pictures, words = _drawn(territory, area.name, area.kecamatan, shapes, moved)
    except Refused as refused:
        findings.extend(replace(found, where="berkas") for found in refused.findings)
    return Report(
        digest=digest,
        name=area.name,
        places=len(shapes),
        missing=len(area.places) - len(shapes),
        findings=findings.as_json(),
        pictures=pictures,
        words=words,
    )


def _drawn(
    territory: str, name: str, kecamatan: Mapping[str, str], shapes: Sequence[Shape], moved: Moved
) -> tuple[dict[str, str], dict[str, str]]:
    """Names of the pictures and their words, by code. A kecamatan without a single shape has none."""
    parts = {} if territory in kecamatan else {code: kecamatan[code] for code in kecamatan}
    pictures, words = {}, {}
    for done, (code, title) in enumerate([(territory, name), *parts.items()], start=1):
        inside = [shape for shape in shapes if shape.code.startswith(f"{code}.")]
        if inside:
            whole = code == territory and len(parts) > 1
            svg, words[code] = _picture(inside, title, parts) if whole else _near(inside, title)
            pictures[code] = put_picture(svg)
        moved(done, 1 + len(parts))
    return pictures, words


def _near(shapes: Sequence[Shape], title: str) -> tuple[str, str]:
    """A kecamatan: each village is drawn as a group of its own, so that its name stands on its land."""
    names = {shape.code: shape.name for shape in shapes}
    inside = [Shape(f"{shape.code}.000", shape.name, shape.land) for shape in shapes]
    return _picture(inside, title, names)


def _picture(shapes: Sequence[Shape], title: str, groups: Mapping[str, str]) -> tuple[str, str]:
    kind = {shape.code: kind_of(part_of(shape.code, Level.VILLAGE) or shape.code) for shape in shapes}
    kinds = [one for one in _WORDS if one in kind.values()]
    shades = [Shade(_WORDS[one]) for one in kinds]
    classes = {shape.code: kinds.index(kind[shape.code]) for shape in shapes}
    svg = territory_map(shapes, classes, shades, title=f"Peta {title}", groups=groups)
    return svg, said(KIND, shades, classes.values())
