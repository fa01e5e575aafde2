"""Who may open which address: one line for each. A new address without a line here fails the test.

    public(name)                      a stranger too
    signed(name)                      whoever has signed in, whatever hat
    own(name, thing)                  only the person whom the thing belongs to
    needs(name, right, ...)           the hat in use holds one of the rights
        thing=...                     ... and its territory covers that of the thing in the address
        post=True                     the address only takes forms
        second=True                   ... and the maker of the thing is refused

`things.py` makes the thing that stands in an address. `given` fills what is no thing (a code, a file name).
`says` names the answers of an open door where they are not the usual ones, `goes` the page it leads to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.targeting.rules.runs import WORKING
from tests.budget import things as of_budget
from tests.community import things as of_community
from tests.deliberation import things as of_deliberation
from tests.deliberation import things_exchange as of_exchange
from tests.deliberation import things_sessions as of_sessions
from tests.deliberation import things_upward as of_upward
from tests.delivery import things as of_delivery
from tests.documents import things as of_documents
from tests.hardship import things as of_hardship
from tests.meeting import things as of_meeting
from tests.plan import things as of_plan
from tests.register import things as of_register
from tests.scan import things as of_scan
from tests.scan import things_profile as of_profile
from tests.scan import things_programmes as of_programmes
from tests.shape import things
from tests.targeting import things as of_targeting

# What an open door may answer: a page, a next page, a form with errors, a refusal with its reason.
OPEN = frozenset({200, 302, 400, 409, 422})
Thing = Callable[[Holding], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    kind: str
    rights: frozenset[Right] = frozenset()
    thing: Thing | None = None
    post: bool = False
    second: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)
    says: frozenset[int] = OPEN
    goes: str = ""


def public(name: str, given: Mapping[str, Any] | None = None, says: frozenset[int] = OPEN) -> Route:
    return Route(name, "public", given=given or {}, says=says)


def signed(name: str, *, post: bool = False, goes: str = "") -> Route:
    return Route(name, "signed", post=post, goes=goes)


def own(name: str, thing: Thing, *, post: bool = False) -> Route:
    return Route(name, "own", thing=thing, post=post)


def needs(
    name: str, *rights: Right, thing: Thing | None = None, post: bool = False, second: bool = False
) -> Route:
    return Route(name, "needs", frozenset(rights), thing, post, second)


ABSENT_FILE = frozenset({404})
CLOSED_INVITATION = frozenset({410})
A_YEAR = {"year": 2027}
WRITING = (Right.DELIBERATION_PROPOSE, Right.DELIBERATION_VERIFY)
MOVING = (Right.DELIBERATION_VERIFY, Right.DELIBERATION_DECIDE)
CLOSING = (Right.TARGETING_CHECK, Right.TARGETING_DECREE)

ROUTES = (
    # site
    public("home"),
    public("help"),
    public("guide", {"name": "mencatat-rt-dan-perubahannya"}),
    public("demo-file", {"name": "tidak-ada.pdf"}, says=ABSENT_FILE),
    public("players", says=ABSENT_FILE),
    public("play", {"username": "ratna"}, says=frozenset({404, 405})),
    signed("search"),
    own("job", things.job),
    # access
    public("access:sign-in"),
    public("access:slip"),
    public("access:forgotten"),
    public("access:invitation", {"code": "AAAABBBBCCCC"}, says=CLOSED_INVITATION),
    signed("access:sign-out", post=True, goes="access:sign-in"),
    signed("access:second-factor"),
    signed("access:enrol"),
    signed("access:profile"),
    signed("access:password"),
    signed("access:sign-out-everywhere", post=True),
    signed("access:hats"),
    signed("access:inbox"),
    own("access:drop-draft", things.draft, post=True),
    own("access:lay-down", things.own_role),
    own("access:message", things.message),
    needs("access:accounts", Right.ACCOUNTS_SEE),
    needs("access:invite", Right.ACCOUNTS_GRANT),
    needs("access:account", Right.ACCOUNTS_SEE, thing=things.account),
    needs("access:propose", Right.ACCOUNTS_GRANT, thing=things.account),
    needs("access:new-code", Right.ACCOUNTS_GRANT, thing=things.account, post=True),
    needs("access:confirm-code", Right.ACCOUNTS_CONFIRM, thing=things.code, post=True, second=True),
    needs("access:holding", Right.ACCOUNTS_SEE, thing=things.proposal),
    needs("access:confirm", Right.ACCOUNTS_CONFIRM, thing=things.proposal, post=True, second=True),
    needs("access:end", Right.ACCOUNTS_GRANT, Right.ACCOUNTS_CONFIRM, thing=things.proposal),
    needs("access:trail", Right.AUDIT_READ),
    needs("access:looks", Right.AUDIT_READ),
    # places
    needs("region", Right.PLACES_SEE),
    needs("place", Right.PLACES_SEE, thing=things.village),
    needs("place-picture", Right.PLACES_SEE, thing=things.drawn_map),
    needs("place-map", Right.PLACES_EDIT, thing=things.kecamatan),
    needs("place-map-preview", Right.PLACES_EDIT, thing=things.drawn_map),
    needs("region:add-rt", Right.PLACES_EDIT, thing=things.village),
    needs("region:change-rt", Right.PLACES_EDIT, thing=things.village),
    # figures
    needs("figures:figures", Right.FIGURES_SEE, thing=things.village),
    needs("figures:figure", Right.FIGURES_SEE, thing=things.figure),
    needs("figures:file", Right.FIGURES_FILE, thing=things.village),
    # documents
    public("verify-ask"),
    public("citizens"),
    public("verify", {"code": "TIDAKDIKENAL"}, says=ABSENT_FILE),
    public("verify-upper", {"code": "TIDAKDIKENAL"}, says=ABSENT_FILE),
    needs("documents", Right.DOCUMENTS_SEE),
    needs("document", Right.DOCUMENTS_SEE, thing=of_documents.paper),
    needs("document-file", Right.DOCUMENTS_SEE, thing=of_documents.a_print),
    needs("document-book", Right.DOCUMENTS_SEE, thing=of_documents.a_print),
    needs("document-cancel", Right.DOCUMENTS_ISSUE, thing=of_documents.paper),
    needs("document-replace", Right.DOCUMENTS_ISSUE, thing=of_documents.paper),
    needs("document-scan", Right.DOCUMENTS_SCAN, thing=of_documents.paper, post=True),
    needs("document-scan-file", Right.DOCUMENTS_SEE, thing=of_documents.scan),
    needs("document-scan-check", Right.DOCUMENTS_SCAN, thing=of_documents.scan, post=True),
    needs("number-books", Right.DOCUMENTS_ISSUE),
    needs("number-book-new", Right.DOCUMENTS_ISSUE),
    needs("number-book", Right.DOCUMENTS_ISSUE, thing=of_documents.book),
    needs("number-unused", Right.DOCUMENTS_ISSUE, thing=of_documents.number),
    needs("blanks", Right.DOCUMENTS_SEE),
    Route("blank-file", "needs", frozenset({Right.DOCUMENTS_SEE}), given={"name": "daftar-hadir"}),
    # plan
    needs("plan", Right.PLAN_SEE),
    needs("plan-edition", Right.PLAN_SEE, thing=of_plan.edition),
    needs("plan-edition-file", Right.PLAN_SEE, thing=of_plan.edition_file),
    needs("plan-line", Right.PLAN_SEE, thing=of_plan.item),
    Route("plan-template", "needs", frozenset({Right.PLAN_EDIT}), given={"name": "kamus.xlsx"}),
    Route("plan-upload", "needs", frozenset({Right.PLAN_EDIT}), given={"kind": "kamus"}),
    needs("plan-draft", Right.PLAN_EDIT, Right.PLAN_CONFIRM, thing=of_plan.draft),
    needs("plan-answer", Right.PLAN_EDIT, Right.PLAN_CONFIRM, thing=of_plan.draft),
    needs("plan-submit", Right.PLAN_EDIT, thing=of_plan.draft, post=True),
    needs("plan-drop", Right.PLAN_EDIT, thing=of_plan.draft, post=True),
    needs("plan-decide", Right.PLAN_CONFIRM, thing=of_plan.draft),
    # community
    needs("community:bodies", Right.COMMUNITY_SEE),
    needs("community:body", Right.COMMUNITY_SEE, thing=of_community.body),
    needs("community:change", Right.COMMUNITY_EDIT, thing=of_community.village_body),
    needs("community:end", Right.COMMUNITY_EDIT, thing=of_community.village_body),
    needs("community:begin-term", Right.COMMUNITY_EDIT, thing=of_community.village_body),
    needs("community:take-seat", Right.COMMUNITY_EDIT, thing=of_community.seated_body),
    needs("community:leave-seat", Right.COMMUNITY_EDIT, thing=of_community.seat),
    needs("community:look", Right.COMMUNITY_EDIT, thing=of_community.table),
    needs("community:answer", Right.COMMUNITY_EDIT, thing=of_community.table),
    needs("community:confirm", Right.COMMUNITY_EDIT, thing=of_community.table, post=True),
    needs("community:drop", Right.COMMUNITY_EDIT, thing=of_community.table, post=True),
    needs("community:add", Right.COMMUNITY_EDIT, thing=things.village),
    needs("community:families", Right.COMMUNITY_EDIT, thing=things.village),
    needs("community:findings", Right.COMMUNITY_SEE, thing=things.village),
    needs("community:bring", Right.COMMUNITY_EDIT, thing=things.village),
    needs("community:template", Right.COMMUNITY_EDIT, thing=things.village),
    # meeting
    needs("meetings", Right.MEETING_SEE),
    needs("meeting-begin", Right.MEETING_HOLD),
    needs("meeting", Right.MEETING_SEE, thing=of_meeting.meeting),
    # delivery
    needs("delivery", Right.DELIVERY_SEE),
    needs("delivery-lines", Right.DELIVERY_DO),
    needs("delivery-begin", Right.DELIVERY_DO, thing=of_delivery.line),
    needs("delivery-report", Right.DELIVERY_SEE),
    needs("delivery-activity", Right.DELIVERY_SEE, thing=of_delivery.activity),
    needs("delivery-order", Right.DELIVERY_DO, thing=of_delivery.activity),
    needs("delivery-progress", Right.DELIVERY_DO, thing=of_delivery.activity),
    needs("delivery-new-hand-over", Right.DELIVERY_DO, thing=of_delivery.activity),
    needs("delivery-book", Right.DELIVERY_DO, thing=of_delivery.activity),
    needs("delivery-pay", Right.DELIVERY_DO, thing=of_delivery.honoraria),
    needs("delivery-close", Right.DELIVERY_CHECK, thing=of_delivery.activity, post=True),
    needs("delivery-picture", Right.DELIVERY_SEE, thing=of_delivery.picture),
    needs("delivery-booking", Right.DELIVERY_SEE, thing=of_delivery.booking),
    needs("delivery-decide-booking", Right.DELIVERY_CHECK, thing=of_delivery.booking, post=True),
    needs("delivery-undo", Right.DELIVERY_DO, thing=of_delivery.booking),
    needs("delivery-print-list", Right.DOCUMENTS_ISSUE, thing=of_delivery.pay_list, post=True),
    needs("delivery-list-book", Right.COMMUNITY_EDIT, thing=of_delivery.pay_list),
    needs("delivery-hand-over", Right.DELIVERY_SEE, thing=of_delivery.hand_over),
    needs("delivery-decide-hand-over", Right.DELIVERY_CHECK, thing=of_delivery.hand_over, post=True),
    needs("delivery-print-hand-over", Right.DOCUMENTS_ISSUE, thing=of_delivery.hand_over, post=True),
    # budget
    needs("budget", Right.BUDGET_SEE),
    needs("budget-arg", Right.BUDGET_SEE),
    needs("budget-arg-file", Right.BUDGET_SEE),
    needs("budget-checks", Right.BUDGET_SEE),
    needs("budget-checks-file", Right.BUDGET_SEE),
    needs("budget-spending", Right.BUDGET_WRITE),
    needs("budget-bring", Right.BUDGET_WRITE),
    needs("budget-statement", Right.BUDGET_SEE, thing=of_budget.statement),
    needs("budget-paper", Right.BUDGET_SEE, thing=of_budget.paper),
    needs("budget-begin", Right.BUDGET_WRITE),
    needs("budget-write", Right.BUDGET_WRITE, thing=of_budget.part),
    needs("budget-judge", Right.BUDGET_WRITE, thing=of_budget.part, post=True),
    needs("budget-shelve", Right.BUDGET_WRITE, thing=of_budget.activity),
    needs("budget-pull", Right.BUDGET_WRITE, thing=of_budget.statement, post=True),
    needs("budget-pick-up", Right.BUDGET_WRITE, thing=of_budget.statement, post=True),
    needs("budget-submit", Right.BUDGET_WRITE, thing=of_budget.statement),
    needs("budget-withdraw", Right.BUDGET_WRITE, thing=of_budget.submitted, post=True),
    needs("budget-review", Right.BUDGET_REVIEW, thing=of_budget.submitted),
    needs("budget-return", Right.BUDGET_REVIEW, Right.BUDGET_SIGN, thing=of_budget.submitted),
    needs("budget-sign", Right.BUDGET_SIGN, thing=of_budget.reviewed),
    needs("budget-issue", Right.BUDGET_WRITE, Right.BUDGET_SIGN, thing=of_budget.signed, post=True),
    needs("budget-reopen", Right.BUDGET_WRITE, thing=of_budget.signed),
    needs("budget-compare", Right.BUDGET_SEE, thing=of_budget.signed),
    needs("budget-copy", Right.BUDGET_WRITE, thing=of_budget.signed),
    needs("budget-discard", Right.BUDGET_WRITE, thing=of_budget.statement, post=True),
    needs("meeting-plan", Right.MEETING_HOLD, thing=of_meeting.meeting),
    needs("meeting-agenda", Right.MEETING_HOLD, thing=of_meeting.meeting),
    needs("meeting-invitees", Right.MEETING_HOLD, thing=of_meeting.meeting),
    needs("meeting-invite", Right.MEETING_HOLD, thing=of_meeting.meeting, post=True),
    needs("meeting-cancel", Right.MEETING_HOLD, thing=of_meeting.meeting),
    needs("meeting-attendance", Right.MEETING_HOLD, thing=of_meeting.meeting),
    needs("meeting-names", Right.MEETING_NAMES, thing=of_meeting.meeting),
    needs("meeting-name-drop", Right.MEETING_NAMES, thing=of_meeting.name, post=True),
    needs("meeting-sheet", Right.MEETING_SEE, thing=of_meeting.meeting),
    needs("meeting-names-sheet", Right.MEETING_NAMES, thing=of_meeting.meeting),
    needs("meeting-close", Right.MEETING_HOLD, thing=of_meeting.meeting),
    needs("meeting-minutes", Right.MEETING_HOLD, thing=of_meeting.minuted),
    needs("meeting-minutes-version", Right.MEETING_SEE, thing=of_meeting.minutes_version),
    needs("meeting-paper", Right.MEETING_HOLD, thing=of_meeting.paper),
    needs("meeting-photo-add", Right.MEETING_HOLD, thing=of_meeting.meeting, post=True),
    needs("meeting-photo", Right.MEETING_SEE, thing=of_meeting.small_photo),
    needs("meeting-photo-drop", Right.MEETING_HOLD, thing=of_meeting.photo, post=True),
    # register
    needs("register", Right.REGISTER_SEE),
    needs("register-snapshot", Right.REGISTER_SEE, thing=of_register.register),
    needs("register-destroy", Right.REGISTER_DESTROY, thing=of_register.register_to_destroy),
    needs("register-seek", Right.NIK_SHOW, thing=of_register.register),
    needs("register-reveal", Right.NIK_SHOW, thing=of_register.register, post=True),
    needs("register-settled", Right.REGISTER_UPLOAD),
    needs("register-forget-column", Right.REGISTER_UPLOAD, thing=of_register.column, post=True),
    needs("register-forget-place", Right.REGISTER_UPLOAD, thing=of_register.match, post=True),
    needs("register-begin", Right.REGISTER_UPLOAD),
    needs("register-upload", Right.REGISTER_UPLOAD, Right.REGISTER_CONFIRM, thing=of_register.upload),
    needs("register-file", Right.REGISTER_UPLOAD, thing=of_register.upload),
    needs("register-announce", Right.REGISTER_UPLOAD, thing=of_register.upload, post=True),
    needs("register-part", Right.REGISTER_UPLOAD, thing=of_register.part, post=True),
    needs("register-finish", Right.REGISTER_UPLOAD, thing=of_register.upload, post=True),
    needs("register-replace", Right.REGISTER_UPLOAD, thing=of_register.upload, post=True),
    needs("register-withdraw", Right.REGISTER_UPLOAD, thing=of_register.upload, post=True),
    needs("register-columns", Right.REGISTER_UPLOAD, thing=of_register.upload),
    needs("register-places", Right.REGISTER_UPLOAD, thing=of_register.upload),
    needs("register-answer", Right.REGISTER_UPLOAD, thing=of_register.upload),
    needs("register-submit", Right.REGISTER_UPLOAD, thing=of_register.upload, post=True),
    needs("register-decide", Right.REGISTER_CONFIRM, thing=of_register.upload),
    # hardship
    needs("hardship", Right.TARGETING_SEE),
    needs("hardship-begin", Right.TARGETING_COMPUTE),
    needs("hardship-evaluation", Right.TARGETING_SEE, thing=of_hardship.evaluation),
    needs("hardship-place", Right.TARGETING_SEE, thing=of_hardship.place),
    # targeting
    public("targeting-public", {"slug": "tidakada22"}, says=ABSENT_FILE),
    needs("targeting", Right.TARGETING_SEE),
    needs("targeting-board", Right.TARGETING_SEE),
    needs("targeting-begin", Right.TARGETING_COMPUTE),
    Route("targeting-blank", "needs", frozenset({Right.TARGETING_COMPUTE}), given={"name": "indeks.csv"}),
    needs("targeting-file", *WORKING, Right.AUDIT_READ, thing=of_targeting.input_file),
    needs("targeting-picture", Right.TARGETING_SEE, thing=of_targeting.picture),
    needs("targeting-village", Right.TARGETING_SEE, thing=of_targeting.village),
    needs("targeting-run", Right.TARGETING_SEE, thing=of_targeting.decreed_list),
    needs("targeting-computation", Right.TARGETING_SEE, thing=of_targeting.computation),
    needs("targeting-firmness", Right.TARGETING_SEE, thing=of_targeting.decreed_list),
    needs("targeting-history", Right.TARGETING_SEE, thing=of_targeting.decreed_list),
    needs("targeting-scan", Right.TARGETING_SEE, thing=of_targeting.scan),
    needs("targeting-inputs", Right.TARGETING_COMPUTE, thing=of_targeting.step_of_inputs),
    needs("targeting-compute", Right.TARGETING_COMPUTE, thing=of_targeting.decreed_list, post=True),
    needs("targeting-recheck", *CLOSING, Right.TARGETING_COMPUTE, thing=of_targeting.computation, post=True),
    needs("targeting-print", *CLOSING, Right.TARGETING_COMPUTE, thing=of_targeting.paper, post=True),
    needs("targeting-reopen", Right.TARGETING_COMPUTE, thing=of_targeting.decreed_list, post=True),
    needs("targeting-drop", Right.TARGETING_COMPUTE, thing=of_targeting.decreed_list),
    needs("targeting-changes", Right.TARGETING_SEE, thing=of_targeting.decreed_list),
    needs("targeting-withdraw", Right.TARGETING_DISCUSS, thing=of_targeting.change),
    needs("targeting-discuss", Right.TARGETING_DISCUSS, thing=of_targeting.decreed_list),
    needs("targeting-check", Right.TARGETING_CHECK, thing=of_targeting.decreed_list),
    needs("targeting-return", *CLOSING, thing=of_targeting.decreed_list),
    needs("targeting-decree", Right.TARGETING_DECREE, thing=of_targeting.decreed_list),
    needs("targeting-correct", Right.TARGETING_DECREE, thing=of_targeting.decreed_list),
    needs("targeting-assignment", Right.TARGETING_SEE, thing=of_targeting.decreed_list),
    needs("targeting-tables", Right.TARGETING_COMPUTE, thing=of_targeting.decreed_list),
    needs("targeting-assign", Right.TARGETING_COMPUTE, thing=of_targeting.decreed_list, post=True),
    needs("targeting-pairs", Right.TARGETING_SEE, thing=of_targeting.decreed_list),
    needs("targeting-untie", Right.TARGETING_COMPUTE, thing=of_targeting.pair),
    # scan
    needs("scan", Right.SCAN_SEE),
    needs("scan-open", Right.SCAN_OPEN, thing=of_scan.village),
    public("scan-public", {"code": "33.27.01.2001"}, ABSENT_FILE),
    needs("scan-cycle", Right.SCAN_SEE, thing=of_scan.cycle),
    needs("scan-dates", Right.SCAN_OPEN, thing=of_scan.cycle),
    needs("scan-close", Right.SCAN_OPEN, thing=of_scan.cycle),
    needs("scan-households", Right.SCAN_SEE, thing=of_scan.cycle),
    needs("scan-household-seek", Right.SCAN_NAMES, thing=of_scan.cycle),
    needs("scan-household", Right.SCAN_SEE, thing=of_scan.household),
    needs("scan-visit-begin", Right.SCAN_WORK, thing=of_scan.household, post=True),
    needs("scan-paper-entry", Right.SCAN_WORK, thing=of_scan.household),
    needs("scan-visit", Right.SCAN_WORK, thing=of_scan.step),
    needs("scan-visit-check", Right.SCAN_WORK, thing=of_scan.visit),
    needs("scan-photo-add", Right.SCAN_WORK, thing=of_scan.visit, post=True),
    needs("scan-photo", Right.SCAN_NAMES, thing=of_scan.small_photo),
    needs("scan-photo-drop", Right.SCAN_WORK, thing=of_scan.photo, post=True),
    needs("scan-musdes", Right.SCAN_SEE, thing=of_scan.cycle),
    needs("scan-musdes-plan", Right.SCAN_HOLD, thing=of_scan.cycle),
    needs("scan-reading-list", Right.SCAN_NAMES, thing=of_scan.cycle),
    needs("scan-session", Right.SCAN_SEE, thing=of_scan.session),
    needs("scan-rest", Right.SCAN_HOLD, thing=of_scan.session, post=True),
    needs("scan-add", Right.SCAN_HOLD, thing=of_scan.session),
    needs("scan-decide", Right.SCAN_HOLD, thing=of_scan.deciding),
    needs("scan-objection-new", Right.SCAN_HOLD, thing=of_scan.cycle),
    needs("scan-objection", Right.SCAN_HOLD, thing=of_scan.objection),
    # scan: programmes and lists of recipients
    needs("scan-programmes", Right.SCAN_SEE, thing=of_scan.cycle),
    needs("scan-programme-add", Right.SCAN_WORK, thing=of_scan.cycle),
    needs("scan-programmes-copy", Right.SCAN_WORK, thing=of_scan.cycle, post=True),
    needs("scan-file-numbers", Right.SCAN_WORK, thing=of_scan.cycle, post=True),
    needs("scan-problem-add", Right.SCAN_WORK, thing=of_scan.cycle),
    needs("scan-left-out", Right.SCAN_NAMES, thing=of_scan.cycle),
    needs("scan-left-out-paper", Right.SCAN_NAMES, thing=of_scan.cycle),
    needs("scan-programme", Right.SCAN_SEE, thing=of_programmes.programme),
    needs("scan-programme-change", Right.SCAN_WORK, thing=of_programmes.programme),
    needs("scan-programme-drop", Right.SCAN_WORK, thing=of_programmes.programme, post=True),
    needs("scan-list-bring", Right.SCAN_WORK, thing=of_programmes.programme),
    needs("scan-list-template", Right.SCAN_WORK, thing=of_programmes.programme),
    needs("scan-problem-change", Right.SCAN_WORK, thing=of_programmes.problem),
    needs("scan-problem-drop", Right.SCAN_WORK, thing=of_programmes.problem, post=True),
    needs("scan-list", Right.SCAN_SEE, thing=of_programmes.recipients),
    needs("scan-list-answer", Right.SCAN_WORK, thing=of_programmes.recipients),
    needs("scan-list-confirm", Right.SCAN_WORK, thing=of_programmes.recipients, post=True),
    needs("scan-list-drop", Right.SCAN_WORK, thing=of_programmes.recipients, post=True),
    needs("scan-list-pairs", Right.SCAN_NAMES, thing=of_programmes.recipients),
    needs("scan-list-sure", Right.SCAN_NAMES, thing=of_programmes.recipients),
    needs("scan-list-accept", Right.SCAN_NAMES, thing=of_programmes.recipients, post=True),
    needs("scan-pair", Right.SCAN_NAMES, thing=of_programmes.pair),
    needs("scan-potentials", Right.SCAN_SEE, thing=of_scan.cycle),
    needs("scan-potential-add", Right.SCAN_WORK, thing=of_profile.group),
    needs("scan-potential", Right.SCAN_WORK, thing=of_profile.potential),
    needs("scan-potential-drop", Right.SCAN_WORK, thing=of_profile.potential, post=True),
    needs("scan-sid", Right.SCAN_SEE, thing=of_scan.cycle),
    needs("scan-sid-begin", Right.SCAN_WORK, thing=of_scan.cycle),
    needs("scan-sid-check", Right.SCAN_SEE, thing=of_profile.check),
    needs("scan-fgd", Right.SCAN_SEE, thing=of_scan.cycle),
    needs("scan-fgd-views", Right.SCAN_WORK, thing=of_profile.fgd),
    needs("scan-fgd-step", Right.SCAN_WORK, Right.SCAN_HOLD, thing=of_profile.step, post=True),
    needs("scan-fgd-line", Right.SCAN_WORK, thing=of_profile.topic),
    needs("scan-plan", Right.SCAN_SEE, thing=of_scan.cycle),
    needs("scan-plan-begin", Right.SCAN_WORK, thing=of_scan.cycle, post=True),
    needs("scan-plan-version", Right.SCAN_SEE, thing=of_profile.begun_plan),
    needs("scan-plan-line-add", Right.SCAN_WORK, thing=of_profile.begun_plan),
    needs("scan-plan-step", Right.SCAN_WORK, Right.SCAN_HOLD, thing=of_profile.plan_step),
    needs("scan-plan-line", Right.SCAN_WORK, thing=of_profile.draft_line),
    needs("scan-plan-line-drop", Right.SCAN_WORK, thing=of_profile.draft_line, post=True),
    needs("scan-line-news", Right.SCAN_SEE, thing=of_profile.fixed_line),
    needs("scan-supervision", Right.SCAN_SEE, thing=of_scan.cycle),
    needs("scan-supervision-visit", Right.SCAN_SEE, thing=of_profile.visit),
    needs("scan-supervision-photo-add", Right.SCAN_WORK, thing=of_profile.visit, post=True),
    needs("scan-supervision-photo", Right.SCAN_SEE, thing=of_profile.photo),
    needs("scan-reports", Right.SCAN_SEE, thing=of_scan.cycle),
    needs("scan-report", Right.SCAN_OPEN, thing=of_profile.half),
    needs("scan-profile", Right.SCAN_SEE, thing=of_scan.cycle),
    needs("scan-profile-print", Right.SCAN_WORK, thing=of_scan.cycle, post=True),
    # deliberation
    needs("deliberation-sessions", Right.DELIBERATION_SEE),
    needs("deliberation-session-begin", Right.DELIBERATION_MERGE, thing=of_sessions.cycle, post=True),
    needs("deliberation-session", Right.DELIBERATION_SEE, thing=of_sessions.session),
    needs("deliberation-session-units", Right.DELIBERATION_SEE, thing=of_sessions.session),
    needs("deliberation-session-gap", Right.DELIBERATION_SEE, thing=of_sessions.session),
    needs("deliberation-session-ceilings", Right.DELIBERATION_MERGE, thing=of_sessions.session),
    needs("deliberation-session-compute", Right.DELIBERATION_MERGE, thing=of_sessions.session, post=True),
    needs("deliberation-session-change", Right.DELIBERATION_MERGE, thing=of_sessions.session),
    needs("deliberation-session-delegates", Right.DELIBERATION_MERGE, thing=of_sessions.session),
    needs("deliberation-session-delegate-drop", Right.DELIBERATION_MERGE, thing=of_sessions.one, post=True),
    needs("deliberation-session-close", Right.DELIBERATION_MERGE, thing=of_sessions.session, post=True),
    needs("deliberation-session-reopen", Right.DELIBERATION_MERGE, thing=of_sessions.discussed, post=True),
    needs("deliberation-session-decide", Right.DELIBERATION_DECIDE, thing=of_sessions.discussed),
    needs("deliberation-session-paper", Right.DELIBERATION_MERGE, thing=of_sessions.paper, post=True),
    needs("deliberation-upward", Right.DELIBERATION_SEE),
    Route("deliberation-carry-all", "needs", frozenset({Right.DELIBERATION_MERGE}), post=True, given=A_YEAR),
    needs("deliberation-send-up", Right.DELIBERATION_MERGE, thing=of_upward.cycle),
    needs("deliberation-take-in", Right.DELIBERATION_MERGE, thing=of_upward.hand_over, post=True),
    needs("deliberation-desk", Right.DELIBERATION_VERIFY),
    Route(
        "deliberation-desk-paper", "needs", frozenset({Right.DELIBERATION_VERIFY}), post=True, given=A_YEAR
    ),
    Route("deliberation-answers", "needs", frozenset({Right.DELIBERATION_VERIFY}), given=A_YEAR),
    Route("deliberation-answers-export", "needs", frozenset({Right.DELIBERATION_VERIFY}), given=A_YEAR),
    needs("deliberation-answers-look", Right.DELIBERATION_VERIFY, thing=of_upward.answers),
    needs("deliberation-answers-remarks", Right.DELIBERATION_VERIFY, thing=of_upward.answers),
    needs("deliberation-answers-confirm", Right.DELIBERATION_VERIFY, thing=of_upward.answers, post=True),
    needs("deliberation-answers-drop", Right.DELIBERATION_VERIFY, thing=of_upward.answers, post=True),
    Route("deliberation-bookings", "needs", frozenset({Right.DELIBERATION_MERGE}), given=A_YEAR),
    Route("deliberation-bookings-export", "needs", frozenset({Right.DELIBERATION_MERGE}), given=A_YEAR),
    needs("deliberation-bookings-look", Right.DELIBERATION_MERGE, thing=of_upward.bookings),
    needs("deliberation-bookings-remarks", Right.DELIBERATION_MERGE, thing=of_upward.bookings),
    needs("deliberation-bookings-confirm", Right.DELIBERATION_MERGE, thing=of_upward.bookings, post=True),
    needs("deliberation-bookings-drop", Right.DELIBERATION_MERGE, thing=of_upward.bookings, post=True),
    needs("deliberation-answer", Right.DELIBERATION_VERIFY, thing=of_deliberation.proposal),
    needs("deliberation-forum", Right.DELIBERATION_SEE, thing=of_upward.forum),
    needs("deliberation-forum-rank", Right.DELIBERATION_MERGE, thing=of_upward.forum, post=True),
    needs("deliberation-forum-meeting", Right.DELIBERATION_MERGE, thing=of_upward.forum, post=True),
    needs("deliberation-forum-entry", Right.DELIBERATION_MERGE, thing=of_upward.entry),
    needs("deliberation-forum-decide", Right.DELIBERATION_DECIDE, thing=of_upward.forum),
    needs("deliberation-forum-reopen", Right.DELIBERATION_MERGE, thing=of_upward.forum, post=True),
    needs("deliberation-forum-paper", Right.DELIBERATION_MERGE, thing=of_upward.paper, post=True),
    needs("deliberation-results", Right.DELIBERATION_VERIFY),
    needs("deliberation-exchange", Right.DELIBERATION_VERIFY, thing=of_sessions.cycle),
    needs("deliberation-exchange-blank", Right.DELIBERATION_VERIFY, thing=of_sessions.cycle),
    needs("deliberation-exchange-export", Right.DELIBERATION_VERIFY, thing=of_sessions.cycle),
    needs("deliberation-exchange-look", Right.DELIBERATION_VERIFY, thing=of_exchange.table),
    needs("deliberation-exchange-remarks", Right.DELIBERATION_VERIFY, thing=of_exchange.table),
    needs("deliberation-exchange-confirm", Right.DELIBERATION_VERIFY, thing=of_exchange.table, post=True),
    needs("deliberation-exchange-drop", Right.DELIBERATION_VERIFY, thing=of_exchange.table, post=True),
    needs("deliberation-support", Right.DELIBERATION_SEE, thing=of_deliberation.proposal),
    needs("deliberation-support-pledge", *WRITING, thing=of_deliberation.proposal),
    needs("deliberation-support-letter", Right.DELIBERATION_VERIFY, thing=of_deliberation.proposal),
    needs("deliberation-support-receive", *WRITING, thing=of_exchange.pledge),
    needs("deliberation-support-undo", *WRITING, thing=of_exchange.pledge),
    needs("deliberation", Right.DELIBERATION_SEE),
    needs("deliberation-open", Right.DELIBERATION_VERIFY),
    needs("deliberation-calendar", Right.DELIBERATION_SEE, thing=of_deliberation.cycle),
    needs("deliberation-carry", Right.DELIBERATION_VERIFY, thing=of_deliberation.cycle, post=True),
    needs("deliberation-inbox", Right.DELIBERATION_VERIFY),
    needs("deliberation-checking", Right.DELIBERATION_VERIFY),
    needs("deliberation-alike", Right.DELIBERATION_PROPOSE),
    needs("deliberation-new", Right.DELIBERATION_PROPOSE),
    needs("deliberation-proposal", Right.DELIBERATION_SEE, thing=of_deliberation.proposal),
    needs("deliberation-edit", Right.DELIBERATION_PROPOSE, thing=of_deliberation.step),
    needs("deliberation-propose", Right.DELIBERATION_PROPOSE, thing=of_deliberation.proposal, post=True),
    needs("deliberation-withdraw", Right.DELIBERATION_PROPOSE, thing=of_deliberation.proposal, post=True),
    needs("deliberation-move", *MOVING, thing=of_deliberation.proposal),
    needs("deliberation-assess", Right.DELIBERATION_VERIFY, thing=of_deliberation.proposal, post=True),
    needs("deliberation-photos", Right.DELIBERATION_PROPOSE, thing=of_deliberation.proposal),
    needs("deliberation-photo-drop", Right.DELIBERATION_PROPOSE, thing=of_deliberation.photo, post=True),
    needs("deliberation-photo", Right.DELIBERATION_SEE, thing=of_deliberation.small_photo),
    needs("deliberation-list", Right.DELIBERATION_SEE, thing=of_deliberation.unit),
    needs("deliberation-quick", Right.DELIBERATION_PROPOSE, thing=of_deliberation.unit),
    needs("deliberation-hand-over", Right.DELIBERATION_PROPOSE, thing=of_deliberation.ranked_list),
    needs("deliberation-receive", Right.DELIBERATION_VERIFY, thing=of_deliberation.ranked_list, post=True),
    needs("deliberation-reopen", Right.DELIBERATION_VERIFY, thing=of_deliberation.ranked_list, post=True),
    # publication
    public("public-villages"),
    public("public-proposal", {"code": "TIDAKADA22"}, says=ABSENT_FILE),
    public("public-place", {"territory": "35.73.05.1002.001.001"}, says=ABSENT_FILE),
    public("public-place-csv", {"territory": "35.73.05.1002"}, says=ABSENT_FILE),
    public("public-group", {"territory": "35.73.05.1002", "group": "pokmas"}, says=ABSENT_FILE),
    public("public-group-csv", {"territory": "35.73.05.1002", "group": "pokmas"}, says=ABSENT_FILE),
    public("public-printed", {"territory": "35.73.05.1002"}),
    public("public-printed-group", {"territory": "35.73.05.1002", "group": "POKMAS"}),
)
