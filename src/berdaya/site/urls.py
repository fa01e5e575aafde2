"""Addresses of the office."""

from django.urls import URLPattern, URLResolver, include, path

from berdaya.site import citizens, helppages, views
from berdaya.site.demo import views as demo

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("warga/", citizens.open_pages, name="citizens"),
    path("cari", views.search_page, name="search"),
    path("bantuan", helppages.overview, name="help"),
    path("bantuan/<slug:name>", helppages.guide, name="guide"),
    path("peragaan/", demo.players, name="players"),
    path("peragaan/masuk/<str:username>", demo.play, name="play"),
    path("peragaan/berkas/<str:name>", views.demo_file, name="demo-file"),
    path("", include("berdaya.access.jobs.urls")),
    path("", include("berdaya.access.urls")),
    path("", include("berdaya.documents.urls")),
    path("rencana/", include("berdaya.plan.urls")),
    path("anggaran/", include("berdaya.budget.urls")),
    path("pelaksanaan/", include("berdaya.delivery.urls")),
    path("", include("berdaya.community.urls")),
    path("pertemuan/", include("berdaya.meeting.urls")),
    path("register/", include("berdaya.register.urls")),
    path("", include("berdaya.site.place_urls")),
    path("tanda/", include("berdaya.hardship.urls")),
    path("", include("berdaya.targeting.urls")),
    path("pindai/", include("berdaya.scan.urls")),
    path("rembug/", include("berdaya.deliberation.urls")),
    path("", include("berdaya.publication.urls")),
]
handler404 = "berdaya.access.views.entrance.absent"
handler500 = "berdaya.access.views.entrance.fault"
