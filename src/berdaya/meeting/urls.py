"""Addresses of this room."""

from django.urls import path

from berdaya.meeting.views import attending, lists, plans, recording

urlpatterns = [
    path("pertemuan/", lists.meetings, name="meetings"),
    path("pertemuan/baru/", plans.begin, name="meeting-begin"),
    path("pertemuan/<int:pk>/", lists.meeting, name="meeting"),
    path("pertemuan/<int:pk>/rencana/", plans.plan, name="meeting-plan"),
    path("pertemuan/<int:pk>/acara/", plans.agenda, name="meeting-agenda"),
    path("pertemuan/<int:pk>/undangan/", plans.invitees, name="meeting-invitees"),
    path("pertemuan/<int:pk>/undang", plans.invite, name="meeting-invite"),
    path("pertemuan/<int:pk>/batalkan/", plans.cancel, name="meeting-cancel"),
    path("pertemuan/<int:pk>/hadir/", attending.attendance, name="meeting-attendance"),
    path("pertemuan/<int:pk>/nama/", attending.names, name="meeting-names"),
    path("pertemuan/<int:pk>/nama/<int:row>/hapus", attending.drop_name, name="meeting-name-drop"),
    path("pertemuan/<int:pk>/daftar-hadir.pdf", attending.sheet, name="meeting-sheet"),
    path("pertemuan/<int:pk>/daftar-hadir-bernama.pdf", attending.names_sheet, name="meeting-names-sheet"),
    path("pertemuan/<int:pk>/tutup/", attending.close, name="meeting-close"),
    path("pertemuan/<int:pk>/notulen/", recording.minutes, name="meeting-minutes"),
    path("pertemuan/<int:pk>/notulen/<int:version>/", lists.minutes_version, name="meeting-minutes-version"),
    path("pertemuan/<int:pk>/naskah/<slug:which>/", recording.paper, name="meeting-paper"),
    path("pertemuan/<int:pk>/foto/", recording.add_photo, name="meeting-photo-add"),
    path("pertemuan/<int:pk>/foto/<int:photo>/<slug:size>", lists.photo, name="meeting-photo"),
    path("pertemuan/<int:pk>/foto/<int:photo>/hapus/", recording.drop_photo, name="meeting-photo-drop"),
]
