"""What a computation found. Nothing here is ever changed: another computation gets another number."""

from fractions import Fraction

from django.db import models
from django.db.models import Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.targeting.models.runs import Inputs, Run
from berdaya.targeting.rules.places import Stratum
from berdaya.targeting.rules.sensitivity import Firmness


class Computation(Inputs):
    """One computed list with its inputs, its figures for the summary boxes, and its pictures. Append-only."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="computations")
    number = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    software = models.CharField(max_length=40)
    input_digest = models.CharField(max_length=64)
    result_digest = models.CharField(max_length=64)
    register_words = models.CharField(max_length=160)
    index_name = models.CharField(max_length=40)
    index_words = models.CharField(max_length=60)
    rule_key = models.CharField(max_length=80)
    rule_source = models.CharField(max_length=300)
    rule_standing = models.CharField(max_length=20)
    places = models.PositiveIntegerField()
    desa = models.PositiveIntegerField()
    kelurahan = models.PositiveIntegerField()
    desa_seats = models.PositiveIntegerField()
    kelurahan_seats = models.PositiveIntegerField()
    n_all = models.PositiveBigIntegerField()
    n_selected = models.PositiveBigIntegerField()
    inti = models.PositiveIntegerField()
    ambang_inside = models.PositiveIntegerField()
    ambang_outside = models.PositiveIntegerField()
    lists = models.PositiveIntegerField()
    scatter = models.CharField(max_length=80, blank=True)
    scatter_words = models.TextField(blank=True)
    map = models.CharField(max_length=80, blank=True)
    map_words = models.TextField(blank=True)

    class Meta:
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="targeting_computation_one_of_each_number")
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number}"

    @property
    def seats(self) -> int:
        return self.desa_seats + self.kelurahan_seats

    @property
    def ambang(self) -> int:
        return self.ambang_inside + self.ambang_outside

    @property
    def covered(self) -> Fraction:
        return Fraction(self.n_selected, self.n_all)


class ComputationAnswer(models.Model):
    """The whole answer of `select`, which papers read. Apart, so that lists do not carry it. Append-only."""

    computation = models.OneToOneField(
        Computation, on_delete=models.PROTECT, primary_key=True, related_name="answer"
    )
    content = models.TextField()

    def __str__(self) -> str:
        return str(self.computation_id)


class PlaceResultQuerySet(models.QuerySet["PlaceResult"]):
    def in_order(self) -> "PlaceResultQuerySet":
        """Desa by rank, then kelurahan by rank."""
        return self.order_by("stratum", "rank")


class PlaceResult(models.Model):
    """One place of a computed list. Append-only."""

    computation = models.ForeignKey(Computation, on_delete=models.PROTECT, related_name="results")
    code = CodeField()
    name = models.CharField(max_length=120)
    kecamatan = models.CharField(max_length=120)
    stratum = models.CharField(max_length=10)
    rank = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    whole = models.PositiveIntegerField(null=True)
    listed = models.PositiveIntegerField(null=True)
    idm = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    status = models.CharField(max_length=40, blank=True)
    red = models.BooleanField(null=True)
    score = models.CharField(max_length=80)
    times = models.PositiveIntegerField()
    firmness = models.CharField(max_length=10)
    selected = models.BooleanField()
    reason = models.TextField()
    tipping = models.CharField(max_length=200, blank=True)

    objects = PlaceResultQuerySet.as_manager()

    class Meta:
        ordering = ["computation", "stratum", "rank"]
        indexes = [models.Index(fields=["code"], name="targeting_result_place")]
        constraints = [
            models.UniqueConstraint(fields=["computation", "code"], name="targeting_result_once_per_place"),
            models.UniqueConstraint(
                fields=["computation", "stratum", "rank"], name="targeting_result_one_of_each_rank"
            ),
            models.CheckConstraint(
                condition=Q(stratum__in=[s.value for s in Stratum]), name="targeting_result_stratum_is_known"
            ),
            models.CheckConstraint(
                condition=Q(firmness__in=[f.value for f in Firmness]),
                name="targeting_result_firmness_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.rank}"


class Recheck(models.Model):
    """Somebody had a list computed once more from what is stored, and whether it came out the same."""

    computation = models.ForeignKey(Computation, on_delete=models.PROTECT, related_name="rechecks")
    input_digest = models.CharField(max_length=64)
    result_digest = models.CharField(max_length=64)
    software = models.CharField(max_length=40)
    same = models.BooleanField()
    differs = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.computation_id} {'sama' if self.same else 'berbeda'}"
