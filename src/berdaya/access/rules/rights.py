"""What can be allowed: one verb for each thing that a door guards. Named `room.verb`, never by number."""

from enum import StrEnum
from typing import Final


class Right(StrEnum):
    """A right is held through a role, for a territory and a period; nobody holds one by himself."""

    PLACES_SEE = "places.see"
    PLACES_EDIT = "places.edit"

    FIGURES_SEE = "figures.see"
    FIGURES_FILE = "figures.file"

    DOCUMENTS_SEE = "documents.see"
    DOCUMENTS_ISSUE = "documents.issue"
    DOCUMENTS_SCAN = "documents.scan"

    REGISTER_SEE = "register.see"
    REGISTER_UPLOAD = "register.upload"
    REGISTER_CONFIRM = "register.confirm"
    REGISTER_DESTROY = "register.destroy"
    NIK_SHOW = "nik.show"

    TARGETING_SEE = "targeting.see"
    TARGETING_COMPUTE = "targeting.compute"
    TARGETING_DISCUSS = "targeting.discuss"
    TARGETING_CHECK = "targeting.check"
    TARGETING_DECREE = "targeting.decree"

    SCAN_SEE = "scan.see"
    SCAN_OPEN = "scan.open"
    SCAN_WORK = "scan.work"
    SCAN_HOLD = "scan.hold"
    SCAN_NAMES = "scan.names"

    COMMUNITY_SEE = "community.see"
    COMMUNITY_EDIT = "community.edit"

    MEETING_SEE = "meeting.see"
    MEETING_HOLD = "meeting.hold"
    MEETING_NAMES = "meeting.names"

    PLAN_SEE = "plan.see"
    PLAN_EDIT = "plan.edit"
    PLAN_CONFIRM = "plan.confirm"

    DELIBERATION_SEE = "deliberation.see"
    DELIBERATION_PROPOSE = "deliberation.propose"
    DELIBERATION_VERIFY = "deliberation.verify"
    DELIBERATION_MERGE = "deliberation.merge"
    DELIBERATION_DECIDE = "deliberation.decide"

    BUDGET_SEE = "budget.see"
    BUDGET_WRITE = "budget.write"
    BUDGET_REVIEW = "budget.review"
    BUDGET_SIGN = "budget.sign"

    DELIVERY_SEE = "delivery.see"
    DELIVERY_DO = "delivery.do"
    DELIVERY_CHECK = "delivery.check"

    RULES_SEE = "rules.see"
    RULES_PROPOSE = "rules.propose"
    RULES_CONFIRM = "rules.confirm"

    ACCOUNTS_SEE = "accounts.see"
    ACCOUNTS_GRANT = "accounts.grant"
    ACCOUNTS_CONFIRM = "accounts.confirm"

    AUDIT_READ = "audit.read"


# The second signature under something that another person made. A role that holds one of these approves.
APPROVING: Final = frozenset(
    {
        Right.REGISTER_CONFIRM,
        Right.REGISTER_DESTROY,
        Right.TARGETING_CHECK,
        Right.TARGETING_DECREE,
        Right.PLAN_CONFIRM,
        Right.DELIBERATION_DECIDE,
        Right.BUDGET_REVIEW,
        Right.BUDGET_SIGN,
        Right.DELIVERY_CHECK,
        Right.RULES_CONFIRM,
        Right.ACCOUNTS_CONFIRM,
    }
)

# These open identities. They ask for the second factor even where the role does not approve anything.
REVEALING: Final = frozenset({Right.NIK_SHOW})

# A role that holds one of these works with data about people. The keeper of accounts never does.
DATA: Final = frozenset(right for right in Right if right.value.startswith(("register.", "nik.", "scan.")))

# These only read. The auditor holds no other.
READING: Final = frozenset(right for right in Right if right.value.endswith((".see", ".read")))
