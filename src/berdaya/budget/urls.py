"""Addresses of this room."""

from django.urls import URLPattern, path

from berdaya.budget.views import board, editing, flow, pages

urlpatterns: list[URLPattern] = [
    path("anggaran/", pages.overview, name="budget"),
    path("anggaran/arg/", board.board, name="budget-arg"),
    path("anggaran/arg.xlsx", board.board_file, name="budget-arg-file"),
    path("anggaran/arg/belanja/", board.spending, name="budget-spending"),
    path("anggaran/unggah/", pages.bring, name="budget-bring"),
    path("anggaran/<int:pk>/", pages.statement, name="budget-statement"),
    path("anggaran/<int:pk>/cetak/<str:form>.<str:ending>", pages.paper, name="budget-paper"),
    path("anggaran/mulai/", editing.begin, name="budget-begin"),
    path("anggaran/<int:pk>/tulis/<slug:slug>/", editing.write, name="budget-write"),
    path("anggaran/<int:pk>/tulis/<slug:slug>/nilai/", editing.judge, name="budget-judge"),
    path("anggaran/<int:pk>/ambil-data/", editing.pull, name="budget-pull"),
    path("anggaran/<int:pk>/tunda/<str:key>/", editing.shelve, name="budget-shelve"),
    path("anggaran/<int:pk>/masukkan/", editing.pick_up, name="budget-pick-up"),
    path("anggaran/<int:pk>/ajukan/", flow.submit, name="budget-submit"),
    path("anggaran/<int:pk>/tarik/", flow.withdraw, name="budget-withdraw"),
    path("anggaran/<int:pk>/telaah/", flow.review, name="budget-review"),
    path("anggaran/<int:pk>/tanda-tangan/", flow.sign, name="budget-sign"),
    path("anggaran/<int:pk>/terbitkan/", flow.issue, name="budget-issue"),
    path("anggaran/<int:pk>/kembalikan/", flow.send_back, name="budget-return"),
    path("anggaran/<int:pk>/ubah/", flow.reopen, name="budget-reopen"),
    path("anggaran/<int:pk>/beda/", flow.compare, name="budget-compare"),
    path("anggaran/<int:pk>/salin/", flow.copy, name="budget-copy"),
    path("anggaran/<int:pk>/buang-draf/", flow.discard, name="budget-discard"),
]
