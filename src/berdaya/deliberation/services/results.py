"""A file of published results that somebody brings through a page: read, computed again, and kept nowhere."""

from datetime import date
from pathlib import PurePath

from berdaya.deliberation.results_file import read_published
from berdaya.deliberation.results_told import Told, factor_on, told
from berdaya.documents.arriving import Upload, read_upload, table_as_file


def checked(upload: Upload, on: date) -> Told:
    """Every figure of the file computed again by the rules of a day. Refused for any other file."""
    content, title = read_upload(upload)
    if content.lstrip()[:1] in (b"{", b"["):
        title = str(PurePath(title).with_suffix(".json"))
    with table_as_file(content, title) as path:
        return told(read_published(path), factor_on(on))
