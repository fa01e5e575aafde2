"""The year of a village, its proposals with every move that they made, and the ranked lists of its units.

A unit is an RT or RW (its code) or a group (the village's code and the name of the body).
"""

from typing import Final, Self

from django.db import models
from django.db.models import F, Prefetch, Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.territory import within_filter
from berdaya.deliberation.rules.kinds import Origin, Source, StageKind
from berdaya.deliberation.rules.states import BACKWARD, FORUM, Reason, State
from berdaya.documents.models import Document
from berdaya.meeting.models import Meeting
from berdaya.plan.models import MENUS, KamusItem

OPEN, CLOSED = "dibuka", "ditutup"
_NUMBERED: Final = ~Q(state__in=[State.DRAFT.value, State.WITHDRAWN.value])


class CycleQuerySet(models.QuerySet["Cycle"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def open(self) -> Self:
        return self.filter(state=OPEN)


class Cycle(models.Model):
    """One plan year (N+1) of a village, or of the kecamatan for its calendar."""

    territory = CodeField()
    plan_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=OPEN)
    last_number = models.PositiveIntegerField(default=0)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-plan_year", "territory"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "plan_year"], name="deliberation_one_cycle_a_year"),
            models.CheckConstraint(condition=Q(state__in=[OPEN, CLOSED]), name="deliberation_cycle_state"),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.plan_year}"


class Stage(models.Model):
    """What has to be done between two days of the year, and by whom."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    first = models.DateField()
    last = models.DateField()
    who = models.CharField(max_length=80)

    class Meta:
        ordering = ["cycle", "position"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind"], name="deliberation_stage_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in StageKind]), name="deliberation_stage_kind"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="deliberation_stage_days"),
        ]

    def __str__(self) -> str:
        return self.stage.words

    @property
    def stage(self) -> StageKind:
        return StageKind(self.kind)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def of_unit(self, territory: str, body: str = "") -> Self:
        return self.filter(territory=territory, body=body)

    def in_states(self, states: frozenset[State]) -> Self:
        return self.filter(state__in=[state.value for state in states])

    def on_the_table(self) -> Self:
        """Those that a musrenbang of the village decides on."""
        return self.in_states(FORUM)

    def told(self) -> Self:
        """With everything that a list of proposals shows."""
        return self.select_related("cycle", "item", "before").prefetch_related(
            Prefetch("moves", queryset=Move.objects.select_related("answer").order_by("-pk"))
        )


class Proposal(models.Model):
    """What a unit asks for in one plan year. Its number in the year comes when it is proposed."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=12, unique=True)  # the short address that strangers know it by
    territory = CodeField()
    body = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120)
    item = models.ForeignKey(KamusItem, on_delete=models.PROTECT, null=True, related_name="+")
    free_reason = models.CharField(max_length=300, blank=True)
    menu = models.CharField(max_length=20)
    condition = models.CharField(max_length=40, blank=True)
    sub_item = models.CharField(max_length=60, blank=True)
    problem = models.CharField(max_length=400, blank=True)
    place = models.CharField(max_length=200, blank=True)
    place_code = CodeField(blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    volume = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    unit = models.CharField(max_length=40, blank=True)
    cost = models.PositiveBigIntegerField(null=True)
    men = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    households = models.PositiveIntegerField(null=True)
    poor = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=20, default=Origin.REMBUG.value)
    origin_text = models.CharField(max_length=200, blank=True)
    origin_link = models.CharField(max_length=200, blank=True)
    priority = models.CharField(max_length=40, blank=True)  # code of the plan's priority that it serves
    urgency = models.PositiveSmallIntegerField(null=True)
    fit = models.PositiveSmallIntegerField(null=True)
    readiness = models.PositiveSmallIntegerField(null=True)
    years_carried = models.PositiveSmallIntegerField(default=0)
    before = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="after")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    state = models.CharField(max_length=20, default=State.DRAFT.value)
    target = models.CharField(max_length=20, blank=True)
    agency = models.CharField(max_length=120, blank=True)  # to whom the levels above addressed it
    granted = models.PositiveBigIntegerField(null=True)  # what the last answer gave, where one did
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["cycle", "number", "pk"]
        indexes = [
            models.Index(fields=["cycle", "territory", "state"], name="deliberation_by_unit"),
            models.Index(fields=["territory", "state"], name="deliberation_by_place"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="deliberation_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="deliberation_state_is_known"
            ),
            models.CheckConstraint(
                condition=~_NUMBERED | Q(number__isnull=False), name="deliberation_proposed_is_numbered"
            ),
            models.CheckConstraint(
                condition=~_NUMBERED | Q(cost__gte=1), name="deliberation_proposed_has_a_cost"
            ),
            models.CheckConstraint(condition=Q(menu__in=["", *MENUS]), name="deliberation_menu_is_known"),
            models.CheckConstraint(
                condition=Q(source__in=["", *(one.value for one in Source)]), name="deliberation_source_known"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=[one.value for one in Origin]), name="deliberation_origin_known"
            ),
            *[
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                    name=f"deliberation_{name}_one_to_five",
                )
                for name in ("urgency", "fit", "readiness")
            ],
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> State:
        return State(self.state)

    @property
    def sent_up(self) -> bool:
        """Addressed to an agency: from then on the city plans and budgets it, not the village."""
        return bool(self.agency)

    @property
    def label(self) -> str:
        """`2027-014`, or `draf`."""
        return f"{self.cycle.plan_year}-{self.number:03d}" if self.number else "draf"


