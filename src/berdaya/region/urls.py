"""Addresses where RT are written down. The page of a place itself belongs to the house."""

from django.urls import path

from berdaya.region import views

app_name = "region"

urlpatterns = [
    path("wilayah/<str:code>/rt/tambah/", views.add_rt, name="add-rt"),
    path("wilayah/<str:code>/rt/ubah/", views.change_rt, name="change-rt"),
]
