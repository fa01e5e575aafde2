"""Addresses of programmes, problems and recipient lists."""

from django.urls import URLPattern, path

from berdaya.scan.views import leftout, programmes, recipients

urlpatterns: list[URLPattern] = [
    path("<int:pk>/program/", programmes.inventory, name="scan-programmes"),
    path("<int:pk>/program/tambah/", programmes.add, name="scan-programme-add"),
    path("<int:pk>/program/salin/", programmes.copy, name="scan-programmes-copy"),
    path("<int:pk>/program/angka/", leftout.file_numbers, name="scan-file-numbers"),
    path("<int:pk>/masalah/tambah/", programmes.add_problem, name="scan-problem-add"),
    path("<int:pk>/terlewat/", leftout.left_out, name="scan-left-out"),
    path("<int:pk>/terlewat.pdf", leftout.left_out_paper, name="scan-left-out-paper"),
    path("program/<int:pk>/", programmes.programme, name="scan-programme"),
    path("program/<int:pk>/ubah/", programmes.change, name="scan-programme-change"),
    path("program/<int:pk>/keluarkan/", programmes.drop, name="scan-programme-drop"),
    path("program/<int:pk>/daftar/", recipients.bring, name="scan-list-bring"),
    path("program/<int:pk>/templat.xlsx", recipients.template, name="scan-list-template"),
    path("masalah/<int:pk>/ubah/", programmes.change_problem, name="scan-problem-change"),
    path("masalah/<int:pk>/keluarkan/", programmes.drop_problem, name="scan-problem-drop"),
    path("daftar/<int:pk>/", recipients.recipient_list, name="scan-list"),
    path("daftar/<int:pk>/keterangan.xlsx", recipients.answer, name="scan-list-answer"),
    path("daftar/<int:pk>/cocokkan/", recipients.confirm, name="scan-list-confirm"),
    path("daftar/<int:pk>/cabut/", recipients.drop, name="scan-list-drop"),
    path("daftar/<int:pk>/pasti/", recipients.sure_pairs, name="scan-list-sure"),
    path("daftar/<int:pk>/terima/", recipients.accept, name="scan-list-accept"),
    path("daftar/<int:pk>/periksa/", recipients.first_pair, name="scan-list-pairs"),
    path("pasangan/<int:pk>/", recipients.pair, name="scan-pair"),
]
