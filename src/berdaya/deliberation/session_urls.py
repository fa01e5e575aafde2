"""Addresses of the sessions of this room."""

from django.urls import path

from berdaya.deliberation.views import session_steps as steps
from berdaya.deliberation.views import sessions

_ONE = "sidang/<int:pk>/"
urlpatterns = [
    path("sidang/", sessions.sessions, name="deliberation-sessions"),
    path("sidang/mulai/<int:pk>", steps.begin, name="deliberation-session-begin"),
    path(_ONE, sessions.session, name="deliberation-session"),
    path(f"{_ONE}unit/", sessions.units, name="deliberation-session-units"),
    path(f"{_ONE}prioritas/", sessions.gap, name="deliberation-session-gap"),
    path(f"{_ONE}pagu/", steps.ceilings, name="deliberation-session-ceilings"),
    path(f"{_ONE}hitung", steps.compute, name="deliberation-session-compute"),
    path(f"{_ONE}perubahan/", steps.change, name="deliberation-session-change"),
    path(f"{_ONE}utusan/", steps.delegates, name="deliberation-session-delegates"),
    path(f"{_ONE}utusan/<uuid:key>/hapus", steps.drop_delegate, name="deliberation-session-delegate-drop"),
    path(f"{_ONE}tutup", steps.close, name="deliberation-session-close"),
    path(f"{_ONE}buka", steps.reopen, name="deliberation-session-reopen"),
    path(f"{_ONE}penetapan/", steps.decide, name="deliberation-session-decide"),
    path(f"{_ONE}naskah/<slug:which>", steps.paper, name="deliberation-session-paper"),
]
