"""Editions of lists and their rows. An edition is written when a second person confirms it; never changed.

Until then it is a `Draft`: a file with its findings. The rows of a draft stand in its file only.
"""

from typing import Final, Self

from django.db import models
from django.db.models import F, Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.territory import within_filter
from berdaya.plan.rules.code_lists import ApbdesRow as ApbdesFacts
from berdaya.plan.rules.code_lists import NomenclatureRow as NomenclatureFacts
from berdaya.plan.rules.drafts import State
from berdaya.plan.rules.force import holders_of
from berdaya.plan.rules.lists import AuthorityRow as AuthorityFacts
from berdaya.plan.rules.lists import KamusRow as KamusFacts
from berdaya.plan.rules.lists import Level, ListKind
from berdaya.plan.rules.lists import PriorityRow as PriorityFacts

KINDS: Final = [kind.value for kind in ListKind]
LEVELS: Final = [level.value for level in Level]
MENUS: Final = ["sarpras", "pemberdayaan"]


def _of_period(name: str) -> list[models.BaseConstraint]:
    """What drafts and editions share: a known list, a source, an end that is not before the beginning."""
    return [
        models.CheckConstraint(condition=Q(kind__in=KINDS), name=f"plan_{name}_kind_is_known"),
        models.CheckConstraint(condition=~Q(source=""), name=f"plan_{name}_has_a_source"),
        models.CheckConstraint(
            condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            name=f"plan_{name}_ends_after_it_begins",
        ),
    ]


class EditionQuerySet(models.QuerySet["Edition"]):
    def seen_from(self, territory: str) -> Self:
        """Lists that hold for a territory, its own and those of wider ones, and those of places within it."""
        return self.filter(
            Q(**within_filter(territory, "territory")) | Q(territory__in=holders_of(territory))
        )

    def over(self, territory: str) -> Self:
        """Lists that may hold in a territory: its own and those of wider ones."""
        return self.filter(territory__in=holders_of(territory))

    def beside(self, edition: "Edition") -> Self:
        """All editions of the same list, territory and series."""
        return self.filter(kind=edition.kind, territory=edition.territory, series=edition.series)


class Edition(models.Model):
    """One list for one territory from a day on: made and confirmed by whom, from which file. Append-only."""

    kind = models.CharField(max_length=20)
    territory = CodeField(blank=True)
    series = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=160)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    file = models.CharField(max_length=80, blank=True)
    file_title = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "territory", "series", "-valid_from", "-pk"]
        indexes = [models.Index(fields=["kind", "territory", "valid_from"], name="plan_edition_place")]
        constraints = [
            *_of_period("edition"),
            models.CheckConstraint(condition=Q(rows__gte=1), name="plan_edition_is_not_empty"),
            models.CheckConstraint(
                condition=Q(made_by=None) | ~Q(made_by=F("confirmed_by")),
                name="plan_edition_confirmed_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def list_kind(self) -> ListKind:
        return ListKind(self.kind)


class DraftQuerySet(models.QuerySet["Draft"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def open(self) -> Self:
        """Those that nobody has decided or dropped."""
        return self.filter(state__in=[State.DRAFT.value, State.SUBMITTED.value])

    def told(self) -> Self:
        """With everything that a page shows, in one query."""
        return self.select_related("made_by", "decided_by", "edition")


class Draft(models.Model):
    """A file that may become an edition. Whoever brought it submits it; a second person decides."""

    kind = models.CharField(max_length=20)
    territory = CodeField(blank=True)
    series = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=160)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    file = models.CharField(max_length=80)
    file_title = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    locale = models.CharField(max_length=2)
    rows = models.PositiveIntegerField()
    errors = models.PositiveIntegerField()
    state = models.CharField(max_length=20, default=State.DRAFT.value)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, null=True, related_name="draft")

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["territory", "state"], name="plan_draft_place")]
        constraints = [
            *_of_period("draft"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="plan_draft_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.SUBMITTED.value, State.CONFIRMED.value])
                | Q(errors=0, rows__gte=1),
                name="plan_draft_with_errors_goes_nowhere",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CONFIRMED.value, edition__isnull=False)
                | (~Q(state=State.CONFIRMED.value) & Q(edition=None)),
                name="plan_draft_confirmed_is_an_edition",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.CONFIRMED.value, State.RETURNED.value])
                | (Q(decided_by__isnull=False) & (Q(made_by=None) | ~Q(decided_by=F("made_by")))),
                name="plan_draft_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RETURNED.value) | ~Q(reason=""),
                name="plan_draft_returned_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> State:
        return State(self.state)

    @property
    def list_kind(self) -> ListKind:
        return ListKind(self.kind)


