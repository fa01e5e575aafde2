"""The story of Kota Surabaya: the gender budget statements of Kelurahan Wonokromo over three years."""

from typing import Final

from berdaya.site.demo.acting import Act, Story
from berdaya.site.demo.surabaya import acts, work

SURABAYA: Final = Story(
    "surabaya",
    "Kota Surabaya: pernyataan anggaran gender Kelurahan Wonokromo",
    "Pernyataan lama dibawa dengan kelemahannya; tahun ini yang ditandatangani Lurah menyebut aktivitas mana "
    "yang menjawab kesenjangan, dan berapa rupiahnya; tahun depan menunggu telaah DP3A.",
    (
        Act(
            "Angka kelurahan dicatat dengan tanggal dan sumber",
            "Ayu, operator Wonokromo: penduduk, ketua RT dan RW, Pokmas, UMKM, keluarga miskin.",
            "operator-wonokromo",
            "/wilayah/35.78.04.1001/",
            acts.the_figures,
        ),
        Act(
            "Pernyataan tahun 2024 dibawa apa adanya",
            "Ayu mengunggahnya; enam pemeriksaan menahan, honorarium 80,61% dari anggarannya.",
            "operator-wonokromo",
            "/anggaran/",
            acts.the_old_paper,
        ),
        Act(
            "Pernyataan tahun ini disusun, ditelaah, ditandatangani",
            "Ayu menyusun, Ningrum dari DP3A menelaah, Lurah Endang menandatangani; satu kursus ditunda.",
            "lurah-wonokromo",
            "/anggaran/",
            acts.this_years,
        ),
        Act(
            "Pernyataan tahun depan menunggu telaah",
            "Ayu menyalinnya dari tahun ini dan mengangkat lagi kursus yang ditunda.",
            "dp3a-surabaya",
            "/anggaran/",
            acts.next_years,
        ),
        Act(
            "Papan anggaran responsif gender kota dibuka",
            "Ningrum mencatat belanja kecamatan dan melihat siapa yang belum mengirim.",
            "dp3a-surabaya",
            "/anggaran/arg/",
            acts.the_board,
        ),
        Act(
            "Ketua RT, RW dan LPMK Wonokromo dicatat",
            "Ayu memuat 105 pengurus dari satu tabel: 88 laki-laki, 17 perempuan.",
            "operator-wonokromo",
            "/lembaga/",
            work.the_heads,
        ),
        Act(
            "Delapan paket CCTV dipasang, diserahterimakan dan dibayar",
            "Ayu mencatat, Lurah Endang memeriksa; bimtek menunggu pemeriksaannya.",
            "lurah-wonokromo",
            "/pelaksanaan/",
            work.the_goods,
        ),
        Act(
            "Honorarium dibayar bulan demi bulan",
            "Daftar disalin dari bulan lalu; daftar ketua RT bulan terakhir menunggu Lurah.",
            "lurah-wonokromo",
            "/pelaksanaan/",
            work.the_honoraria,
        ),
    ),
)
