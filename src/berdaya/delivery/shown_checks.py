"""A booking or a hand-over before the second person, as its page shows it."""

from berdaya.delivery.models import Booking, HandOver
from berdaya.delivery.rules.handing import words_of
from berdaya.delivery.rules.honoraria import month_words
from berdaya.delivery.rules.money import Standing
from berdaya.delivery.shown import sexes
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_rupiah
from berdaya.kernel.status import StatusLine

Facts = list[tuple[str, str]]


def booking_facts(row: Booking) -> Facts:
    found = [
        ("Bulan", month_words(row.activity.year, row.month)),
        ("Jumlah", ("−" if row.undoes_id else "") + format_rupiah(row.amount)),
        ("Dibayar", format_date(row.on)),
        ("Nomor bukti", row.proof),
        ("Alasan" if row.undoes_id else "Keterangan", row.words),
        ("Dicatat oleh", row.by.name),
    ]
    return [(label, value) for label, value in found if value]


def hand_over_facts(row: HandOver) -> Facts:
    found = [
        ("Nomor", row.number),
        ("Tanggal", format_date(row.on)),
        ("Volume yang datang", words_of(row.came)),
        ("Volume yang diterima", words_of(row.accepted)),
        ("Lokasi", row.place),
        ("Penerima manfaat", sexes(row.people) if row.people else ""),
        ("Catatan", row.words),
        ("Dicatat oleh", row.by.name),
    ]
    return [(label, value) for label, value in found if value]


def decision_line(row: Booking | HandOver, checker: str) -> StatusLine:
    """What happened, why, what comes next, who."""
    standing = row.standing
    if standing is Standing.WAITS:
        why = "Yang mencatat tidak boleh memeriksa catatannya sendiri."
        return StatusLine("Menunggu pemeriksa.", why, "Setujui atau kembalikan.", checker, waiting=True)
    decision = row.decision
    by = f"{decision.by.name}, {checker}"
    why = decision.words or "Tanpa catatan."
    if standing is Standing.AGREED:
        return StatusLine("Disetujui orang kedua.", why, "Tercatat dalam realisasi dan angka wilayah.", by)
    return StatusLine("Dikembalikan.", why, "Catat lagi yang benar; catatan ini tidak dihitung.", row.by.name)
