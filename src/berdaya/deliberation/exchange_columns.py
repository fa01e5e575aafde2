"""The columns in which offices hand proposals and results to each other, and the names they go by."""

from typing import Final

from berdaya.documents.reading import Column
from berdaya.documents.remarks import REMARK

COLUMNS: Final = (
    Column("no", ("no.", "nomor", "nomor_urut")),
    Column("nomor_usulan", ("no_usulan", "no._usulan", "id_usulan")),
    Column("kelurahan", ("desa", "desa/kelurahan", "kelurahan/desa", "nama_kelurahan")),
    Column("pengusul", ("unit_pengusul", "asal", "rt/rw")),
    Column("rt", ("nomor_rt",)),
    Column("rw", ("nomor_rw",)),
    Column("peringkat", ("prioritas", "urutan", "urutan_prioritas", "rank")),
    Column("kode_kamus", ("kamus", "kode_kamus_usulan")),
    Column(
        "usulan",
        ("nama_usulan", "kegiatan", "nama_kegiatan", "uraian", "uraian_usulan", "pekerjaan"),
        required=True,
    ),
    Column("di_luar_kamus", ("alasan_di_luar_kamus",)),
    Column("masalah", ("permasalahan", "alasan_usulan")),
    Column("sub_kondisi", ("kondisi", "sub_butir")),
    Column("menu", ("bidang",)),
    Column("lokasi", ("alamat", "tempat", "alamat_lokasi")),
    Column("volume", ("vol", "vol.")),
    Column("satuan", ("sat",)),
    Column("harga_satuan", ("harga_satuan_(rp)",)),
    Column("anggaran", ("anggaran_(rp)", "biaya", "biaya_(rp)", "perkiraan_biaya", "nilai_(rp)")),
    Column("sumber_dana", ("sumber", "sumber_anggaran", "sumber_pendanaan")),
    Column("perangkat_daerah", ("pelaksana", "opd", "skpd", "dinas", "perangkat_daerah_pelaksana")),
    Column("laki_laki", ("l", "penerima_l", "laki")),
    Column("perempuan", ("p", "penerima_p")),
    Column("kk", ("jumlah_kk", "penerima_kk")),
    Column("kk_miskin", ("jumlah_kk_miskin",)),
    Column("status", ("keadaan", "keputusan", "hasil_verifikasi")),
    Column("alasan", ("alasan_keputusan",)),
    Column("tujuan", ("dialihkan_ke",)),
    Column("penjelasan", ("catatan", "penjelasan_alasan")),
    Column(REMARK.casefold()),
)  # fmt: skip
NAMES: Final = tuple(column.name for column in COLUMNS if column.name != REMARK.casefold())
