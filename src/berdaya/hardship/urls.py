"""Addresses of this room, below `/tanda/`: numbers and region codes only."""

from django.urls import path

from berdaya.hardship import views

urlpatterns = [
    path("", views.evaluations, name="hardship"),
    path("nilai/", views.begin, name="hardship-begin"),
    path("<int:pk>/", views.evaluation, name="hardship-evaluation"),
    path("<int:pk>/<str:code>/", views.place, name="hardship-place"),
]
