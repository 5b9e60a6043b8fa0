"""What the public list is filtered by: one row for each country, theme, language of a call."""

from django.db import models
from django.db.models import Q

from mandat.calls.models.drafts import Call
from mandat.calls.states import FacetKind
from mandat.core.choices import codes


class CallFacet(models.Model):
    """Something that the published call is about, in a form that a list can ask for.

    It repeats what the version says, with the deadline beside it, so that a filtered list is read
    in order from one index; `calls.public.facets.write_facets` makes it again. A sensitive call
    has none.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="facets")
    kind = models.CharField(max_length=12, choices=codes(FacetKind))
    value = models.CharField(max_length=40)
    deadline_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="call_facet_once", fields=["call", "kind", "value"]),
            models.CheckConstraint(
                name="call_facet_kind_known", condition=Q(kind__in=[k.value for k in FacetKind])
            ),
            models.CheckConstraint(name="call_facet_has_value", condition=~Q(value="")),
        ]
        indexes = [models.Index(fields=["kind", "value", "deadline_at"], name="call_facet_due")]

    def __str__(self) -> str:
        return f"{self.call_id}.{self.kind}.{self.value}"
