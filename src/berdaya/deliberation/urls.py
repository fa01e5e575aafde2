"""Addresses of this room, below `/rembug/`."""

from django.urls import URLPattern

from berdaya.deliberation import exchange_urls, proposal_urls, session_urls, support_urls, upward_urls

urlpatterns: list[URLPattern] = [
    *proposal_urls.urlpatterns,
    *session_urls.urlpatterns,
    *upward_urls.urlpatterns,
    *exchange_urls.urlpatterns,
    *support_urls.urlpatterns,
]
