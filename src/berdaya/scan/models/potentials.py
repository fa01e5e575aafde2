"""What a village could live from, in four groups: each has its own columns, and the two marks of all."""

from collections.abc import Mapping
from typing import Any, Final, Self

from django.db import models
from django.db.models import Q

from berdaya.access.models import Person
from berdaya.kernel.sexes import BySex
from berdaya.scan.models.cycle import Cycle
from berdaya.scan.rules.potentials import AGES, Rated


class PotentialQuerySet(models.QuerySet["Potential"]):
    def standing(self) -> Self:
        """Those that nobody took off."""
        return self.filter(dropped=False)


class Potential(models.Model):
    """One entry of a group. `name` says what there is; never whose it is where that is a person."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="potentials")
    group = models.CharField(max_length=2)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    condition = models.PositiveSmallIntegerField()
    prospect = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=300, blank=True)
    obstacle = models.CharField(max_length=300, blank=True)
    dropped = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    objects = PotentialQuerySet.as_manager()

    class Meta:
        ordering = ["group", "kind", "name", "pk"]
        indexes = [models.Index(fields=["cycle", "group"], name="scan_potential_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__in=["P1", "P2", "P3", "P4"]), name="scan_potential_group_is_known"
            ),
            models.CheckConstraint(
                condition=Q(condition__lte=3, prospect__lte=3), name="scan_potential_marks_0_to_3"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.group} {self.pk}"

    @property
    def rated(self) -> Rated:
        return Rated(self.name, self.condition, self.prospect)


class NaturalFacts(models.Model):
    """P1: how large, how much a year, whose in kind, how far used, roughly where (place level)."""

    potential = models.OneToOneField(
        Potential, on_delete=models.CASCADE, primary_key=True, related_name="natural"
    )
    commodity = models.CharField(max_length=120, blank=True)
    extent = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    extent_unit = models.CharField(max_length=20, blank=True)
    harvest = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    harvest_unit = models.CharField(max_length=20, blank=True)
    owner = models.CharField(max_length=12, blank=True)
    used = models.PositiveSmallIntegerField(null=True)
    latitude = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    longitude = models.DecimalField(max_digits=6, decimal_places=3, null=True)

    def __str__(self) -> str:
        return str(self.potential_id)


class BodyFacts(models.Model):
    """P2: an economic body: since when, by what paper, its members by sex, whether it meets, its money."""

    potential = models.OneToOneField(
        Potential, on_delete=models.CASCADE, primary_key=True, related_name="body"
    )
    founded = models.PositiveSmallIntegerField(null=True)
    legal = models.CharField(max_length=120, blank=True)
    legal_date = models.DateField(null=True)
    men = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    active = models.BooleanField(null=True)
    capital = models.BigIntegerField(null=True)
    turnover = models.BigIntegerField(null=True)
    last_rat = models.DateField(null=True)
    chair = models.CharField(max_length=1, blank=True)
    assistance = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(chair__in=["", "L", "P"]), name="scan_chair_is_l_or_p")
        ]

    def __str__(self) -> str:
        return str(self.potential_id)


class BusinessFacts(models.Model):
    """P3: businesses of one product: how many, workers by sex, band of turnover, papers, market."""

    potential = models.OneToOneField(
        Potential, on_delete=models.CASCADE, primary_key=True, related_name="business"
    )
    units = models.PositiveIntegerField(null=True)
    men = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    turnover = models.CharField(max_length=4, blank=True)
    nib = models.BooleanField(default=False)
    pirt = models.BooleanField(default=False)
    halal = models.BooleanField(default=False)
    market = models.CharField(max_length=12, blank=True)

    def __str__(self) -> str:
        return str(self.potential_id)


class SkillFacts(models.Model):
    """P4: people with a skill, by sex and band of age; counts only."""

    potential = models.OneToOneField(
        Potential, on_delete=models.CASCADE, primary_key=True, related_name="skill"
    )
    men_u15 = models.PositiveIntegerField(default=0)
    women_u15 = models.PositiveIntegerField(default=0)
    men_u25 = models.PositiveIntegerField(default=0)
    women_u25 = models.PositiveIntegerField(default=0)
    men_u45 = models.PositiveIntegerField(default=0)
    women_u45 = models.PositiveIntegerField(default=0)
    men_u60 = models.PositiveIntegerField(default=0)
    women_u60 = models.PositiveIntegerField(default=0)
    certificate = models.BooleanField(null=True)
    employed = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return str(self.potential_id)

    @property
    def people(self) -> BySex:
        return BySex(
            sum(getattr(self, f"men_{age}") for age in AGES),
            sum(getattr(self, f"women_{age}") for age in AGES),
        )


FACTS: Final[Mapping[str, Any]] = {"P1": NaturalFacts, "P2": BodyFacts, "P3": BusinessFacts, "P4": SkillFacts}
