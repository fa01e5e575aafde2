"""Addresses of this room, below `/anggaran/`."""

from django.urls import URLPattern, path

from berdaya.budget.views import board, editing, flow, pages

urlpatterns: list[URLPattern] = [
    path("", pages.overview, name="budget"),
    path("arg/", board.board, name="budget-arg"),
    path("arg.xlsx", board.board_file, name="budget-arg-file"),
    path("arg/pemeriksaan/", board.checks, name="budget-checks"),
    path("arg/pemeriksaan.xlsx", board.checks_file, name="budget-checks-file"),
    path("arg/belanja/", board.spending, name="budget-spending"),
    path("unggah/", pages.bring, name="budget-bring"),
    path("<int:pk>/", pages.statement, name="budget-statement"),
    path("<int:pk>/cetak/<str:form>.<str:ending>", pages.paper, name="budget-paper"),
    path("mulai/", editing.begin, name="budget-begin"),
    path("<int:pk>/tulis/<slug:slug>/", editing.write, name="budget-write"),
    path("<int:pk>/tulis/<slug:slug>/nilai/", editing.judge, name="budget-judge"),
    path("<int:pk>/ambil-data/", editing.pull, name="budget-pull"),
    path("<int:pk>/tunda/<str:key>/", editing.shelve, name="budget-shelve"),
    path("<int:pk>/masukkan/", editing.pick_up, name="budget-pick-up"),
    path("<int:pk>/ajukan/", flow.submit, name="budget-submit"),
    path("<int:pk>/tarik/", flow.withdraw, name="budget-withdraw"),
    path("<int:pk>/telaah/", flow.review, name="budget-review"),
    path("<int:pk>/tanda-tangan/", flow.sign, name="budget-sign"),
    path("<int:pk>/terbitkan/", flow.issue, name="budget-issue"),
    path("<int:pk>/kembalikan/", flow.send_back, name="budget-return"),
    path("<int:pk>/ubah/", flow.reopen, name="budget-reopen"),
    path("<int:pk>/beda/", flow.compare, name="budget-compare"),
    path("<int:pk>/salin/", flow.copy, name="budget-copy"),
    path("<int:pk>/buang-draf/", flow.discard, name="budget-discard"),
]
