"""Why somebody looks at an identity. A closed list, so that the log can be counted and holds no names."""

from enum import StrEnum


class Purpose(StrEnum):
    """The purpose that is logged with each look (UU 27/2022: purpose limit, records of processing)."""

    FIELD_CHECK = "pemeriksaan-lapangan"
    CORRECTION = "perbaikan-register"
    REQUEST = "permintaan-warga"
    OBJECTION = "keberatan"
    DELIVERY = "penyerahan-bantuan"
    AUDIT = "pemeriksaan"

    @property
    def words(self) -> str:
        return {
            Purpose.FIELD_CHECK: "Mencocokkan orang saat kunjungan lapangan",
            Purpose.CORRECTION: "Memperbaiki baris register",
            Purpose.REQUEST: "Memenuhi permintaan warga yang bersangkutan",
            Purpose.OBJECTION: "Menjawab keberatan",
            Purpose.DELIVERY: "Mencocokkan penerima saat penyerahan",
            Purpose.AUDIT: "Pemeriksaan oleh yang berwenang",
        }[self]
