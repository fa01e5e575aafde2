"""Addresses of this room."""

from django.urls import include, path

from berdaya.targeting.views import assignments, board, decisions, inputs, lists, moves, results

_OFFICE = [
    path("", lists.lists, name="targeting"),
    path("papan", board.board, name="targeting-board"),
    path("baru", lists.begin, name="targeting-begin"),
    path("templat/<str:name>", inputs.blank_file, name="targeting-blank"),
    path("berkas/<int:pk>", inputs.input_file, name="targeting-file"),
    path("gambar/<str:name>", results.picture, name="targeting-picture"),
    path("mengapa/<str:code>", results.village, name="targeting-village"),
    path("<int:pk>/", results.run, name="targeting-run"),
    path("<int:pk>/masukan/<int:step>", inputs.inputs, name="targeting-inputs"),
    path("<int:pk>/hitung", moves.compute, name="targeting-compute"),
    path("<int:pk>/buka", moves.reopen, name="targeting-reopen"),
    path("<int:pk>/batalkan", moves.give_up, name="targeting-drop"),
    path("<int:pk>/hitungan/<int:number>", results.computation, name="targeting-computation"),
    path("<int:pk>/hitungan/<int:number>/ulang", moves.recheck, name="targeting-recheck"),
    path("<int:pk>/cetak/<str:which>", moves.print_paper, name="targeting-print"),
    path("<int:pk>/keteguhan", results.firmness, name="targeting-firmness"),
    path("<int:pk>/riwayat", results.history, name="targeting-history"),
    path("<int:pk>/perubahan", decisions.changes, name="targeting-changes"),
    path("<int:pk>/perubahan/<int:change>/tarik", decisions.withdraw, name="targeting-withdraw"),
    path("<int:pk>/bahas", decisions.discuss, name="targeting-discuss"),
    path("<int:pk>/periksa", decisions.check, name="targeting-check"),
    path("<int:pk>/kembalikan", decisions.give_back, name="targeting-return"),
    path("<int:pk>/tetapkan", decisions.decree, name="targeting-decree"),
    path("<int:pk>/ralat", decisions.correct, name="targeting-correct"),
    path("<int:pk>/pendamping/", assignments.assignment, name="targeting-assignment"),
    path("<int:pk>/pendamping/berkas", assignments.tables, name="targeting-tables"),
    path("<int:pk>/pendamping/hitung", assignments.assign, name="targeting-assign"),
    path("<int:pk>/pendamping/pasangan", assignments.pairs, name="targeting-pairs"),
    path("<int:pk>/pendamping/pasangan/<int:pair>/tarik", assignments.untie, name="targeting-untie"),
    path("<int:pk>/keputusan/<int:version>", decisions.scan, name="targeting-scan"),
]
urlpatterns = [
    path("sasaran/", include(_OFFICE)),
    path("keputusan/<slug:slug>", board.decree, name="targeting-public"),
]
