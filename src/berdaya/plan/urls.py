"""Addresses of this room, below `/rencana/`."""

from django.urls import URLPattern, path

from berdaya.plan.views import drafts, lists

urlpatterns: list[URLPattern] = [
    path("", lists.overview, name="plan"),
    path("edisi/<int:pk>/", lists.edition, name="plan-edition"),
    path("edisi/<int:pk>/unduh.<str:ending>", lists.edition_file, name="plan-edition-file"),
    path("butir/<str:kind>/<int:pk>/", lists.line, name="plan-line"),
    path("templat/<str:name>", lists.template_file, name="plan-template"),
    path("unggah/<str:kind>/", drafts.upload, name="plan-upload"),
    path("draf/<int:pk>/", drafts.draft, name="plan-draft"),
    path("draf/<int:pk>/keterangan", drafts.answer, name="plan-answer"),
    path("draf/<int:pk>/ajukan", drafts.submit, name="plan-submit"),
    path("draf/<int:pk>/batal", drafts.drop, name="plan-drop"),
    path("draf/<int:pk>/putusan", drafts.decide, name="plan-decide"),
]
