"""Registers judged in the office: when, by which rules, the signs of every place. Nothing changes later."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.register.models import Snapshot


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def seen_from(self, territory: str) -> Self:
        """Of registers that hold places of the territory."""
        return self.filter(snapshot__in=Snapshot.objects.seen_from(territory))

    def plain(self) -> Self:
        """Judged as the rule has it, without a variant."""
        return self.filter(variants="")

    def newest_first(self) -> Self:
        return self.order_by("-snapshot__edition", "-pk")


class Evaluation(models.Model):
    """A confirmed register judged once by certain rules. Append-only.

    `variants` are names parted by spaces; `answer` is what `berdaya hardship evaluate --json` tells, as JSON.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="evaluations")
    territory = CodeField(blank=True)
    on_date = models.DateField()
    variants = models.CharField(max_length=80, blank=True)
    rules = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64)
    households = models.PositiveBigIntegerField()
    answer = models.TextField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "on_date", "variants", "rules"], name="hardship_judged_once_by_each_rule"
            )
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.on_date} {self.variants}".strip()


class PlaceSign(models.Model):
    """How many households of decile 1 in a village show a sign, of those where it is known. Append-only."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="signs")
    code = CodeField()
    sign = models.CharField(max_length=4)
    households = models.PositiveIntegerField()
    met = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    z = models.DecimalField(max_digits=24, decimal_places=12, null=True)
    share = models.DecimalField(max_digits=14, decimal_places=12)

    class Meta:
        ordering = ["code", "sign"]
        indexes = [models.Index(fields=["code"], name="hardship_sign_place")]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "code", "sign"], name="hardship_sign_once"),
            models.CheckConstraint(
                condition=Q(met__lte=F("known")) & Q(known__lte=F("households")),
                name="hardship_parts_of_the_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.code} {self.sign}"
