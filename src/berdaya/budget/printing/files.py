"""A kept record on one of its forms, as a file of one of three kinds."""

from collections.abc import Sequence
from typing import Any, Final

from berdaya.budget.printing.frames import frame_of
from berdaya.budget.printing.making import record_pdf
from berdaya.budget.printing.sheets import form_book
from berdaya.budget.printing.word import form_word
from berdaya.budget.rules.law import Law

ENDINGS: Final = ("pdf", "docx", "xlsx")


def record_print(
    record: dict[str, Any],
    form: str,
    ending: str,
    *,
    size: str = "a4",
    said: Sequence[str] = (),
    signed: str = "",
    law: Law | None = None,
) -> bytes:
    """PDF, Word or workbook with the same parts in the same order; `size` is a4 or f4; `law` as for a PDF."""
    if ending == "pdf":
        return record_pdf(record, form, size=size, said=said, signed=signed, law=law)
    frame = frame_of(record, form, said=said, signed=signed, law=law)
    return form_word(frame, size=size) if ending == "docx" else form_book(frame)
