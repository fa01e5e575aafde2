"""What forms and lists need in templates: the request UUID, the name of a place, local time."""

from datetime import date, datetime
from uuid import uuid4

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from berdaya.access.idempotency import FIELD
from berdaya.access.places import place_title
from berdaya.kernel.calendar import MONTHS, format_date

register = template.Library()
register.filter("place", place_title)


@register.simple_tag
def request_id() -> SafeString:
    """The number of this form: sent twice, it is one deed. Stands in every form that writes."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4())


@register.filter
def day(value: date | None) -> str:
    """`21 November 2026`."""
    return format_date(value) if value else "belum ditentukan"


@register.filter
def moment(value: datetime | None) -> str:
    """`21 November 2026 pukul 19.42 WIB`, in the zone of the hat in use."""
    if value is None:
        return "belum pernah"
    local = timezone.localtime(value)
    return f"{format_date(local.date())} pukul {local:%H.%M} {local.tzname()}"


@register.filter
def short_day(value: datetime | date | None) -> str:
    """`22 Nov 2026`, where a column is narrow."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return f"{local.day} {MONTHS[local.month - 1][:3]} {local.year}"


@register.filter
def clock(value: datetime | None) -> str:
    """`19.42 WIB`."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{local:%H.%M} {local.tzname()}"
