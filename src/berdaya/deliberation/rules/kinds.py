"""Short lists of this room: stages of the year, sources of money, where a proposal comes from."""

from enum import StrEnum
from typing import Final


class Source(StrEnum):
    """Who pays. The rule proposes one, people confirm it."""

    SWADAYA = "swadaya"
    APBD = "apbd"
    DANA_DESA = "dana_desa"
    CENTRE = "apbn"
    CSR = "csr"
    OTHER = "lain"

    @property
    def words(self) -> str:
        return _SOURCES[self]


_SOURCES: Final = {
    Source.SWADAYA: "Swadaya warga",
    Source.APBD: "APBD",
    Source.DANA_DESA: "Dana desa/ADD",
    Source.CENTRE: "APBN/DAK",
    Source.CSR: "CSR/TSP",
    Source.OTHER: "Hibah, BAZNAS, lain-lain",
}


class Origin(StrEnum):
    """What stands behind a proposal (asal usulan)."""

    REMBUG = "rembug"
    LAST_YEAR = "tahun_lalu"
    SCAN = "pindai"
    SLUM = "kumuh"
    RENTA = "renta"
    OTHER = "lain"

    @property
    def words(self) -> str:
        return _ORIGINS[self]


_ORIGINS: Final = {
    Origin.REMBUG: "Pendapat warga dalam rembug",
    Origin.LAST_YEAR: "Usulan tahun lalu",
    Origin.SCAN: "Pindai lapangan atau data desa",
    Origin.SLUM: "Daftar kumuh atau RTPLP",
    Origin.RENTA: "Rencana tahunan lembaga (Renta)",
    Origin.OTHER: "Lainnya",
}


class StageKind(StrEnum):
    """The stages of a year, in their order."""

    REMBUG = "rembug"
    THEMATIC = "pra_tematik"
    PRE = "pra_musrenbang"
    VILLAGE = "musrenbang_kel"
    SIPD = "sipd"
    KECAMATAN = "musrenbang_kec"
    AGENCY = "forum_opd"
    CITY = "musrenbang_kota"
    RKPD = "rkpd"
    KUA = "kua_ppas"
    BUDGET = "rkpd_apbd"
    FEEDBACK = "umpan_balik"

    @property
    def words(self) -> str:
        return _STAGES[self][0]

    @property
    def who(self) -> str:
        return _STAGES[self][1]


_STAGES: Final = {
    StageKind.REMBUG: ("Rembug RT/RW/Pokmas dan penyerahan daftar", "Ketua RT, RW, Pokmas"),
    StageKind.THEMATIC: ("Pra-musrenbang tematik", "Kelurahan/desa dan kelompok"),
    StageKind.PRE: ("Pra-musrenbang: rekap dan verifikasi", "Operator dan LPMK"),
    StageKind.VILLAGE: ("Musrenbang kelurahan/desa", "Lurah/Kepala Desa dan LPMK"),
    StageKind.SIPD: ("Entri SIPD dan pemeriksaan kelengkapan", "Operator, Bappeda"),
    StageKind.KECAMATAN: ("Musrenbang kecamatan", "Camat"),
    StageKind.AGENCY: ("Forum perangkat daerah, BA desk", "Perangkat daerah"),
    StageKind.CITY: ("Musrenbang RKPD", "Bappeda"),
    StageKind.RKPD: ("RKPD atau RKP Desa ditetapkan", "Bappeda; di desa Kepala Desa"),
    StageKind.KUA: ("KUA-PPAS", "Bappeda"),
    StageKind.BUDGET: ("RAPBD sampai APBD atau APB Desa", "Bappeda; di desa Kepala Desa"),
    StageKind.FEEDBACK: ("Umpan balik kepada pengusul", "Operator"),
}
