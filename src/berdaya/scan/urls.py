"""Addresses of this room, below `/pindai/`: numbers and region codes only. Each part has its file."""

from django.urls import URLPattern, path

from berdaya.scan import musdes_urls, profile_urls, programme_urls, visit_urls
from berdaya.scan.views import cycles, public

urlpatterns: list[URLPattern] = [
    path("", cycles.cycles, name="scan"),
    path("buka/<str:code>/", cycles.begin, name="scan-open"),
    path("umum/<str:code>/", public.village, name="scan-public"),
    path("<int:pk>/", cycles.cycle, name="scan-cycle"),
    path("<int:pk>/tenggat/", cycles.dates, name="scan-dates"),
    path("<int:pk>/tutup/", cycles.close, name="scan-close"),
    *visit_urls.urlpatterns,
    *musdes_urls.urlpatterns,
    *programme_urls.urlpatterns,
    *profile_urls.urlpatterns,
]
