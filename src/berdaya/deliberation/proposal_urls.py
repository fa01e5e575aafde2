"""Addresses of years, proposals and lists."""

from django.urls import URLPattern, path

from berdaya.deliberation.views import home, lists, proposals, writing

urlpatterns: list[URLPattern] = [
    path("", home.overview, name="deliberation"),
    path("tahun/", home.open_year, name="deliberation-open"),
    path("tahun/<int:pk>/", home.calendar, name="deliberation-calendar"),
    path("tahun/<int:pk>/bawa", home.carry, name="deliberation-carry"),
    path("masuk/", home.incoming, name="deliberation-inbox"),
    path("verifikasi/", home.checking, name="deliberation-checking"),
    path("mirip", writing.alike, name="deliberation-alike"),
    path("usulan/baru/", writing.new, name="deliberation-new"),
    path("usulan/<int:pk>/", proposals.proposal, name="deliberation-proposal"),
    path("usulan/<int:pk>/isi/<str:step>/", writing.edit, name="deliberation-edit"),
    path("usulan/<int:pk>/usulkan", writing.propose_it, name="deliberation-propose"),
    path("usulan/<int:pk>/tarik", writing.withdraw_it, name="deliberation-withdraw"),
    path("usulan/<int:pk>/langkah", proposals.step, name="deliberation-move"),
    path("usulan/<int:pk>/nilai", proposals.assess_it, name="deliberation-assess"),
    path("usulan/<int:pk>/foto/", writing.photos, name="deliberation-photos"),
    path("usulan/<int:pk>/foto/<int:photo>/hapus", writing.photo_drop, name="deliberation-photo-drop"),
    path("usulan/<int:pk>/foto/<int:photo>/<str:size>", proposals.photo, name="deliberation-photo"),
    path("daftar/<str:unit>/", lists.ranking, name="deliberation-list"),
    path("daftar/<str:unit>/salin", lists.quick, name="deliberation-quick"),
    path("penyerahan/<int:pk>/", lists.handing, name="deliberation-hand-over"),
    path("penyerahan/<int:pk>/terima", lists.receive_it, name="deliberation-receive"),
    path("penyerahan/<int:pk>/buka", lists.reopen_it, name="deliberation-reopen"),
]
