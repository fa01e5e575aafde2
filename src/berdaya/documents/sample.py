"""A letter that shows every part of our paper, marked CONTOH. Places are real, people and amounts are not."""

import datetime as dt
from decimal import Decimal
from typing import Any

from berdaya.documents.charts import Mark, Point, axis_over, scatter
from berdaya.documents.drawing import Shade
from berdaya.documents.look import PAPER
from berdaya.documents.paper import Letterhead, Paper, Signatory, Status
from berdaya.documents.pictures import as_picture
from berdaya.documents.tiles import Tile, TileGroup, tile_map
from berdaya.documents.words import date_words, receipt_words

TEMPLATE = "documents/sample"
DAY = dt.date(2025, 3, 21)
_AMOUNT = 288_500_000


def sample_paper() -> Paper:
    return Paper(
        kind="Surat Keterangan",
        title="Surat Keterangan\nSusunan Naskah Kantor",
        subtitle="setiap bagian naskah pada satu lembar",
        office="Kantor Contoh",
        number="000/001/Contoh/2025",
        place="Pemalang",
        date=DAY,
        status=Status.SAMPLE,
        code="SK-2025-0001",
        letterhead=Letterhead(
            "Pemerintah Kabupaten Contoh",
            "Kantor Contoh",
            ("Jalan Contoh 1 · telepon (000) 000 0000 · kantor@contoh.go.id",),
            _ARMS.encode(),
        ),
        signatories=(
            Signatory(
                role="Mengetahui,",
                title="Kepala Kantor",
                name="Ratna Contoh, S.E., M.M.",
                rank="Pembina Tingkat I",
                nip="19700412 199603 2 005",
            ),
            Signatory(role="Penyusun,", title="Bendahara", name="Agus Contoh", note="bukan pegawai"),
        ),
        audit_head="000.000.001 · 0000aaaa 1111bbbb",
    )


def sample_pictures() -> list[dict[str, Any]]:
    """A scatter and a tile map with invented figures, drawn for paper."""
    points = [
        Point(
            Decimal(6200 + 37 * i % 3100) / 10_000,
            90 + 53 * i % 610,
            list(Mark)[i % 3],
            "Plakaran" * (i == 4),
        )
        for i in range(60)
    ]
    x = axis_over("Indeks, makin ke kanan makin maju", [p.x for p in points], places=1)
    y = axis_over("Keluarga", [p.y for p in points])
    words = "Diagram pencar contoh: enam puluh titik rekaan dengan tiga bentuk tanda."
    dots = scatter(points, x, y, title="Diagram contoh", words=words, theme=PAPER)
    shades = (Shade("Belum"), Shade("Terlambat", late=True), Shade("Berjalan"), Shade("Selesai"))
    groups = [
        TileGroup(name, tuple(Tile(f"Tempat {i + 1}", i * i % 7 % 4) for i in range(count)))
        for name, count in (("Moga", 10), ("Pulosari", 12), ("Belik", 12), ("Bodeh", 19), ("Comal", 18))
    ]
    squares = tile_map(groups, shades, title="Peta petak contoh", columns=2, theme=PAPER)
    return [as_picture(dots, words), as_picture(squares, "Peta petak contoh: satu petak satu desa, rekaan.")]


def sample_values(pictures: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "opening": f"Pada hari ini, {date_words(DAY)}, dicetak satu naskah contoh. Naskah ini tidak memuat"
        " keputusan apa pun; isinya rekaan dan hanya menunjukkan letak setiap bagian.",
        "facts": [
            ["Wilayah", "Kabupaten Pemalang"],
            ["Dasar", ""],
            ["Tanda khusus", "# * _ ` < > @ $ \\ [ ] { } ~ -- tetap tercetak apa adanya"],
        ],
        "groups": [
            {
                "label": "Kecamatan Moga",
                "rows": [
                    [1, "33.27.01.2001", "Desa Plakaran", 350, "0.6754", 120_000_000],
                    [2, "33.27.01.2007", "Desa Wangkelang", "<10", "0.6832", 98_500_000],
                ],
            },
            {
                "label": "Kecamatan Pemalang",
                "rows": [[3, "33.27.08.1003", "Kelurahan Paduraksa", 564, None, 70_000_000]],
            },
        ],
        "total": [
            {"body": "Jumlah", "span": 3},
            {"body": "±920", "kind": "count"},
            {"body": "", "kind": "count"},
            {"body": _AMOUNT, "kind": "rupiah"},
        ],
        "note": "Keterangan. “–” berarti tidak ada. “<10” berarti ada 1 sampai 9 keluarga;"
        " angkanya tidak dicetak untuk melindungi keluarga itu.",
        "pictures": pictures,
        "paragraphs": [
            "Setiap naskah memiliki kode dan versi. Naskah yang sama dari isian yang sama selalu menghasilkan"
            " berkas yang sama, huruf demi huruf, di komputer mana pun.",
            "Kode QR di kaki halaman memuat teks bertanda tangan, yang dapat diperiksa siapa pun"
            " tanpa internet.",
        ],
        "amount": _AMOUNT,
        "amount-words": receipt_words(_AMOUNT),
        "closing": "Demikian naskah contoh ini dicetak untuk diperiksa sebelum pencetak kantor dipakai.",
    }


_ARMS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 42">'
    '<path d="M2 2h30v20c0 10-8 15-15 18C10 37 2 32 2 22Z" fill="#fff" stroke="#000" stroke-width="1.6"/>'
    '<path d="M17 9l3 6 6 1-4.500 4.500 1 6.500-5.500-3-5.500 3 1-6.500L8 16l6-1Z" fill="#000"/></svg>'
)
