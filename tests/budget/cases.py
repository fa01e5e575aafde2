"""Statements shared by the tests: the seed as it lies, the published samples, and one that passes.

The statement that passes is ours: the seed's figures with causes, activities and outcomes in our own words.
"""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from berdaya.budget.rules.checking import Checked, check_statement
from berdaya.budget.rules.law import law_for
from berdaya.budget.rules.paper import read_paper
from berdaya.budget.rules.reading import statement_of
from berdaya.budget.rules.verdicts import Result, Verdict

SHARED = Path(__file__).parents[3] / "shared"
SEED = SHARED / "seeds" / "wonokromo-gender-budget-statement.txt"
SAMPLES = SHARED / "data" / "gbs_real_samples.json"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="the seeds lie beside the repository, not in it")
needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="the samples lie beside the repository")

CORRECTED: dict[str, Any] = {
    "perangkat_daerah": "Kecamatan Wonokromo",
    "unit_organisasi": "Kelurahan Wonokromo",
    "kota": "Surabaya",
    "tahun_anggaran": 2024,
    "program": "Program Pemberdayaan Masyarakat Desa dan Kelurahan",
    "kegiatan": "Kegiatan Pemberdayaan Kelurahan",
    "sub_kegiatan": "Pemberdayaan Masyarakat di Kelurahan",
    "tujuan": "Perempuan dalam pengurus Pokmas dan pelatihan meningkat; 60 keluarga miskin berusaha",
    "kode_isian": "7.01.03.2.02.0003",
    "data": [
        {"label": "Penduduk", "L": 19623, "P": 20207, "total": 39830, "unit": "orang", "tahun": 2023},
        {"label": "Ketua RT", "L": 79, "P": 17, "total": 96, "unit": "orang", "tahun": 2023},
        {"label": "Ketua RW", "L": 8, "P": 0, "total": 8, "unit": "orang", "tahun": 2023},
        {"label": "Ketua LPMK", "L": 1, "P": 0, "total": 1, "unit": "orang", "tahun": 2023},
        {"label": "Pokmas KTPR", "L": 4, "P": 0, "unit": "orang", "tahun": 2023, "kelompok": 1},
        {"label": "Karang Taruna", "L": 16, "P": 18, "unit": "orang", "tahun": 2023, "kelompok": 3},
        {"label": "Kepala keluarga miskin", "L": 200, "P": 130, "total": 330, "unit": "KK", "tahun": 2023},
    ],
    "faktor": {
        "akses": {"ringkas": "Jam pelatihan malam lebih mudah bagi laki-laki", "data": ["Pokmas KTPR"]},
        "partisipasi": {
            "ringkas": "Ketua RT dan RW didominasi laki-laki: ketua RT perempuan 17 dari 96",
            "L_pct": "82,3",
            "P_pct": "17,7",
            "data": ["Ketua RT"],
        },
        "kontrol": {
            "ringkas": "Ketua RW dan LPMK semuanya laki-laki, lebih banyak dari perempuan",
            "data": ["Ketua RW", "Ketua LPMK"],
        },
        "manfaat": {"ringkas": "Honorarium lebih banyak diterima laki-laki", "data": ["Ketua RT"]},
    },
    "sebab_internal": [{"kode": "internal-1", "teks": "Pegawai belum paham perencanaan responsif gender"}],
    "sebab_eksternal": [
        {"kode": "eksternal-1", "teks": "Kepengurusan dianggap urusan laki-laki", "faktor": ["partisipasi"]},
        {"kode": "eksternal-2", "teks": "Perempuan dianggap kurang pantas berkegiatan malam hari"},
    ],
    "tolok_ukur": "Pengurus dan peserta perempuan bertambah",
    "keluaran": [
        {
            "teks": "Peserta pelatihan jahit dan sablon 90 orang, 60 di antaranya dari keluarga miskin",
            "nilai": "90",
            "satuan": "orang",
            "L": 36,
            "P": 54,
        },
        {
            "teks": "Pegawai yang mengikuti bimtek PPRG 20 orang",
            "nilai": "20",
            "satuan": "orang",
            "L": 8,
            "P": 12,
        },
        "Terpasangnya CCTV 8 paket",
        {
            "teks": "Penerima honorarium ketua LPMK, RW dan RT 105 orang",
            "nilai": "105",
            "satuan": "orang",
            "L": 88,
            "P": 17,
        },
        "Tenda 4 unit",
    ],
    "hasil": [
        {
            "tingkat": "sub_kegiatan",
            "teks": "Perempuan dalam pengurus Pokmas 23 dari 43 orang",
            "nilai": "23/43",
            "L": 20,
            "P": 23,
            "baseline": "18/38",
            "tahun": 2024,
        }
    ],
    "jumlah_anggaran": 1594389976,
    "rencana_aksi": [
        {
            "teks": "Pelatihan siang hari dengan penitipan anak, kuota perempuan 60%",
            "anggaran": 180000000,
            "sebab": ["eksternal-1", "eksternal-2"],
            "keluaran": "90 peserta (L 36, P 54)",
            "kategori": "kesetaraan",
        },
        {
            "teks": "Bimtek PPRG bagi pegawai",
            "anggaran": 25000000,
            "sebab": ["internal-1"],
            "keluaran": "20 peserta (L 8, P 12)",
            "kategori": "pelembagaan",
        },
        {"teks": "Pengadaan CCTV", "anggaran": 60000000, "sebab": [], "kategori": "netral"},
        {
            "teks": "Honorarium ketua LPMK, RW dan RT",
            "anggaran": 1285200000,
            "sebab": [],
            "kategori": "netral",
        },
        {"teks": "Pengadaan tenda", "anggaran": 44189976, "sebab": [], "kategori": "netral"},
    ],
    "dampak": {"hasil": ["Keputusan di RT dan RW memperhatikan kebutuhan perempuan dan laki-laki"]},
    "penanggung_jawab": "Bagus Rekaan",
    "jabatan": "Lurah Wonokromo",
    "tempat": "Surabaya",
    "tanggal": "16 Oktober 2023",
    "rka": {"jumlah": 1594389976},
}


def seed_record() -> dict[str, Any]:
    record = read_paper(SEED.read_text(encoding="utf-8").splitlines())
    assert record is not None
    return record


def samples() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        json.loads(SAMPLES.read_text(encoding="utf-8"))["documents"] if SAMPLES.exists() else []
    )
    return found


def corrected(**changes: Any) -> dict[str, Any]:
    """The statement that passes, with other values for some of its fields."""
    return deepcopy(CORRECTED) | changes


def without(*keys: str) -> dict[str, Any]:
    return {key: value for key, value in CORRECTED.items() if key not in keys}


def checked(record: dict[str, Any]) -> Checked:
    statement = statement_of(record).statement
    return check_statement(statement, law_for(statement))


def verdicts(record: dict[str, Any], number: str) -> list[Verdict]:
    return [one for one in checked(record).verdicts if one.check == number]


def results(record: dict[str, Any], number: str) -> list[Result]:
    return [one.result for one in verdicts(record, number)]


def fails(record: dict[str, Any], number: str) -> list[Verdict]:
    return [one for one in verdicts(record, number) if one.failed]
