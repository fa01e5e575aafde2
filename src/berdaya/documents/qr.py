"""QR codes as SVG: upper-case alphanumeric, correction M, border 2, modules never under 0.45 mm."""

import io
from dataclasses import dataclass
from decimal import Decimal

import segno

from berdaya.kernel.findings import Finding, Refused

BORDER = 2
MODULE_MM = Decimal("0.45")
LEAST_SIDE_MM = Decimal(15)
MOST_SIDE_MM = Decimal(36)
ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@dataclass(frozen=True, slots=True)
class QrCode:
    """The drawing, its side and the width of its quiet border, both in millimetres."""

    svg: str
    side: Decimal
    quiet: Decimal


def qr_code(text: str) -> QrCode:
    """A code as large as a photocopy needs it, never smaller than 15 mm."""
    if not text or not ALPHANUMERIC.issuperset(text):
        raise ValueError("a QR of ours holds upper-case letters, digits and $%*+-./: only")
    try:
        code = segno.make(text, error="m", mode="alphanumeric", micro=False, boost_error=False)
    except segno.DataOverflowError as error:
        raise Refused(_too_long(text)) from error
    modules = int(code.symbol_size(border=BORDER)[0])
    side = max(LEAST_SIDE_MM, MODULE_MM * modules)
    if side > MOST_SIDE_MM:
        raise Refused(_too_long(text))
    out = io.BytesIO()
    code.save(out, kind="svg", border=BORDER, xmldecl=False, svgns=True, omitsize=True)
    return QrCode(out.getvalue().decode(), side, (side * BORDER / modules).quantize(Decimal("0.01")))


def _too_long(text: str) -> Finding:
    return Finding(
        "documents.qr_too_long",
        "Kode QR",
        f"isinya {len(text)} huruf, terlalu panjang untuk dipindai dari kertas",
        "Pendekkan nama kantor, jenis atau nomor naskah.",
    )
