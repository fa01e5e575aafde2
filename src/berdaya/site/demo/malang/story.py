"""The story of Kota Malang: a rembug and musrenbang year."""

from typing import Final

from berdaya.site.demo.acting import Act, Story
from berdaya.site.demo.malang import acts, desks, upward
from berdaya.site.demo.malang.bodies import the_bodies
from berdaya.site.demo.malang.plans import the_plans

MALANG: Final = Story(
    "malang",
    "Kota Malang: dari rembug RT sampai musrenbang",
    "Di Kelurahan Dinoyo dua tahun rencana sudah diputuskan; nasib setiap usulan terbaca, dengan alasan dan "
    "rupiahnya. Di Kelurahan Merjosari rembug sedang berjalan: daftar Bu Darsih, Ketua RT, belum masuk.",
    (
        Act(
            "Kamus usulan, kewenangan dan prioritas kota disahkan",
            "Yuni membawa daftarnya, Hadi mengesahkan sebagai orang kedua.",
            "yuni",
            "/rencana/",
            the_plans,
        ),
        Act(
            "RT, RW, LPMK, PKK dan Pokmas dicatat dari satu tabel",
            "Operator kedua kelurahan, dengan ketua, masa bakti, KK dan KK miskin.",
            "operator-dinoyo",
            "/lembaga/",
            the_bodies,
        ),
        Act(
            "Tahun rencana yang kini dilaksanakan: dari rembug sampai keputusan",
            "Ketua RT dan RW menyerahkan daftar, LPMK memeriksa, forum membagi pagu, Lurah menetapkan.",
            "lurah-dinoyo",
            "/rembug/sidang/",
            acts.the_year_before,
        ),
        Act(
            "Sebagian besar masuk APBD sebelum rembug berikutnya dibuka",
            "Operator mencatatnya; yang tidak masuk terbawa ke tahun berikutnya.",
            "parno",
            "/rembug/",
            upward.the_money,
        ),
        Act(
            "Tahun berikutnya: yang belum terpenuhi kembali lebih dahulu",
            "Rembug dengan daftar hadir L/P, dua daftar terlambat, satu kosong; forum mengubah satu pasang.",
            "operator-dinoyo",
            "/rembug/sidang/",
            acts.the_rembug,
        ),
        Act(
            "Usulan diteruskan ke kecamatan dan masuk RKPD",
            "Staf kecamatan menerima tiga usulan; Camat menetapkan dalam musrenbang kecamatan.",
            "staf-lowokwaru",
            "/rembug/jenjang/",
            upward.on_the_way,
        ),
        Act(
            "Sebagian usulan sudah berdiri dan diserahterimakan",
            "Operator mencatat setiap langkah sampai serah terima.",
            "parno",
            "/warga/35.73.05.1004/",
            upward.what_was_built,
        ),
        Act(
            "Berita acara, daftar disepakati dan tidak disepakati terbit",
            "Laras, operator Dinoyo, mencetaknya sebagai PDF dan XLSX.",
            "operator-dinoyo",
            "/dokumen/",
            desks.the_papers,
        ),
        Act(
            "Di Merjosari rembug sedang berjalan",
            "Lima RT sudah menyerahkan daftar; Bu Darsih mengundang warganya lusa.",
            "darsih",
            "/rembug/",
            acts.next_door,
        ),
        Act(
            "Pemberitahuan untuk setiap peran di Kota Malang",
            "Yuni mengirimnya.",
            "darsih",
            "/kotak-masuk/",
            desks.the_notices,
        ),
    ),
    (
        ("Yang diminta, didanai dan dibangun di Dinoyo", "/warga/35.73.05.1004/?tahun=TAHUN"),
        ("Usulan RT 001/RW 002", "/warga/35.73.05.1004.002.001/"),
        ("Semua kelurahan", "/usulan/"),
    ),
)
