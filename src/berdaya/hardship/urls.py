"""Addresses of this room: numbers and region codes only."""

from django.urls import path

from berdaya.hardship import views

urlpatterns = [
    path("tanda/", views.evaluations, name="hardship"),
    path("tanda/nilai/", views.begin, name="hardship-begin"),
    path("tanda/<int:pk>/", views.evaluation, name="hardship-evaluation"),
    path("tanda/<int:pk>/<str:code>/", views.place, name="hardship-place"),
]
