"""Addresses of potentials, FGD, SID, intervention plan and village profile."""

from django.urls import URLPattern, path

from berdaya.scan.views import fgd, potentials, sid

urlpatterns: list[URLPattern] = [
    path("pindai/<int:pk>/potensi/", potentials.potentials, name="scan-potentials"),
    path("pindai/<int:pk>/potensi/tambah/<str:group>/", potentials.add, name="scan-potential-add"),
    path("pindai/<int:pk>/potensi/<int:entry>/", potentials.change, name="scan-potential"),
    path("pindai/<int:pk>/potensi/<int:entry>/keluarkan/", potentials.drop, name="scan-potential-drop"),
    path("pindai/<int:pk>/sid/", sid.sid, name="scan-sid"),
    path("pindai/<int:pk>/sid/periksa/", sid.begin_check, name="scan-sid-begin"),
    path("pindai/<int:pk>/sid/<int:check>/", sid.sid_check, name="scan-sid-check"),
    path("pindai/<int:pk>/fgd/", fgd.fgd, name="scan-fgd"),
    path("pindai/<int:pk>/fgd/pendapat/", fgd.views, name="scan-fgd-views"),
    path("pindai/<int:pk>/fgd/langkah/<str:what>/", fgd.step, name="scan-fgd-step"),
    path("pindai/<int:pk>/fgd/topik/<str:code>/", fgd.line, name="scan-fgd-line"),
]
