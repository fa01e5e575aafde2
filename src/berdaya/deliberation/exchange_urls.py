"""Addresses of the tables that offices exchange."""

from django.urls import path

from berdaya.deliberation.views import exchange, results

_YEAR, _ONE = "tukar/<int:pk>/", "tukar/berkas/<int:pk>/"
urlpatterns = [
    path("hasil/", results.results, name="deliberation-results"),
    path(_YEAR, exchange.bring, name="deliberation-exchange"),
    path(f"{_YEAR}templat", exchange.blank, name="deliberation-exchange-blank"),
    path(f"{_YEAR}unduh", exchange.export, name="deliberation-exchange-export"),
    path(_ONE, exchange.look, name="deliberation-exchange-look"),
    path(f"{_ONE}keterangan", exchange.answer, name="deliberation-exchange-remarks"),
    path(f"{_ONE}catat", exchange.confirm, name="deliberation-exchange-confirm"),
    path(f"{_ONE}batal", exchange.drop, name="deliberation-exchange-drop"),
]
