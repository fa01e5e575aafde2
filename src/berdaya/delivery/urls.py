"""Addresses of this room, below `/pelaksanaan/`."""

from django.urls import URLPattern, path

from berdaya.delivery.views import activities, checks, lists, papers, work

_ONE = "<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("", activities.overview, name="delivery"),
    path("mulai/", activities.lines, name="delivery-lines"),
    path("mulai/<int:pk>/<path:key>/", activities.begin_one, name="delivery-begin"),
    path("laporan/", papers.report, name="delivery-report"),
    path(_ONE, activities.activity, name="delivery-activity"),
    path(f"{_ONE}kontrak/", work.order_it, name="delivery-order"),
    path(f"{_ONE}kemajuan/", work.progress, name="delivery-progress"),
    path(f"{_ONE}serah-terima/", work.hand_it_over, name="delivery-new-hand-over"),
    path(f"{_ONE}realisasi/", work.book_it, name="delivery-book"),
    path(f"{_ONE}honorarium/<int:month>/", lists.pay_month, name="delivery-pay"),
    path(f"{_ONE}selesai/", checks.close_it, name="delivery-close"),
    path("foto/<int:pk>/<str:size>", work.picture, name="delivery-picture"),
    path("catatan/<int:pk>/", checks.booking, name="delivery-booking"),
    path("catatan/<int:pk>/periksa/", checks.decide_booking, name="delivery-decide-booking"),
    path("catatan/<int:pk>/batalkan/", checks.undo_it, name="delivery-undo"),
    path("catatan/<int:pk>/cetak/", papers.print_list, name="delivery-print-list"),
    path("catatan/<int:pk>/daftar.xlsx", papers.list_book, name="delivery-list-book"),
    path("serah-terima/<int:pk>/", checks.hand_over, name="delivery-hand-over"),
    path(
        "serah-terima/<int:pk>/periksa/",
        checks.decide_hand_over,
        name="delivery-decide-hand-over",
    ),
    path("serah-terima/<int:pk>/cetak/", papers.print_hand_over, name="delivery-print-hand-over"),
]
