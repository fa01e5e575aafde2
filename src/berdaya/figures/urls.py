"""Addresses of this room: the figures of a place stand below the place."""

from django.urls import path

from berdaya.figures import views

app_name = "figures"

urlpatterns = [
    path("wilayah/<str:code>/angka/", views.figures, name="figures"),
    path("wilayah/<str:code>/angka/catat/", views.file, name="file"),
    path("wilayah/<str:code>/angka/<int:pk>/", views.figure, name="figure"),
]
