"""Minutes as frozen text: what was said on each point, what was decided, what not and why, who acts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from berdaya.kernel.findings import Finding

CONSENSUS: Final = "Musyawarah untuk mufakat"
MOST_LETTERS: Final = 20_000
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}\s*[.)]|[-–•*])\s+")
_IDENTITY = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
_REASON = re.compile(r":\s*\S|\bkarena\s+\S|\bsebab\s+\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """What the minutes of a meeting say. `items` are pairs: the point of the agenda, and what was said."""

    items: tuple[tuple[str, str], ...] = ()
    decisions: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    rule: str = CONSENSUS

    @property
    def empty(self) -> bool:
        said = any(text.strip() for _, text in self.items)
        return not (said or self.decisions or self.rejected or self.actions)

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def record_from(data: Mapping[str, Any]) -> Record:
    """The minutes from what was stored of them."""
    return Record(
        items=tuple((str(what), str(text)) for what, text in data.get("items", ())),
        **{name: _texts(data.get(name, ())) for name in ("decisions", "rejected", "actions", "sources")},
        rule=str(data.get("rule", CONSENSUS)),
    )


def _texts(found: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(text) for text in found)


def lines(text: str) -> tuple[str, ...]:
    """One entry a line; what people write before it (`1.`, `-`) is taken off."""
    plain = (" ".join(_NUMBERED.sub("", line).split()) for line in text.splitlines())
    return tuple(line for line in plain if line)


def record_faults(record: Record) -> list[Finding]:
    """What keeps minutes from being written down."""
    found = [_without_reason(line) for line in record.rejected if not _REASON.search(line)]
    texts = [text for _, text in record.items]
    texts += [*record.decisions, *record.rejected, *record.actions, *record.sources, record.rule]
    if record.empty:
        advice = "Tulis paling sedikit satu keputusan, atau apa yang dibicarakan."
        found.append(Finding("minutes.empty", "notulen", "belum berisi apa pun", advice))
    if any(_IDENTITY.search(text) for text in texts):
        advice = "Hapus nomor itu. Sebut lembaga atau RT, bukan NIK atau nomor KK."
        found.append(Finding("minutes.identity", "notulen", "memuat 16 angka seperti NIK", advice))
    if sum(map(len, texts)) > MOST_LETTERS:
        advice = f"Ringkas sampai {MOST_LETTERS // 1000}.000 huruf; lampirkan sisanya."
        found.append(Finding("minutes.too_long", "notulen", "terlalu panjang", advice))
    return found


def _without_reason(line: str) -> Finding:
    where = f"“{line[:40]}…”" if len(line) > 40 else f"“{line}”"
    advice = "Tulis sebabnya di baris itu, misalnya: Paving gang 3: di luar kewenangan kelurahan."
    return Finding("minutes.no_reason", where, "tidak disepakati tanpa alasan", advice)
