"""Papers of the office: numbers, versions, signed scans, and how they ended. Verbs are in the services."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.rules.rights import Right
from berdaya.access.territory import within_filter
from berdaya.documents.rules import OVER, Standing

_OVER = sorted(standing.value for standing in OVER)
STANDINGS = [(standing.value, standing.value) for standing in Standing]


class Series(models.Model):
    """A book of numbers: one for each office, kind of paper and year. `last` moves under a lock."""

    territory = CodeField(blank=True)
    office = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    pattern = models.CharField(max_length=60)
    first = models.PositiveIntegerField(default=1)
    last = models.PositiveIntegerField(default=0)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-year", "office", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "office", "kind", "year"], name="documents_one_book_a_year"
            ),
            models.CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first") - 1), name="documents_book_starts_at_its_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}, {self.office}"


class Number(models.Model):
    """A number that was taken from a book, by whom and for what. Append-only; no number is given twice."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="numbers")
    n = models.PositiveIntegerField()
    text = models.CharField(max_length=80)
    source = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-n"]
        indexes = [models.Index(fields=["series", "source"], name="documents_number_source")]
        constraints = [
            models.UniqueConstraint(fields=["series", "n"], name="documents_number_given_once"),
            models.CheckConstraint(
                condition=~Q(source="") | ~Q(purpose=""), name="documents_number_is_for_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class NumberGap(models.Model):
    """A number that was taken and stays without a paper, and why. Append-only."""

    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="gap")
    reason = models.CharField(max_length=200)
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.number_id)


class DocumentQuerySet(models.QuerySet["Document"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def readable(self, rights: frozenset[Right]) -> Self:
        """Those whose content these rights open: each paper names the right that it asks for."""
        return self.filter(reading__in=sorted(right.value for right in rights))

    def standing(self) -> Self:
        """Neither void nor replaced."""
        return self.exclude(status__in=_OVER)


class Document(models.Model):
    """One paper of the office. What it says and its file stand in its versions; this row holds the newest.

    `source` names the record that it was made from (`targeting:run:12`), `link` its page, `label` the short
    name that is printed at its foot.
    """

    territory = CodeField(blank=True)
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=240)
    office = models.CharField(max_length=120)
    number = models.CharField(max_length=80, blank=True)
    date = models.DateField()
    status = models.CharField(max_length=20, choices=STANDINGS)
    label = models.CharField(max_length=9, unique=True)
    latest = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=80)
    link = models.CharField(max_length=200, blank=True)
    reading = models.CharField(max_length=40, default=Right.DOCUMENTS_SEE.value)
    taken = models.OneToOneField(Number, on_delete=models.PROTECT, null=True, related_name="document")
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(fields=["territory", "date"], name="documents_place_date"),
            models.Index(fields=["territory", "status", "reading"], name="documents_place_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind"], condition=~Q(status__in=_OVER), name="documents_one_paper_stands"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[standing.value for standing in Standing]),
                name="documents_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status=Standing.DRAFT.value)
                | Q(status__in=_OVER)
                | (~Q(number="") & Q(issued_at__isnull=False)),
                name="documents_issued_with_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()

    @property
    def standing(self) -> Standing:
        return Standing(self.status)


class Version(models.Model):
    """One print of a paper: its file, its digests, the code in its QR. Append-only."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=240)
    number = models.CharField(max_length=80, blank=True)
    date = models.DateField()
    mark = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=26, unique=True)
    content = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    file = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    book = models.CharField(max_length=80, blank=True)
    book_sha256 = models.CharField(max_length=64, blank=True)
    audit_head = models.CharField(max_length=60)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["document", "version"], name="documents_version_once")]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.version}"


class Cancellation(models.Model):
    """A paper that does not hold, and why. Append-only."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="cancellation")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.document_id)


class Replacement(models.Model):
    """A paper that gave way to another. Append-only."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="replacement")
    successor = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="replaces")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(document=F("successor")), name="documents_not_replaced_by_itself"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} -> {self.successor_id}"


class SignedScan(models.Model):
    """The paper as it was signed by hand, uploaded. Append-only; a second person compares it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="scans")
    version = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "version", "sha256"], name="documents_scan_once")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.uploaded_at:%Y-%m-%d}"


class ScanCheck(models.Model):
    """What the second person found: the scan is the signed paper, or it is not. Append-only."""

    scan = models.OneToOneField(SignedScan, on_delete=models.PROTECT, related_name="check_of")
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(by=F("uploaded_by")), name="documents_scan_checked_by_a_second_person"
            ),
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(note=""), name="documents_scan_refused_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.scan_id)
