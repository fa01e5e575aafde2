"""Addresses of this room: numbers and region codes only. Each part has a file of its own."""

from django.urls import URLPattern, path

from berdaya.scan import musdes_urls, profile_urls, programme_urls, visit_urls
from berdaya.scan.views import cycles, public

urlpatterns: list[URLPattern] = [
    path("pindai/", cycles.cycles, name="scan"),
    path("pindai/buka/<str:code>/", cycles.begin, name="scan-open"),
    path("pindai/umum/<str:code>/", public.village, name="scan-public"),
    path("pindai/<int:pk>/", cycles.cycle, name="scan-cycle"),
    path("pindai/<int:pk>/tenggat/", cycles.dates, name="scan-dates"),
    path("pindai/<int:pk>/tutup/", cycles.close, name="scan-close"),
    *visit_urls.urlpatterns,
    *musdes_urls.urlpatterns,
    *programme_urls.urlpatterns,
    *profile_urls.urlpatterns,
]
