"""Addresses of the deliberation in the village and its objections."""

from django.urls import URLPattern, path

from berdaya.scan.views import musdes, objections

urlpatterns: list[URLPattern] = [
    path("<int:pk>/musyawarah/", musdes.musdes, name="scan-musdes"),
    path("<int:pk>/musyawarah/rancang/", musdes.plan, name="scan-musdes-plan"),
    path("<int:pk>/musyawarah/daftar-baca/", musdes.reading_list, name="scan-reading-list"),
    path("musyawarah/<int:pk>/", musdes.session, name="scan-session"),
    path("musyawarah/<int:pk>/sisanya/", musdes.rest, name="scan-rest"),
    path("musyawarah/<int:pk>/tambah/", musdes.add, name="scan-add"),
    path("musyawarah/<int:pk>/rumah-tangga/<int:home>/", musdes.decide, name="scan-decide"),
    path("<int:pk>/keberatan/", objections.receive, name="scan-objection-new"),
    path("keberatan/<int:pk>/", objections.objection, name="scan-objection"),
]
