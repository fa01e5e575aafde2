"""QR codes as SVG: upper-case alphanumeric, correction M, border 2, modules never under 0.45 mm."""

import io
from decimal import Decimal

import segno

from berdaya.kernel.findings import Finding, Refused

BORDER = 2
MODULE_MM = Decimal("0.45")
LEAST_SIDE_MM = Decimal(15)
MOST_SIDE_MM = Decimal(36)
ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def qr_svg(text: str) -> tuple[str, str]:
    """The code as SVG, and the side in millimetres that keeps it readable from a photocopy."""
    if not text or not ALPHANUMERIC.issuperset(text):
        raise ValueError("a QR of ours holds upper-case letters, digits and $%*+-./: only")
    try:
        code = segno.make(text, error="m", mode="alphanumeric", micro=False, boost_error=False)
    except segno.DataOverflowError as error:
        raise Refused(_too_long(text)) from error
    modules, _ = code.symbol_size(border=BORDER)
    side = max(LEAST_SIDE_MM, MODULE_MM * modules)
    if side > MOST_SIDE_MM:
        raise Refused(_too_long(text))
    out = io.BytesIO()
    code.save(out, kind="svg", border=BORDER, xmldecl=False, svgns=True, omitsize=True)
    return out.getvalue().decode(), f"{side:f}"


def _too_long(text: str) -> Finding:
    return Finding(
        "documents.qr_too_long",
        "Kode QR",
        f"isinya {len(text)} huruf, terlalu panjang untuk dipindai dari kertas",
        "Pendekkan nama kantor, jenis atau nomor naskah.",
    )
