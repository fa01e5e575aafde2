"""Head and menu of each page, and the head of its list.

They are the same page after page, so a drawn one is kept, found only by all that it shows: the person's name,
the hat, the place, the stations that the hat's rights open, the number of messages. A new hat, a role that
ended or a new message therefore draws another. What somebody sought is never kept.
"""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from berdaya.kernel.listing import Listed

register = template.Library()
_HEAD = ("office", "person", "hat", "territory", "year", "unread")
_HEAD_LINKS = ("search_url", "inbox_url", "profile_url", "switch_url", "sign_in_url", "visit_url")
_MENU = ("person", "chain", "rest", "switch_url", "visit_url")


@register.simple_tag(takes_context=True)
def office_head(context: Context) -> SafeString:
    """Office, place, search, messages and person. A page of found things keeps what was sought."""
    sought = context["request"].GET.get("q", "")
    draw = _drawn if sought else _kept
    return draw("site/parts/head.html", sought=sought, **_of(context["frame"], _HEAD + _HEAD_LINKS))


@register.simple_tag(takes_context=True)
def office_menu(context: Context) -> SafeString:
    """The chain, and the rest of the rooms; `room` of a page marks where one is."""
    room = str(context.get("room", ""))
    return _kept("site/parts/menu.html", room=room, **_of(context["frame"], _MENU))


@register.simple_tag
def listing_head(listed: Listed[Any], last: str = "") -> SafeString:
    """The columns of a list as links that sort it, with a nameless one at the end for what is done there."""
    draw = _drawn if listed.text else _kept
    return draw("site/parts/listing_head.html", heads=listed.heads, last=last)


def _of(frame: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: frame[name] for name in names}


def _drawn(name: str, **shown: Any) -> SafeString:
    return render_to_string(name, shown)


_remembered = lru_cache(maxsize=512)(_drawn)


def _kept(name: str, **shown: Any) -> SafeString:
    """A developer sees a changed template at once."""
    return (_drawn if settings.DEBUG else _remembered)(name, **shown)
