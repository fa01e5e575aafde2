"""Addresses of the work list, of households and of visits: numbers and the names of steps only."""

from django.urls import URLPattern, path

from berdaya.scan.views import households, paper, seeking, visits

urlpatterns: list[URLPattern] = [
    path("<int:pk>/rumah-tangga/", households.households, name="scan-households"),
    path("<int:pk>/rumah-tangga/cari/", seeking.seek, name="scan-household-seek"),
    path("rumah-tangga/<int:pk>/", households.household, name="scan-household"),
    path("rumah-tangga/<int:pk>/kunjungi/", households.visit, name="scan-visit-begin"),
    path("rumah-tangga/<int:pk>/salin/", paper.entry, name="scan-paper-entry"),
    path("kunjungan/<int:pk>/putusan/", visits.check, name="scan-visit-check"),
    path("kunjungan/<int:pk>/foto/", visits.add_photo, name="scan-photo-add"),
    path("kunjungan/<int:pk>/foto/<int:photo>/hapus/", visits.drop_photo, name="scan-photo-drop"),
    path("kunjungan/<int:pk>/foto/<int:photo>/<str:size>/", visits.photo, name="scan-photo"),
    path("kunjungan/<int:pk>/<str:step>/", visits.step, name="scan-visit"),
]
