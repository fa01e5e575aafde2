"""Addresses of this room, below `/pertemuan/`."""

from django.urls import path

from berdaya.meeting.views import attending, lists, plans, recording

urlpatterns = [
    path("", lists.meetings, name="meetings"),
    path("baru/", plans.begin, name="meeting-begin"),
    path("<int:pk>/", lists.meeting, name="meeting"),
    path("<int:pk>/rencana/", plans.plan, name="meeting-plan"),
    path("<int:pk>/acara/", plans.agenda, name="meeting-agenda"),
    path("<int:pk>/undangan/", plans.invitees, name="meeting-invitees"),
    path("<int:pk>/undang", plans.invite, name="meeting-invite"),
    path("<int:pk>/batalkan/", plans.cancel, name="meeting-cancel"),
    path("<int:pk>/hadir/", attending.attendance, name="meeting-attendance"),
    path("<int:pk>/nama/", attending.names, name="meeting-names"),
    path("<int:pk>/nama/<int:row>/hapus", attending.drop_name, name="meeting-name-drop"),
    path("<int:pk>/daftar-hadir.pdf", attending.sheet, name="meeting-sheet"),
    path("<int:pk>/daftar-hadir-bernama.pdf", attending.names_sheet, name="meeting-names-sheet"),
    path("<int:pk>/tutup/", attending.close, name="meeting-close"),
    path("<int:pk>/notulen/", recording.minutes, name="meeting-minutes"),
    path("<int:pk>/notulen/<int:version>/", lists.minutes_version, name="meeting-minutes-version"),
    path("<int:pk>/naskah/<slug:which>/", recording.paper, name="meeting-paper"),
    path("<int:pk>/foto/", recording.add_photo, name="meeting-photo-add"),
    path("<int:pk>/foto/<int:photo>/<slug:size>", lists.photo, name="meeting-photo"),
    path("<int:pk>/foto/<int:photo>/hapus/", recording.drop_photo, name="meeting-photo-drop"),
]
