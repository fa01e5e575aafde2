"""The blank forms of this room: for any meeting, and for any paper that many people sign."""

from datetime import date

from berdaya.documents.blankforms import Blank

EDITION = date(2026, 1, 1)

BLANK_PAPER = (
    Blank(
        name="daftar-hadir",
        title="Daftar Hadir",
        who="Notulis rapat, rembug atau musyawarah",
        when="Diedarkan sejak pintu dibuka; L dan P dihitung sebelum rapat ditutup.",
        template="documents/attendance",
        edition=EDITION,
        values={"rows": 44},
    ),
    Blank(
        name="berita-acara",
        title="Berita Acara",
        who="Pimpinan rapat dan notulis",
        when="Diisi dan dibacakan sebelum rapat ditutup, lalu ditandatangani di tempat.",
        template="documents/minutes",
        edition=EDITION,
    ),
    Blank(
        name="lembar-tanda-tangan",
        title="Lembar Tanda Tangan",
        who="Siapa pun yang mengedarkan satu naskah kepada banyak penanda tangan",
        when="Dilampirkan pada naskah yang disebut di kepalanya.",
        template="documents/signature_sheet",
        edition=EDITION,
        values={"rows": 18},
    ),
)
