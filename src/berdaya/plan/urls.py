"""Addresses of this room."""

from django.urls import URLPattern, path

from berdaya.plan.views import drafts, lists

urlpatterns: list[URLPattern] = [
    path("rencana/", lists.overview, name="plan"),
    path("rencana/edisi/<int:pk>/", lists.edition, name="plan-edition"),
    path("rencana/edisi/<int:pk>/unduh.<str:ending>", lists.edition_file, name="plan-edition-file"),
    path("rencana/butir/<str:kind>/<int:pk>/", lists.line, name="plan-line"),
    path("rencana/templat/<str:name>", lists.template_file, name="plan-template"),
    path("rencana/unggah/<str:kind>/", drafts.upload, name="plan-upload"),
    path("rencana/draf/<int:pk>/", drafts.draft, name="plan-draft"),
    path("rencana/draf/<int:pk>/keterangan", drafts.answer, name="plan-answer"),
    path("rencana/draf/<int:pk>/ajukan", drafts.submit, name="plan-submit"),
    path("rencana/draf/<int:pk>/batal", drafts.drop, name="plan-drop"),
    path("rencana/draf/<int:pk>/putusan", drafts.decide, name="plan-decide"),
]
