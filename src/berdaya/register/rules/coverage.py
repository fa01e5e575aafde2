"""How much of a territory a register holds. One that lacks villages never speaks for the whole."""

from dataclasses import dataclass

from berdaya.kernel.numbers import format_count


@dataclass(frozen=True, slots=True)
class Coverage:
    """The villages that a register counts, beside all that a territory had at its edition."""

    held: int
    whole: int

    @property
    def complete(self) -> bool:
        return self.held >= self.whole > 0

    @property
    def words(self) -> str:
        """`sebagian: 15 dari 223 desa dan kelurahan`; nothing where it is the whole."""
        if self.complete:
            return ""
        return f"sebagian: {format_count(self.held)} dari {format_count(self.whole)} desa dan kelurahan"
