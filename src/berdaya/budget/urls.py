"""Addresses of this room."""

from django.urls import URLPattern, path

from berdaya.budget import views

urlpatterns: list[URLPattern] = [
    path("anggaran/", views.overview, name="budget"),
    path("anggaran/unggah/", views.bring, name="budget-bring"),
    path("anggaran/<int:pk>/", views.statement, name="budget-statement"),
    path("anggaran/<int:pk>/cetak/<str:form>.pdf", views.paper, name="budget-paper"),
    path("anggaran/<int:pk>/perbaiki/", views.mend, name="budget-mend"),
    path("anggaran/<int:pk>/nilai/", views.judge, name="budget-judge"),
]
