"""Addresses of the levels above the village."""

from django.urls import URLPattern, path

from berdaya.deliberation.views import answer_tables, booking_tables, forums, upward

_ONE = "kecamatan/<int:pk>/"
_TABLE = "meja/tabel/<int:pk>/"
_BOOKING = "meja/anggaran/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("jenjang/", upward.upward, name="deliberation-upward"),
    path("jenjang/<int:year>/bawa", upward.carry_on, name="deliberation-carry-all"),
    path("naik/tahun/<int:pk>/", upward.send_up, name="deliberation-send-up"),
    path("naik/<int:pk>/terima", upward.take_it_in, name="deliberation-take-in"),
    path("meja/", upward.desk, name="deliberation-desk"),
    path("meja/<int:year>/naskah", upward.desk_paper, name="deliberation-desk-paper"),
    path("meja/<int:year>/tabel/", answer_tables.bring, name="deliberation-answers"),
    path("meja/<int:year>/tabel/unduh", answer_tables.export, name="deliberation-answers-export"),
    path(_TABLE, answer_tables.look, name="deliberation-answers-look"),
    path(f"{_TABLE}keterangan", answer_tables.remarks, name="deliberation-answers-remarks"),
    path(f"{_TABLE}catat", answer_tables.confirm, name="deliberation-answers-confirm"),
    path(f"{_TABLE}batal", answer_tables.drop, name="deliberation-answers-drop"),
    path("meja/<int:year>/anggaran/", booking_tables.bring, name="deliberation-bookings"),
    path("meja/<int:year>/anggaran/unduh", booking_tables.export, name="deliberation-bookings-export"),
    path(_BOOKING, booking_tables.look, name="deliberation-bookings-look"),
    path(f"{_BOOKING}keterangan", booking_tables.remarks, name="deliberation-bookings-remarks"),
    path(f"{_BOOKING}catat", booking_tables.confirm, name="deliberation-bookings-confirm"),
    path(f"{_BOOKING}batal", booking_tables.drop, name="deliberation-bookings-drop"),
    path("usulan/<int:pk>/jawaban/", upward.answer_one, name="deliberation-answer"),
    path(_ONE, forums.forum, name="deliberation-forum"),
    path(f"{_ONE}urutan", forums.rank, name="deliberation-forum-rank"),
    path(f"{_ONE}pertemuan", forums.meeting, name="deliberation-forum-meeting"),
    path(f"{_ONE}usulan/<int:proposal>/", forums.entry, name="deliberation-forum-entry"),
    path(f"{_ONE}penetapan/", forums.decide, name="deliberation-forum-decide"),
    path(f"{_ONE}susulan", forums.reopen, name="deliberation-forum-reopen"),
    path(f"{_ONE}naskah/<slug:which>", forums.paper, name="deliberation-forum-paper"),
]
