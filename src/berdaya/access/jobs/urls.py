"""Addresses of background work."""

from django.urls import path

from berdaya.access.jobs import views

urlpatterns = [path("pekerjaan/<uuid:ident>", views.job_page, name="job")]
