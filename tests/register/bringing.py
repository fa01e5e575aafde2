"""Bringing a register file through the pages of the office, as three people do it.

ratna (Bappeda, Pemalang) uploads, agus (Bappeda, Pemalang) looks, joko (Bappeda, Tegal) may see nothing.
"""

from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.register.models import Upload
from tests.office import PEMALANG, TEGAL, browser, hat
from tests.register.desk import HOME, csv_text

MAJALANGU = "33.27.04.2010"
INTENT = {
    "profile": "bdt2015",
    "edition": "2015-12-31",
    "field_date": "",
    "purpose": "penetapan sasaran",
    "legal_basis": "Perbup 12/2024",
    "until": "2099-12-31",
}


def rid() -> dict[str, str]:
    return {"request_id": str(uuid4())}


@dataclass
class Desk:
    """Somebody at his browser."""

    worn: Holding
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = browser(self.worn)

    def get(self, page: str, /, *args: object, **asked: str) -> HttpResponse:
        return self.client.get(reverse(page, args=args), asked)

    def post(self, page: str, /, *args: object, **sent: object) -> HttpResponse:
        return self.client.post(reverse(page, args=args), {**rid(), **sent})

    def begin(self, **changed: str) -> Upload:
        response = self.post("register-begin", **{**INTENT, **changed})
        assert response.status_code == 302, response.content.decode()
        return Upload.objects.latest("pk")

    def send(self, upload: Upload, content: str | bytes, name: str = "daftar.csv") -> HttpResponse:
        """The file whole, as a browser without script sends it."""
        raw = content.encode() if isinstance(content, str) else content
        return self.post("register-file", upload.pk, file=SimpleUploadedFile(name, raw))

    def announce(self, upload: Upload, content: bytes, name: str = "daftar.csv") -> HttpResponse:
        return self.post("register-announce", upload.pk, name=name, size=len(content))

    def part(self, upload: Upload, number: int, piece: bytes, digest: str = "") -> HttpResponse:
        headers = {"X-Part-Digest": digest} if digest else {}
        address = reverse("register-part", args=[upload.pk, number])
        return self.client.post(address, piece, content_type="application/octet-stream", headers=headers)

    def bring(self, content: str | bytes = "", name: str = "daftar.csv", **changed: str) -> Upload:
        """Begin, send, and have it read."""
        upload = self.begin(**changed)
        response = self.send(upload, content or csv_text(HOME), name)
        assert response.status_code == 302, response.content.decode()
        upload.refresh_from_db()
        return upload

    def submit(self, upload: Upload) -> HttpResponse:
        upload.refresh_from_db()
        return self.post("register-submit", upload.pk, version=upload.version)

    def decide(self, upload: Upload, verdict: str = "sahkan", **told: object) -> HttpResponse:
        upload.refresh_from_db()
        sent = {"version": upload.version, "verdict": verdict, **told}
        return self.post("register-decide", upload.pk, **sent)


@dataclass
class Cast:
    """The three people."""

    ratna: Desk
    agus: Desk
    joko: Desk

    def registered(self, content: str | bytes = "", **changed: str) -> Upload:
        """A file on its whole way: uploaded by one, confirmed by the other."""
        upload = self.ratna.bring(content, **changed)
        assert self.ratna.submit(upload).status_code == 302
        response = self.agus.decide(upload, without_rejected="on")
        assert response.status_code == 302, response.content.decode()
        upload.refresh_from_db()
        return upload


def cast() -> Cast:
    return Cast(
        Desk(hat("Bu Ratna", Role.BAPPEDA, PEMALANG)),
        Desk(hat("Mas Agus", Role.BAPPEDA, PEMALANG)),
        Desk(hat("Pak Joko", Role.BAPPEDA, TEGAL)),
    )


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def local_rule(data: Path, piece: int, most: int) -> None:
    """A rule of the office that cuts files into small pieces."""
    folder = data / "rules"
    folder.mkdir(parents=True)
    (folder / "upload.toml").write_text(f"""
name = "register_upload"
title = "Bagian kecil untuk jaringan lambat"
[[edition]]
version = "lokal"
source = "Keputusan Kepala Bappeda"
article = "1"
standing = "design"
valid_from = 2020-01-01
territory = "33.27"
number = "1/2026"
decided_by = "Bu Ratna"
confirmed_by = "Mas Agus"
[edition.values]
upload_bytes = {most}
part_bytes = {piece}
keep_days = 7
elsewhere_share = [1, 2]
sample_rows = 5
""")
