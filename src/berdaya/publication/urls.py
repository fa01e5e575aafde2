"""Addresses for everybody. The short ones in capitals are printed: in a QR code capitals take less room."""

from django.urls import path

from berdaya.publication import views

urlpatterns = [
    path("usulan/<str:code>/", views.proposal, name="public-proposal"),
    path("usulan/", views.villages, name="public-villages"),
    path("warga/<str:territory>/", views.asked, name="public-place"),
    path("warga/<str:territory>/daftar.csv", views.asked_csv, name="public-place-csv"),
    path("warga/<str:territory>/<slug:group>/", views.asked, name="public-group"),
    path("warga/<str:territory>/<slug:group>/daftar.csv", views.asked_csv, name="public-group-csv"),
    path("W/<str:territory>", views.printed, name="public-printed"),
    path("W/<str:territory>/<slug:group>", views.printed, name="public-printed-group"),
]
