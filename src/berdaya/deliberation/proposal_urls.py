"""Addresses of years, proposals and lists."""

from django.urls import URLPattern, path

from berdaya.deliberation.views import home, lists, proposals, writing

urlpatterns: list[URLPattern] = [
    path("rembug/", home.overview, name="deliberation"),
    path("rembug/tahun/", home.open_year, name="deliberation-open"),
    path("rembug/tahun/<int:pk>/", home.calendar, name="deliberation-calendar"),
    path("rembug/tahun/<int:pk>/bawa", home.carry, name="deliberation-carry"),
    path("rembug/masuk/", home.incoming, name="deliberation-inbox"),
    path("rembug/verifikasi/", home.checking, name="deliberation-checking"),
    path("rembug/mirip", writing.alike, name="deliberation-alike"),
    path("rembug/usulan/baru/", writing.new, name="deliberation-new"),
    path("rembug/usulan/<int:pk>/", proposals.proposal, name="deliberation-proposal"),
    path("rembug/usulan/<int:pk>/isi/<str:step>/", writing.edit, name="deliberation-edit"),
    path("rembug/usulan/<int:pk>/usulkan", writing.propose_it, name="deliberation-propose"),
    path("rembug/usulan/<int:pk>/tarik", writing.withdraw_it, name="deliberation-withdraw"),
    path("rembug/usulan/<int:pk>/langkah", proposals.step, name="deliberation-move"),
    path("rembug/usulan/<int:pk>/nilai", proposals.assess_it, name="deliberation-assess"),
    path("rembug/usulan/<int:pk>/foto/", writing.photos, name="deliberation-photos"),
    path("rembug/usulan/<int:pk>/foto/<int:photo>/hapus", writing.photo_drop, name="deliberation-photo-drop"),
    path("rembug/usulan/<int:pk>/foto/<int:photo>/<str:size>", proposals.photo, name="deliberation-photo"),
    path("rembug/daftar/<str:unit>/", lists.ranking, name="deliberation-list"),
    path("rembug/daftar/<str:unit>/salin", lists.quick, name="deliberation-quick"),
    path("rembug/penyerahan/<int:pk>/", lists.handing, name="deliberation-hand-over"),
    path("rembug/penyerahan/<int:pk>/terima", lists.receive_it, name="deliberation-receive"),
    path("rembug/penyerahan/<int:pk>/buka", lists.reopen_it, name="deliberation-reopen"),
]
