"""What people, firms and the centre give for a proposal: pledges and receipts, each an entry for ever."""

from django.db import models
from django.db.models import Q

from berdaya.access.models import Person
from berdaya.deliberation.models.proposals import Proposal
from berdaya.deliberation.rules.contributing import Entry, Form, Giver, Kind


class Contribution(models.Model):
    """One entry about a pledge: pledged, received, let go, taken back. Append-only."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="contributions")
    kind = models.CharField(max_length=8)
    pledge = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="entries")
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    giver = models.CharField(max_length=10)
    name = models.CharField(max_length=120, blank=True)
    form = models.CharField(max_length=8)
    value = models.PositiveBigIntegerField()
    words = models.CharField(max_length=200, blank=True)
    proof = models.CharField(max_length=80, blank=True)
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in Kind]), name="deliberation_contribution_kind"
            ),
            models.CheckConstraint(
                condition=Q(giver__in=[one.value for one in Giver]), name="deliberation_contribution_giver"
            ),
            models.CheckConstraint(
                condition=Q(form__in=[one.value for one in Form]), name="deliberation_contribution_form"
            ),
            models.CheckConstraint(condition=Q(value__gte=1), name="deliberation_contribution_value"),
            models.CheckConstraint(
                condition=Q(kind=Kind.PLEDGE.value, pledge=None)
                | (~Q(kind=Kind.PLEDGE.value) & Q(pledge__isnull=False)),
                name="deliberation_contribution_is_about_a_pledge",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.TAKEN_BACK.value, undoes__isnull=False)
                | (~Q(kind=Kind.TAKEN_BACK.value) & Q(undoes=None)),
                name="deliberation_contribution_takes_back_a_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(giver__in=[Giver.PEOPLE.value, Giver.NEIGHBOURHOOD.value]) | Q(name=""),
                name="deliberation_contribution_names_no_resident",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.proposal_id}"

    @property
    def entry(self) -> Entry:
        return Entry(
            Kind(self.kind),
            self.value,
            self.pledge_id or self.pk,
            Form(self.form),
            Giver(self.giver),
            self.name,
        )

    @property
    def giver_words(self) -> str:
        return self.name or Giver(self.giver).words

    @property
    def form_words(self) -> str:
        return Form(self.form).words
