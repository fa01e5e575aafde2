"""Addresses of this room. What belongs to one village stands below that village."""

from django.urls import path

from berdaya.community.views import boards, bodies, files, lists

app_name = "community"

urlpatterns = [
    path("lembaga/", lists.bodies, name="bodies"),
    path("lembaga/<int:pk>/", bodies.body, name="body"),
    path("lembaga/<int:pk>/ubah/", bodies.change, name="change"),
    path("lembaga/<int:pk>/akhiri/", bodies.end, name="end"),
    path("lembaga/<int:pk>/masa-bakti/", boards.begin, name="begin-term"),
    path("lembaga/<int:pk>/pengurus/", boards.take, name="take-seat"),
    path("lembaga/<int:pk>/pengurus/<uuid:seat>/akhiri/", boards.leave, name="leave-seat"),
    path("lembaga/tabel/<int:pk>/", files.look, name="look"),
    path("lembaga/tabel/<int:pk>/keterangan.xlsx", files.answer, name="answer"),
    path("lembaga/tabel/<int:pk>/catat/", files.confirm, name="confirm"),
    path("lembaga/tabel/<int:pk>/batal/", files.drop, name="drop"),
    path("wilayah/<str:code>/lembaga/tambah/", bodies.add, name="add"),
    path("wilayah/<str:code>/lembaga/temuan/", lists.findings, name="findings"),
    path("wilayah/<str:code>/lembaga/kk/", lists.families, name="families"),
    path("wilayah/<str:code>/lembaga/tabel/", files.bring, name="bring"),
    path("wilayah/<str:code>/lembaga/templat.xlsx", files.template, name="template"),
]
