"""Headers that every answer carries: only our own styles, scripts and pictures, in no frame."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def policy() -> str:
    """The policy of this office: where it set a host for pictures of the ground, these may be fetched too."""
    host = urlsplit(settings.MAP_TILES).netloc.replace("{s}", "*")
    return POLICY.replace("img-src", f"img-src https://{host}") if host else POLICY


class ContentPolicy:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response, self.policy = get_response, policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response
