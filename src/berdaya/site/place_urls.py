"""Addresses of places: the pages of the house, and what the rooms keep below a place."""

from django.urls import include, path

from berdaya.site import places

urlpatterns = [
    path("wilayah/", places.overview, name="region"),
    path("wilayah/<str:code>/", places.place, name="place"),
    path("wilayah/<str:code>/peta/", places.map_upload, name="place-map"),
    path("wilayah/<str:code>/peta/<str:digest>/", places.map_preview, name="place-map-preview"),
    path("wilayah/<str:code>/peta/<str:digest>.svg", places.picture, name="place-picture"),
    path("", include("berdaya.region.urls")),
    path("", include("berdaya.figures.urls")),
]
