"""Addresses of this room."""

from django.urls import path

from berdaya.targeting.views import assignments, board, decisions, inputs, lists, moves, results

urlpatterns = [
    path("sasaran/", lists.lists, name="targeting"),
    path("sasaran/papan", board.board, name="targeting-board"),
    path("keputusan/<slug:slug>", board.decree, name="targeting-public"),
    path("sasaran/baru", lists.begin, name="targeting-begin"),
    path("sasaran/templat/<str:name>", inputs.blank_file, name="targeting-blank"),
    path("sasaran/berkas/<int:pk>", inputs.input_file, name="targeting-file"),
    path("sasaran/gambar/<str:name>", results.picture, name="targeting-picture"),
    path("sasaran/mengapa/<str:code>", results.village, name="targeting-village"),
    path("sasaran/<int:pk>/", results.run, name="targeting-run"),
    path("sasaran/<int:pk>/masukan/<int:step>", inputs.inputs, name="targeting-inputs"),
    path("sasaran/<int:pk>/hitung", moves.compute, name="targeting-compute"),
    path("sasaran/<int:pk>/buka", moves.reopen, name="targeting-reopen"),
    path("sasaran/<int:pk>/batalkan", moves.give_up, name="targeting-drop"),
    path("sasaran/<int:pk>/hitungan/<int:number>", results.computation, name="targeting-computation"),
    path("sasaran/<int:pk>/hitungan/<int:number>/ulang", moves.recheck, name="targeting-recheck"),
    path("sasaran/<int:pk>/cetak/<str:which>", moves.print_paper, name="targeting-print"),
    path("sasaran/<int:pk>/keteguhan", results.firmness, name="targeting-firmness"),
    path("sasaran/<int:pk>/riwayat", results.history, name="targeting-history"),
    path("sasaran/<int:pk>/perubahan", decisions.changes, name="targeting-changes"),
    path("sasaran/<int:pk>/perubahan/<int:change>/tarik", decisions.withdraw, name="targeting-withdraw"),
    path("sasaran/<int:pk>/bahas", decisions.discuss, name="targeting-discuss"),
    path("sasaran/<int:pk>/periksa", decisions.check, name="targeting-check"),
    path("sasaran/<int:pk>/kembalikan", decisions.give_back, name="targeting-return"),
    path("sasaran/<int:pk>/tetapkan", decisions.decree, name="targeting-decree"),
    path("sasaran/<int:pk>/ralat", decisions.correct, name="targeting-correct"),
    path("sasaran/<int:pk>/pendamping/", assignments.assignment, name="targeting-assignment"),
    path("sasaran/<int:pk>/pendamping/berkas", assignments.tables, name="targeting-tables"),
    path("sasaran/<int:pk>/pendamping/hitung", assignments.assign, name="targeting-assign"),
    path("sasaran/<int:pk>/pendamping/pasangan", assignments.pairs, name="targeting-pairs"),
    path("sasaran/<int:pk>/pendamping/pasangan/<int:pair>/tarik", assignments.untie, name="targeting-untie"),
    path("sasaran/<int:pk>/keputusan/<int:version>", decisions.scan, name="targeting-scan"),
]
