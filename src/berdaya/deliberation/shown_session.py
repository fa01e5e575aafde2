"""What the pages of a session show: its state, the line where the money ends, the reason of each proposal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.territory import covers
from berdaya.deliberation import session_doors as doors
from berdaya.deliberation.doors import unit_of, unit_title
from berdaya.deliberation.models import Draft, LedgerEntry, Proposal, Session
from berdaya.deliberation.rules.explaining import amount
from berdaya.deliberation.rules.forum import Kind, fitting_reserve
from berdaya.deliberation.rules.sitting import State
from berdaya.deliberation.session_tables import Book, book_of
from berdaya.deliberation.vector import session_of
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count, format_decimal, format_percent, format_rupiah
from berdaya.kernel.status import StatusLine
from berdaya.plan.rules.words import menus_on

WIDTH: Final = 1000
RESERVE_SHOWN: Final = 25
_WIDE_ENOUGH: Final = 34
_ROOM: Final = 110


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal of the list: place, cost, what has been spent up to it, and why it stands there."""

    place: str
    label: str
    title: str
    menu: str
    cost: int
    running: int
    why: str
    page: str = ""
    forum: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the bar, in thousandths of its width."""

    x: str
    width: str
    place: str
    cost: str


@dataclass(frozen=True, slots=True)
class Limit:
    """One menu with what it spends of its limit."""

    words: str
    spent: str
    rest: str
    share: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the three rules say of a proposal."""

    label: str
    title: str
    shares: bool
    borda: bool
    points: str
    criteria: bool
    score: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A computed session as its page shows it."""

    lines: tuple[Line, ...]
    reserve: tuple[Line, ...]
    hidden: int
    spent: int
    left: int
    pieces: tuple[Piece, ...]
    first_out: Piece | None
    stop: str
    limits: tuple[Limit, ...]
    verdicts: tuple[Verdict, ...]
    spent_by: tuple[str, str, str]
    differing: str
    fitting: tuple[Line, ...] = ()


def shown_session(hat: Holding, session: Session, draft: Draft, *, everything: bool = False) -> Shown:
    """The list of the forum with its reasons; of the reserve the first ones, unless all are asked for."""
    book = book_of(session, draft)
    menus = {code: menu.title for code, menu in menus_on(today_in(session.territory)).items()}
    chosen, reserve = book.decided.chosen, book.decided.reserve
    lines = _lines(hat, book, menus, chosen, "", 0)
    spent = (session.budget or 0) - book.decided.left
    most = len(reserve) if everything else RESERVE_SHOWN
    outside = _lines(hat, book, menus, reserve[:most], "C", spent)
    pieces, first_out, stop = _bar(session.budget or 0, lines, outside)
    verdicts = _verdicts(book, [*chosen, *reserve[:most]])
    return Shown(
        lines,
        outside,
        max(len(reserve) - most, 0),
        spent,
        book.decided.left,
        pieces,
        first_out,
        stop,
        _limits(session, book, menus),
        verdicts,
        _spent_by(draft),
        _differing(draft),
        _fitting(hat, draft, book, menus),
    )


def _fitting(hat: Holding, draft: Draft, book: Book, menus: Mapping[str, str]) -> tuple[Line, ...]:
    """The reserve that the rest would still pay, with the places that it has there."""
    taken_out = {one.proposal.label for one in book.changes if one.kind == Kind.OUT.value}
    names = set(fitting_reserve(session_of(draft.input), book.decided)) - taken_out
    if not names:
        return ()
    return tuple(one for one in _lines(hat, book, menus, book.decided.reserve, "C", 0) if one.label in names)


def _lines(
    hat: Holding, book: Book, menus: Mapping[str, str], names: Sequence[str], mark: str, running: int
) -> tuple[Line, ...]:
    changed = {one.proposal.label for one in book.changes}
    found = []
    for place, name in enumerate(names, start=1):
        one = book.proposals[name]
        cost = book.decided.costs[name]
        running += cost
        found.append(
            Line(
                f"{mark}{place}",
                name,
                one.title,
                menus.get(one.menu, one.menu),
                cost,
                running,
                _alone(book.reason(name), one),
                _page(hat, one),
                name in changed,
                unit_title(unit_of(one)),
            )
        )
    return tuple(found)


def _alone(why: str, one: Proposal) -> str:
    """The sentence without the proposal itself, which stands beside it already."""
    rest = why.removeprefix(f"{one.label} {one.title} ")
    return rest[:1].upper() + rest[1:]


def _page(hat: Holding, one: Proposal) -> str:
    """The page of a proposal, for whoever sees it."""
    seen = covers(hat.territory, one.territory)
    return reverse("deliberation-proposal", args=[one.pk]) if seen else ""


def _bar(
    budget: int, lines: Sequence[Line], outside: Sequence[Line]
) -> tuple[tuple[Piece, ...], Piece | None, str]:
    """The pieces up to the line where the money ends, and the first that does not fit."""
    beyond = outside[0].cost if outside else 0
    whole = max(budget + beyond, 1)
    at, pieces = 0, []
    for line in lines:
        pieces.append(_piece(line, at, whole))
        at += line.cost
    stop = _thousandths(budget / whole)
    first = _piece(outside[0], budget, whole) if outside else None
    return tuple(pieces), first, stop


def _piece(line: Line, at: int, whole: int) -> Piece:
    width = line.cost / whole * WIDTH
    place = line.place if width >= _WIDE_ENOUGH else ""
    cost = _short(line.cost) if width >= _ROOM else ""
    return Piece(_thousandths(at / whole), f"{max(width - 2, 1):.1f}", place, cost)


def _thousandths(share: float) -> str:
    """A length of the picture, with a point: no locale may touch it."""
    return f"{share * WIDTH:.1f}"


def _short(value: int) -> str:
    """`Rp120 juta`."""
    if value < 1_000_000:
        return format_rupiah(value)
    millions = Fraction(value, 1_000_000)
    return f"Rp{format_decimal(millions, 0 if millions.denominator == 1 else 1)} juta"


def _limits(session: Session, book: Book, menus: Mapping[str, str]) -> tuple[Limit, ...]:
    spent: dict[str, int] = dict.fromkeys(session.ceilings, 0)
    for name in book.decided.chosen:
        menu = book.proposals[name].menu
        spent[menu] = spent.get(menu, 0) + book.decided.costs[name]
    found = []
    for menu, value in spent.items():
        limit = session.ceilings.get(menu)
        of = f"{_short(value)} dari {_short(limit)}" if limit is not None else _short(value)
        rest = f"sisa {_short(limit - value)}" if limit is not None else "tanpa batas"
        whole = limit if limit is not None else session.budget
        found.append(Limit(menus.get(menu, menu), of, rest, _thousandths(value / whole if whole else 0)))
    return tuple(found)


def _verdicts(book: Book, names: Sequence[str]) -> tuple[Verdict, ...]:
    draft = book.draft
    scores = draft.answer["scores"]
    shares, borda, criteria = (set(one["selected"]) for one in _answers(draft))
    return tuple(
        Verdict(
            name,
            book.proposals[name].title,
            name in shares,
            name in borda,
            _number(scores["borda"].get(name, 0)),
            name in criteria,
            _number(scores["criteria"].get(name, 0)),
        )
        for name in names
    )


def _answers(draft: Draft) -> tuple[Mapping[str, Any], ...]:
    return draft.answer, draft.others["borda"], draft.others["criteria"]


def _number(value: int | str) -> str:
    exact = Fraction(value)
    return format_count(exact.numerator) if exact.denominator == 1 else format_decimal(exact, 1)


def _spent_by(draft: Draft) -> tuple[str, str, str]:
    shares, borda, criteria = (_short(draft.input["B"] - one["left"]) for one in _answers(draft))
    return shares, borda, criteria


def _differing(draft: Draft) -> str:
    """How many units see their first choice funded under each rule: where the rules part."""
    firsts = [unit["rank"][0] for unit in draft.input["units"].values() if unit["rank"]]
    counted = [sum(name in set(one["selected"]) for name in firsts) for one in _answers(draft)]
    return (
        f"Dari {len(firsts)} unit yang menyerahkan daftar, pilihan pertamanya didanai pada {counted[0]} unit"
        f" menurut Bagian Setara, {counted[1]} menurut Borda, {counted[2]} menurut kriteria."
    )


# ---------- status, units, papers ----------


_LAPSED: Final = (
    "Rancangan ini tidak berlaku lagi.",
    "Sesudah dihitung, usulan, unit, pagu atau aturannya berubah.",
    "Hitung lagi; lalu forum membahas hasilnya.",
    "Operator kelurahan/desa",
)


def status_of(session: Session, *, may_merge: bool, may_decide: bool, lapsed: bool = False) -> StatusLine:
    """What happened, why, what next, who."""
    if lapsed:
        return StatusLine(*_LAPSED, waiting=may_merge)
    state = session.standing
    where = {
        State.DRAFT: (
            "Sidang dibuka." if session.budget is None else f"Pagu {format_rupiah(session.budget)} tercatat.",
            "Rancangan dihitung dari daftar yang diserahkan, di bawah pagu.",
            "Isi pagu." if session.budget is None else "Hitung rancangan untuk forum.",
            "Operator kelurahan/desa",
        ),
        State.COMPUTED: (
            "Daftar unit digabung menurut Bagian Setara Berjenjang.",
            "Setiap unit mendapat bagian pagu menurut KK dan KK miskin.",
            "Forum membahas; setiap perubahan dengan alasan. Lalu tutup pembahasan.",
            "Pimpinan sidang dan notulis",
        ),
        State.DISCUSSED: (
            "Forum selesai membahas.",
            "Yang menghitung tidak menetapkan sendiri.",
            "Orang kedua menetapkan hasilnya.",
            "Lurah/Kepala Desa",
        ),
        State.DECIDED: (
            f"Ditetapkan {format_date(session.date)}, nomor {session.number}." if session.date else "",
            "Usulan terpilih menjadi prioritas; yang lain cadangan dan tidak hilang.",
            "Prioritas diteruskan ke rencana atau kecamatan.",
            "Kelurahan/desa",
        ),
    }[state]
    waiting = (may_merge and state in (State.DRAFT, State.COMPUTED)) or (
        may_decide and state is State.DISCUSSED
    )
    return StatusLine(*where, waiting=waiting)


@dataclass(frozen=True, slots=True)
class Share:
    """A unit of the merge: what weighs, its share, what it brings, pays and carries on, with its list."""

    name: str
    households: str
    poor: str
    weight: str
    share: str
    opening: str
    paid: str
    carried: str
    exact: str
    ranking: tuple[tuple[str, bool], ...]
    years: tuple[LedgerEntry, ...]


def shares_of(session: Session, draft: Draft) -> list[Share]:
    """Every unit with the numbers that an RT head needs to compute his part again on paper."""
    merging, decided = session_of(draft.input), doors.decided_of(session, draft)
    shares, chosen = merging.shares(), set(decided.chosen)
    ledger = doors.ledger_of(session)
    paid: dict[str, Fraction] = {}
    for payments in decided.payments.values():
        for unit, value in payments.items():
            paid[unit] = paid.get(unit, Fraction(0)) + value
    return [
        Share(
            one.name,
            format_count(one.households) if one.households is not None else "–",
            format_count(one.poor) if one.poor is not None else "–",
            _number(str(one.weight)),
            amount(shares[one.name]),
            amount(one.opening),
            amount(paid.get(one.name, Fraction(0))),
            amount(decided.ledger[one.name]),
            str(decided.ledger[one.name]),
            tuple((name, name in chosen) for name in one.ranking),
            tuple(ledger.get("|".join(draft.units[one.name]), ())),
        )
        for one in merging.units
    ]


@dataclass(frozen=True, slots=True)
class Round:
    """One purchase of the merge: price, and who pays what."""

    place: int
    label: str
    title: str
    cost: str
    price: str
    payers: tuple[tuple[str, str], ...]
    why: str


def rounds_of(draft: Draft) -> list[Round]:
    """The merge step by step, as it can be redone on paper."""
    answer, proposals = draft.answer, draft.input["proposals"]
    prices = zip(answer["selected"], answer["price_or_coverage"], strict=True)
    return [
        Round(
            place,
            name,
            proposals[name]["title"],
            format_rupiah(proposals[name]["cost"]),
            _price(price, answer["explanations"][name]),
            tuple((unit, amount(Fraction(v))) for unit, v in answer["payments"].get(name, {}).items()),
            answer["explanations"][name],
        )
        for place, (name, price) in enumerate(prices, start=1)
    ]


def _price(price: str, explanation: str) -> str:
    """A coverage in percent for what was completed at the end, else the price for one unit of weight."""
    exact = Fraction(price)
    return format_percent(exact) if "tahap pelengkap" in explanation else amount(exact)


def delegate_tally(delegates: Iterable[Any]) -> dict[str, int]:
    sexes = [one.sex for one in delegates]
    return {"men": sexes.count("L"), "women": sexes.count("P"), "all": len(sexes)}
