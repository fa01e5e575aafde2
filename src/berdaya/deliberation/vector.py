"""The file form of a merge: a JSON object in, a JSON object out, recomputable by anybody who holds it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from berdaya.deliberation.rules import explaining, points
from berdaya.deliberation.rules.ballots import CRITERIA, Proposal, Session, Unit, unit_weight
from berdaya.deliberation.rules.equal_shares import merge
from berdaya.deliberation.rules.outcome import Outcome
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.signs import has_control

Json = Mapping[str, Any]
RULES = ("bsb", "borda", "criteria")
MOST_DIGITS = 30
KNOWN = frozenset(
    ("B", "menu_ceiling", "a", "gamma", "kappa_min", "complete", "weights", "opening", "units", "proposals")
) | {"expect"}
OF_UNITS = frozenset(("KK", "miskin", "w", "rank"))
OF_PROPOSALS = frozenset(("cost", "menu", "number", "criteria", "poor_households", "title"))


def unknown_names(data: Any) -> list[Finding]:
    """Names in a file that mean nothing here: a slip of typing would silently drop a ceiling."""
    places = [("berkas", data, KNOWN)]
    for part, known in (("units", OF_UNITS), ("proposals", OF_PROPOSALS)):
        places += [(f"{part} {name}", one, known) for name, one in data[part].items()]
    return [
        Finding("merge.unknown_name", f"{where} “{name}”", "isian ini tidak dikenal dan tidak dipakai",
                "Periksa ejaannya.", Severity.WARNING)
        for where, table, known in places
        if isinstance(table, Mapping)
        for name in table
        if name not in known
    ]  # fmt: skip


_EXAMPLE = "Bandingkan dengan contoh docs/examples/merge-3-6.json."


def session_of(data: Any) -> Session:
    """The session that a file describes; refused with every place where the file is not what it should be."""
    reading = _Reading()
    session = reading.session(data)
    if reading.findings:
        raise Refused(*dict.fromkeys(reading.findings))
    return session


class _Reading:
    """Reads value by value and collects what does not fit."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def session(self, data: Any) -> Session:
        table = self.table(data, "berkas")
        missing = [name for name in ("B", "units", "proposals") if name not in table]
        if missing:
            if isinstance(data, Mapping):
                self.fault("berkas", f"isian {', '.join(missing)} tidak ada", _EXAMPLE)
            raise Refused(*self.findings)
        if has_control(table):
            self.fault("berkas", "teks memuat tanda kendali yang tidak terlihat", "Ketik ulang teksnya.")
        if "" in self.table(table.get("proposals"), "proposals") or "" in self.table(
            table.get("units"), "units"
        ):
            self.fault("berkas", "ada unit atau usulan tanpa nama", "Beri nama.")
        weights = self.table(table.get("weights", {}), "weights") if not _five(table.get("weights")) else {}
        opening = self.table(table.get("opening", {}), "opening")
        poor_weight = self.ratio(table.get("a", 1), "a")
        units = self.table(table.get("units"), "units")
        proposals = self.table(table.get("proposals"), "proposals")
        ceilings = self.table(table.get("menu_ceiling", {}), "menu_ceiling")
        self.only(weights, units, "weights")
        self.only(opening, units, "opening")
        return Session(
            budget=self.whole(table.get("B"), "B"),
            units=tuple(
                self.unit(name, unit, weights.get(name), opening.get(name, 0), poor_weight)
                for name, unit in units.items()
            ),
            proposals=tuple(
                self.proposal(name, proposal, place)
                for place, (name, proposal) in enumerate(proposals.items(), start=1)
            ),
            ceilings={menu: self.whole(limit, f"menu_ceiling {menu}") for menu, limit in ceilings.items()},
            poor_weight=poor_weight,
            memory=self.ratio(table.get("gamma", 1), "gamma"),
            least_coverage=self.ratio(table.get("kappa_min", 0), "kappa_min"),
            complete=self.truth(table.get("complete", True), "complete"),
            **({"criteria_weights": tuple(table["weights"])} if _five(table.get("weights")) else {}),
        )

    def unit(self, name: str, data: Any, weight: Any, opening: Any, poor_weight: Fraction) -> Unit:
        table = self.table(data, name)
        given = table.get("w") if weight is None else weight
        households = self.maybe(table.get("KK"), f"{name} KK")
        poor = self.maybe(table.get("miskin"), f"{name} miskin")
        if given is not None:
            value = self.ratio(given, f"bobot {name}")
        elif households is None:
            value = Fraction(0)
            self.fault(f"{name} KK", "banyaknya KK tidak ada", "Tulis KK, atau bobot unit di “weights”.")
        else:
            value = unit_weight(households, poor or 0, poor_weight)
        ranking = self.names(table.get("rank", []), f"{name} rank")
        shown = (households, poor if poor is not None else 0) if given is None else (None, None)
        return Unit(name, value, ranking, self.ratio(opening, f"opening {name}"), *shown)

    def proposal(self, name: str, data: Any, place: int) -> Proposal:
        if isinstance(data, list) and len(data) == 2:
            data = {"cost": data[0], "menu": data[1]}
        table = self.table(data, name)
        menu = table.get("menu", "")
        if not isinstance(menu, str):
            self.fault(f"{name} menu", "menu bukan teks", "Tulis nama menunya.")
            menu = ""
        criteria = table.get("criteria") or []
        if isinstance(criteria, Mapping):
            criteria = [criteria.get(criterion) for criterion in CRITERIA]
        if not isinstance(criteria, list):
            self.fault(f"{name} criteria", "bukan daftar lima nilai", "Tulis [mendesak, penerima, …].")
            criteria = []
        return Proposal(
            name=name,
            cost=self.whole(table.get("cost"), f"{name} cost"),
            menu=menu,
            number=self.whole(table.get("number", place), f"{name} number"),
            criteria=tuple(self.whole(value, f"{name} criteria") for value in criteria),
            poor_households=self.whole(table.get("poor_households", 0), f"{name} poor_households"),
            title=str(table.get("title", ""))[:200],
        )

    def table(self, value: Any, where: str) -> Json:
        if isinstance(value, Mapping):
            return value
        self.fault(where, "bukan objek JSON { … }", _EXAMPLE)
        return {}

    def whole(self, value: Any, where: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**MOST_DIGITS:
            return value
        self.fault(where, "bukan bilangan bulat", "Tulis tanpa titik, koma, atau tanda kutip.")
        return 0

    def maybe(self, value: Any, where: str) -> int | None:
        """A count that may be absent."""
        if value is None:
            return None
        count = self.whole(value, where)
        if count < 0:
            self.fault(where, "kurang dari nol", "Periksa bilangannya.")
        return max(count, 0)

    def ratio(self, value: Any, where: str) -> Fraction:
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**MOST_DIGITS:
            return Fraction(value)
        if isinstance(value, str) and len(value) <= 200:
            top, _, bottom = value.strip().partition("/")
            if _digits(top) and (not bottom or (_digits(bottom) and int(bottom))):
                return Fraction(int(top), int(bottom or 1))
        self.fault(where, "bukan bilangan bulat atau pecahan", 'Tulis 3, atau pecahan seperti "8/19".')
        return Fraction(0)

    def truth(self, value: Any, where: str) -> bool:
        if not isinstance(value, bool):
            self.fault(where, "bukan true atau false", "Tulis true atau false.")
        return value is not False

    def names(self, value: Any, where: str) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            return tuple(value)
        self.fault(where, "bukan daftar nama usulan", 'Tulis ["P1", "P2"] menurut urutan.')
        return ()

    def only(self, table: Json, units: Json, where: str) -> None:
        for name in table:
            if name not in units:
                self.fault(f"{where} {name}", "unit ini tidak ada di “units”", "Periksa namanya.")

    def fault(self, where: str, problem: str, advice: str) -> None:
        self.findings.append(Finding("merge.file", where, problem, advice, Severity.ERROR))


def _five(value: Any) -> bool:
    """Weights of the five criteria, as opposed to weights of units."""
    return isinstance(value, list) and len(value) == len(CRITERIA) and all(type(v) is int for v in value)


def _digits(text: str) -> bool:
    return text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()


def answer_of(session: Session, rule: str) -> dict[str, Any]:
    """The draft by one rule with both scores and a reason for each proposal; exact ratios as "a/b"."""
    criteria = points.criteria_scores(session)
    if rule == "borda":
        outcome = points.by_borda(session)
        texts = explaining.explain_borda(session, outcome)
    elif rule == "criteria":
        outcome = points.by_criteria(session)
        texts = explaining.explain_criteria(session, outcome, criteria)
    else:
        outcome = merge(session)
        texts = explaining.explain_shares(session, outcome)
    return {
        "rule": rule,
        **_drafted(outcome),
        "scores": {"borda": _plain(points.borda_scores(session)), "criteria": _plain(criteria)},
        "explanations": {proposal.name: texts[proposal.name] for proposal in session.proposals},
    }


def _drafted(outcome: Outcome) -> dict[str, Any]:
    return {
        "selected": [chosen.name for chosen in outcome.chosen],
        "price_or_coverage": [str(chosen.price) for chosen in outcome.chosen],
        "payments": {c.name: _texts(c.payments) for c in outcome.chosen if c.payments},
        "closing": _texts(outcome.closing),
        "left": outcome.money_left,
        "ledger": _texts(outcome.ledger),
        "not_funded": {
            left.name: [left.why.value, left.cost, _number(left.there)] for left in outcome.not_funded
        },
    }


def _texts(values: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _plain(values: Mapping[str, Fraction]) -> dict[str, int | str]:
    return {name: _number(value) for name, value in values.items()}


def _number(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else str(value)
