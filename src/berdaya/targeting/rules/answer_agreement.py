"""Does an answer agree with itself and with the official list of places? Cheap sums, done again.

Its form has been checked before. What is named is the place in the file, never the value found there.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from berdaya.region.rules.codes import Kind, Level, kind_of
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.targeting.rules.index import IDM, SHORT_NAMES

Json = Mapping[str, Any]
Fault = tuple[str, str]
COPIED = ("name", "stratum", "rank", "N")


def selection_faults(answer: Json, gazetteer: Gazetteer) -> Iterator[Fault]:
    """Where an answer of `select` does not agree: the path, and what is wrong."""
    places = answer["places"]
    if not places or not answer["decided"]:
        yield "decided", "daftarnya kosong"
        return
    known = {row["code"]: row for row in places}
    if len(known) < len(places):
        yield "places", "ada tempat yang muncul dua kali"
    yield from _district(answer["district"], gazetteer)
    for number, row in enumerate(places, start=1):
        where = f"places[{number}]"
        yield from _official(where, row, answer["district"]["code"], gazetteer)
        yield from _figures(where, row, answer)
    yield from _ranks(places, answer["method"]["code"])
    for part in ("selected", "near_misses", "decided"):
        yield from _copies(part, answer[part], known)
    yield from _list(answer, known)
    yield from _seats(answer)
    yield from _coverage(answer)


def _district(district: Json, gazetteer: Gazetteer) -> Iterator[Fault]:
    place = gazetteer.get(district["code"])
    if place is None or place.level is not Level.KABUPATEN or gazetteer.names[place.code] != district["name"]:
        yield "district", "bukan kabupaten atau kota dalam daftar resmi"


def _official(where: str, row: Json, district: str, gazetteer: Gazetteer) -> Iterator[Fault]:
    place = gazetteer.get(row["code"])
    if place is None or not row["code"].startswith(district + "."):
        yield f"{where}.code", "bukan desa atau kelurahan kabupaten itu"
        return
    stratum = "kelurahan" if kind_of(place.code) is Kind.KELURAHAN else "desa"
    told = (row["name"], row["kecamatan"], row["stratum"])
    if told != (place.name, gazetteer.kecamatan_of(place.code).name, stratum):
        yield where, "nama, kecamatan atau jenisnya berbeda dari daftar resmi"


def _figures(where: str, row: Json, answer: Json) -> Iterator[Fault]:
    for whole, share in (("households", "share"), ("listed", "share_of_listed")):
        if row[whole] is None:
            continue
        if row["N"] > row[whole]:
            yield f"{where}.N", "lebih besar daripada seluruhnya"
        elif row[share] is not None and Fraction(row[share]) * row[whole] != row["N"]:
            yield f"{where}.{share}", "bukan N dibagi seluruhnya"
    highest = 1 if answer["index"]["name"] == SHORT_NAMES[IDM] else 100
    if row["idm"] is not None and (Decimal(row["idm"]) > highest or row["stratum"] == "kelurahan"):
        yield f"{where}.idm", "di luar batas indeks itu"
    if Fraction(row["f"]) != Fraction(row["lists"], answer["sensitivity"]["lists"]):
        yield f"{where}.lists", "tidak cocok dengan banyaknya hitungan uji"


def _ranks(places: Sequence[Json], method: str) -> Iterator[Fault]:
    for stratum in ("desa", "kelurahan"):
        rows = sorted((row for row in places if row["stratum"] == stratum), key=lambda row: row["rank"])
        if [row["rank"] for row in rows] != list(range(1, len(rows) + 1)):
            yield "places", f"peringkat {stratum} tidak berurutan dari 1"
        scores = [Fraction(row["score"]) for row in rows]
        if method != "M0" and scores != sorted(scores, reverse=True):
            yield "places", f"peringkat {stratum} tidak mengikuti skornya"


def _copies(part: str, rows: Sequence[Json], known: Mapping[str, Json]) -> Iterator[Fault]:
    """The lists repeat figures of `places`, and each place once."""
    if len({row["code"] for row in rows}) < len(rows):
        yield part, "ada tempat yang muncul dua kali"
    for number, row in enumerate(rows, start=1):
        place = known.get(row["code"], {})
        names = COPIED if part == "decided" else tuple(key for key in place)
        if any(row.get(name) != place.get(name, place) for name in names) or not place:
            yield f"{part}[{number}]", "berbeda dari tempat yang sama dalam places"


def _list(answer: Json, known: Mapping[str, Json]) -> Iterator[Fault]:
    """The decided list is the computed one with the changes, and each place says so."""
    computed = {row["code"] for row in answer["selected"]}
    decided = {row["code"] for row in answer["decided"]}
    added = {change["code"] for change in answer["changes"] if change["action"] == "tambah"}
    dropped = {change["code"] for change in answer["changes"] if change["action"] == "cabut"}
    if decided != (computed | added) - dropped:
        yield "decided", "bukan daftar hitungan dengan perubahannya"
    for flag, codes in (("selected", computed), ("decided", decided)):
        if {code for code, row in known.items() if row[flag]} != codes:
            yield "places", f"tanda {flag} tidak cocok dengan daftarnya"
    for number, row in enumerate(answer["decided"], start=1):
        if (row["source"] == "computed") is not (row["code"] in computed):
            yield f"decided[{number}].source", "tidak cocok dengan daftar hitungan"


def _seats(answer: Json) -> Iterator[Fault]:
    seats = answer["seats"]
    if seats["desa"] + seats["kelurahan"] != seats["total"]:
        yield "seats", "kursi desa dan kelurahan tidak berjumlah sama dengan seluruhnya"
    if answer["stability"]:
        return  # places of an earlier list may stay beyond the seats
    for stratum in ("desa", "kelurahan"):
        ranks = sorted(row["rank"] for row in answer["selected"] if row["stratum"] == stratum)
        if ranks != list(range(1, seats[stratum] + 1)):
            yield "selected", f"yang terpilih bukan {seats[stratum]} {stratum} teratas"


def _coverage(answer: Json) -> Iterator[Fault]:
    told, places = answer["coverage"], answer["places"]
    inside = [row for row in places if row["selected"]]
    sums = (len(places), len(inside), sum(row["N"] for row in places), sum(row["N"] for row in inside))
    if sums != tuple(told[key] for key in ("places", "selected", "decile1_total", "decile1_selected")):
        yield "coverage", "jumlahnya tidak cocok dengan tempatnya"
    if len(told["kecamatan"]) != len({row["code"].rpartition(".")[0] for row in places}):
        yield "coverage.kecamatan", "banyaknya kecamatan tidak cocok"


def assignment_faults(answer: Json) -> Iterator[Fault]:
    """Where an answer of `assign` does not agree with itself."""
    codes = [agency["code"] for agency in answer["agencies"]]
    if len(set(codes)) < len(codes):
        yield "agencies", "ada perangkat yang muncul dua kali"
    for number, agency in enumerate(answer["assignment"].values(), start=1):
        if agency not in codes:
            yield f"assignment[{number}]", "perangkatnya tidak ada dalam daftar perangkat soal itu"
    for number, pin in enumerate(answer["pins"], start=1):
        if answer["assignment"].get(pin["place"]) != pin["agency"]:
            yield f"pins[{number}]", "tidak dipenuhi oleh pembagiannya"
