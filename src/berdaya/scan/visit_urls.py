"""Addresses of the work list, of households and of visits."""

from django.urls import URLPattern, path

from berdaya.scan.views import households

urlpatterns: list[URLPattern] = [
    path("pindai/<int:pk>/rumah-tangga/", households.households, name="scan-households"),
]
