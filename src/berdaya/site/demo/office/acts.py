"""What happens in the demo office, in order. Each act finds out by itself whether it was done before."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from berdaya.kernel.terminal import say
from berdaya.site.demo.acting import Act, Story
from berdaya.site.demo.malang.ground import this_year
from berdaya.site.demo.malang.story import MALANG
from berdaya.site.demo.office.desks import the_newcomers, the_notices
from berdaya.site.demo.office.lists import next_year, the_list
from berdaya.site.demo.office.papers import a_book, the_papers
from berdaya.site.demo.office.places import the_figures, the_neighbourhoods
from berdaya.site.demo.office.plan import the_plan
from berdaya.site.demo.office.programmes import the_programmes
from berdaya.site.demo.office.registers import a_file_that_waits, the_register
from berdaya.site.demo.office.scan import the_scan
from berdaya.site.demo.surabaya.story import SURABAYA

PEMALANG: Final = Story(
    "pemalang",
    "Kab. Pemalang: dari register sampai rencana untuk satu desa",
    "Sebuah register sekabupaten masuk, diperiksa dan disahkan; 86 desa dan kelurahan terpilih didampingi 42 "
    "perangkat daerah; lampiran keputusannya terbit. Di Majalangu rumah tangga dikunjungi, musyawarah "
    "memutuskan, yang terlewat program dicari, dan rencana menjawabnya. Daftar tahun depan sedang disusun.",
    (
        Act(
            "Register sekabupaten diunggah, diperiksa, disahkan",
            "Ratna mengunggah dan memastikan nama desa yang meragukan, Agus mengesahkan.",
            "ratna",
            "/register/",
            the_register,
        ),
        Act(
            "Berkas satu kecamatan menunggu orang kedua",
            "Tri mengajukan berkas Kecamatan Watukumpul; Ratna atau Agus memutuskan.",
            "agus",
            "/register/",
            a_file_that_waits,
        ),
        Act(
            "Penduduk L/P dan indeks tiap desa dicatat",
            "Ratna mencatat, setiap angka dengan tanggal dan sumbernya.",
            "endah",
            "/wilayah/",
            the_figures,
        ),
        Act(
            "RT tiga desa dicatat, satu dimekarkan",
            "Yusuf, operator Desa Majalangu, mencatat RT desanya sendiri.",
            "operator",
            "/wilayah/",
            the_neighbourhoods,
        ),
        Act(
            "86 tempat dampingan dihitung, dibahas, diperiksa, ditetapkan",
            "Ratna menyusun, Agus memeriksa, Tri mencatat keputusan Bupati.",
            "ratna",
            "/sasaran/",
            the_list,
        ),
        Act(
            "Lampiran terbit bernomor dan ber-QR, pindaiannya kembali",
            "Agus mencocokkan pindaian lampiran; pindaian ringkasan masih menunggu.",
            "agus",
            "/dokumen/",
            the_papers,
        ),
        Act(
            "Buku nomor surat dibuka",
            "Ratna membuka buku surat pengantar.",
            "ratna",
            "/dokumen/nomor/",
            a_book,
        ),
        Act(
            "Rancangan daftar tahun depan dimulai",
            "Ratna memilih register dan kursi; indeks desanya belum ada.",
            "ratna",
            "/sasaran/",
            next_year,
        ),
        Act(
            "Desa Majalangu dikunjungi dan dimusyawarahkan",
            "Ratna membuka, Bagus mengunjungi, Yusuf memeriksa, Sri memimpin musyawarah.",
            "fasilitator",
            "/pindai/",
            the_scan,
        ),
        Act(
            "Program di Majalangu dicatat, satu daftar penerima dicocokkan",
            "Yusuf mencatat dan mengunggah; beberapa pasangan menunggu Sri atau Yusuf.",
            "operator",
            "/pindai/",
            the_programmes,
        ),
        Act(
            "Potensi, SID, FGD dan rencana intervensi Majalangu",
            "Bagus memindai, Sri memimpin FGD, Ratna menyusun rencana, Agus menetapkannya.",
            "ratna",
            "/pindai/",
            the_plan,
        ),
        Act(
            "Dua akun baru diusulkan",
            "Usul operator menunggu kades, usul kades menunggu administrator atau PPDP.",
            "lurah",
            "/",
            the_newcomers,
        ),
        Act("Pemberitahuan untuk setiap peran", "Ratna mengirimnya.", "darmo", "/kotak-masuk/", the_notices),
    ),
)
STORIES: Final = (MALANG, SURABAYA, PEMALANG)
ACTS: Final = tuple(act for story in STORIES for act in story.acts)


def fill_office(folder: Path, acts: Sequence[Act] = ACTS) -> int:
    """Do whatever has not been done yet, through the services of the pages. Gives how many acts that were."""
    done = 0
    for number, act in enumerate(acts, start=1):
        click.secho(f"\n[kantor {number}/{len(acts)}] {act.title}", bold=True, err=True)
        started = time.perf_counter()
        fresh = act.deed(folder)
        seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
        say(f"  {act.who if fresh else 'Sudah ada.'}  {act.address}")
        say(f"  selesai dalam {seconds} detik")
        done += fresh
    return done


def told() -> dict[str, Any]:
    """What the first page says of the office: stories with their acts. Numbers are read when the page is."""
    return {
        "stories": [
            {
                "key": story.key,
                "title": story.title,
                "words": story.words,
                "open_pages": [
                    {"words": words, "address": address.replace("TAHUN", str(this_year()))}
                    for words, address in story.open_pages
                ],
                "acts": [
                    {"title": act.title, "who": act.who, "player": act.player, "address": act.address}
                    for act in story.acts
                ],
            }
            for story in STORIES
        ],
    }
