"""Addresses of the office."""

from django.urls import URLPattern, URLResolver, path

from berdaya.site import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("peragaan/berkas/<str:name>", views.demo_file, name="demo-file"),
]