class PriorityLine(models.Model):
    """What a plan promises: for one year, or without a year for each year of its period. Append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="priorities")
    position = models.PositiveIntegerField()
    document = models.CharField(max_length=40)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField(default=0)  # 0: each year of the period
    title = models.CharField(max_length=300)
    indicator = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=60, blank=True)
    agency = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code", "year"], name="plan_priority_once_a_year"),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="plan_priority_period_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def row(self) -> PriorityFacts:
        """The facts that the rules judge."""
        return PriorityFacts(
            self.document, self.first_year, self.last_year, self.code, self.year or None, self.title,
            self.indicator, self.unit, self.target, self.agency, self.source,
        )  # fmt: skip


class AuthorityLine(models.Model):
    """Work of more than `above` and up to `up_to` rupiah belongs to this level. Append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="authorities")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    work = models.CharField(max_length=60)
    title = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=20)
    above = models.PositiveBigIntegerField(null=True)
    up_to = models.PositiveBigIntegerField(null=True)
    agency = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="plan_authority_one_code"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="plan_authority_level_is_known"),
            models.CheckConstraint(
                condition=Q(above=None) | Q(up_to=None) | Q(up_to__gt=F("above")),
                name="plan_authority_limits_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.work}"

    @property
    def row(self) -> AuthorityFacts:
        """The facts that the rules judge."""
        return AuthorityFacts(
            self.code, self.work, self.title, Level(self.level), self.above, self.up_to, self.agency,
            self.source,
        )  # fmt: skip


class KamusItem(models.Model):
    """Something that may be proposed: menu, unit, price range, who is responsible. Append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    menu = models.CharField(max_length=20)
    part = models.CharField(max_length=60, blank=True)
    sub_item = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    also = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=40)
    price_low = models.PositiveBigIntegerField()
    price_high = models.PositiveBigIntegerField()
    level = models.CharField(max_length=20)
    agency = models.CharField(max_length=120, blank=True)
    work = models.CharField(max_length=60)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="plan_item_one_code"),
            models.CheckConstraint(condition=Q(menu__in=MENUS), name="plan_item_menu_is_known"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="plan_item_level_is_known"),
            models.CheckConstraint(
                condition=Q(price_high__gte=F("price_low")) & Q(price_high__gte=1),
                name="plan_item_price_is_a_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def row(self) -> KamusFacts:
        """The facts that the rules judge."""
        return KamusFacts(
            self.code, self.menu, self.part, self.sub_item, self.name, self.also, self.unit, self.price_low,
            self.price_high, Level(self.level), self.agency, self.work, self.note,
        )  # fmt: skip


class NomenclatureLine(models.Model):
    """One subkegiatan of one version of the official list. Append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="subactivities")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=600)
    indicator = models.CharField(max_length=600, blank=True)
    unit = models.CharField(max_length=120, blank=True)
    tags = models.CharField(max_length=600, blank=True)
    program = models.CharField(max_length=400, blank=True)
    activity = models.CharField(max_length=600, blank=True)
    performance = models.CharField(max_length=600, blank=True)
    definition = models.TextField(blank=True)
    before = models.TextField(blank=True)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="plan_nomenclature_one_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def row(self) -> NomenclatureFacts:
        """The facts that the rules judge."""
        return NomenclatureFacts(
            self.code, self.title, self.indicator, self.unit, self.tags, self.program, self.activity,
            self.performance, self.definition, self.before,
        )  # fmt: skip


class ApbdesLine(models.Model):
    """One code of the budget of a desa. Append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="desa_codes")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=400)
    output = models.CharField(max_length=400, blank=True)
    unit = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="plan_apbdes_one_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def row(self) -> ApbdesFacts:
        """The facts that the rules judge."""
        return ApbdesFacts(self.code, self.title, self.output, self.unit, self.source)


Line = PriorityLine | AuthorityLine | KamusItem | NomenclatureLine | ApbdesLine
LINES: Final[dict[ListKind, type[Line]]] = {
    ListKind.PRIORITIES: PriorityLine,
    ListKind.AUTHORITY: AuthorityLine,
    ListKind.KAMUS: KamusItem,
    ListKind.NOMENCLATURE: NomenclatureLine,
    ListKind.APBDES: ApbdesLine,
}
