"""Addresses of what is given for proposals."""

from django.urls import path

from berdaya.deliberation.views import support

_ONE = "usulan/<int:pk>/dukungan/"
urlpatterns = [
    path(_ONE, support.support, name="deliberation-support"),
    path(f"{_ONE}janji", support.pledge, name="deliberation-support-pledge"),
    path(f"{_ONE}surat", support.letter, name="deliberation-support-letter"),
    path("dukungan/<int:entry>/terima", support.receive, name="deliberation-support-receive"),
    path("dukungan/<int:entry>/lepas", support.undo, name="deliberation-support-undo"),
]