class Move(models.Model):
    """One step of a proposal: from where to where, why, by whom, and who does what next. Append-only."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="moves")
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=400, blank=True)
    target = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=10)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    on_behalf = models.BooleanField(default=False)
    owner = models.CharField(max_length=80, blank=True)
    next_on = models.DateField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["proposal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(after__in=[state.value for state in State]), name="deliberation_move_state"
            ),
            models.CheckConstraint(
                condition=~Q(after__in=sorted(state.value for state in BACKWARD))
                | (Q(reason__in=[reason.value for reason in Reason]) & ~Q(words="")),
                name="deliberation_move_back_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def state(self) -> State:
        return State(self.after)

    @property
    def reason_words(self) -> str:
        return Reason(self.reason).words if self.reason else ""


class RankedListQuerySet(models.QuerySet["RankedList"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def of_unit(self, territory: str, body: str = "") -> Self:
        return self.filter(territory=territory, body=body)

    def handed_over(self) -> Self:
        return self.exclude(handed_at=None)

    def current(self) -> Self:
        """Those that count: not replaced by a later version."""
        return self.filter(replaced=False)


class RankedList(models.Model):
    """The list of a unit, the most wanted first. Handed over, it is closed; what follows is a new version.

    `revision` counts the changes of the order: whoever changes an order that is no longer the present one
    is told so.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="lists")
    territory = CodeField()
    body = models.CharField(max_length=120, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    revision = models.PositiveIntegerField(default=0)
    replaced = models.BooleanField(default=False)
    held_on = models.DateField(null=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    on_behalf = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    handed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    record = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    receipt = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")

    objects = RankedListQuerySet.as_manager()

    class Meta:
        ordering = ["cycle", "territory", "body", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "territory", "body", "version"], name="deliberation_list_version"
            ),
            models.UniqueConstraint(
                fields=["cycle", "territory", "body"],
                condition=Q(replaced=False),
                name="deliberation_one_present_list",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(handed_at__isnull=False),
                name="deliberation_received_after_handed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.body}".strip()

    @property
    def open(self) -> bool:
        return self.handed_at is None


class RankedItem(models.Model):
    """A proposal and its place in a list."""

    list = models.ForeignKey(RankedList, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="ranks")

    class Meta:
        ordering = ["list", "position"]
        constraints = [
            models.UniqueConstraint(fields=["list", "position"], name="deliberation_rank_once"),
            models.UniqueConstraint(fields=["list", "proposal"], name="deliberation_ranked_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="deliberation_rank_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.position}"


class Photo(models.Model):
    """A picture of the place or the problem, drawn anew from its pixels."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="photos")
    file = models.CharField(max_length=80)
    small = models.CharField(max_length=80)
    words = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "sha256"], name="deliberation_photo_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.pk}"
