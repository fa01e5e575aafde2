"""What the deeds of this room are called in the trail."""

from typing import Final

from berdaya.deliberation import trail_exchange, trail_proposals, trail_sessions, trail_upward

VERBS: Final = {**trail_proposals.VERBS, **trail_sessions.VERBS, **trail_upward.VERBS, **trail_exchange.VERBS}
KINDS: Final = {**trail_proposals.KINDS, **trail_sessions.KINDS, **trail_upward.KINDS, **trail_exchange.KINDS}
PAGES: Final = {
    "cycle": ("deliberation-calendar", "ident"),
    "proposal": ("deliberation-proposal", "ident"),
    "rankedlist": ("deliberation-hand-over", "ident"),
    "exchange": ("deliberation-exchange-look", "ident"),
    "answertable": ("deliberation-answers-look", "ident"),
    "bookingtable": ("deliberation-bookings-look", "ident"),
    "session": ("deliberation-session", "ident"),
}
