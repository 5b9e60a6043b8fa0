"""What can be found: one row for each object and language, derived from the object itself."""

from django.db import models
from django.db.models import Q

from mandat.core.holdings import DataClass


class SearchEntry(models.Model):
    """What one object says in one language, as it is looked up and as it is shown.

    `title_terms` and `body_terms` hold the forms of the words (`analyser`), `marks` the tokens
    that every question is limited by (`kinds.mark`: kind, access, filter). The database keeps its
    full-text index from these three columns by itself (`engines`). `excerpt` is plain text, to
    show where the words stand.
    """

    kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    language = models.CharField(max_length=8, blank=True)
    organisation = models.UUIDField(null=True)  # public id
    data_class = models.PositiveSmallIntegerField(default=DataClass.INTERNAL.value)
    at = models.DateTimeField()  # what is newer comes first among equals
    title = models.CharField(max_length=500)
    excerpt = models.TextField(blank=True)
    title_terms = models.TextField(blank=True)
    body_terms = models.TextField(blank=True)
    marks = models.TextField()
    analysed_with = models.PositiveSmallIntegerField()  # analyser.VERSION of the terms

    class Meta:
        indexes = [models.Index(fields=["kind", "analysed_with"], name="search_entry_stale")]
        constraints = [
            models.UniqueConstraint(
                name="search_entry_once", fields=["kind", "object_id", "language"]
            ),
            models.CheckConstraint(
                name="search_entry_holds_nothing_secret",
                condition=Q(data_class__in=[DataClass.PUBLIC.value, DataClass.INTERNAL.value]),
            ),
            models.CheckConstraint(
                name="search_entry_public_only_what_is",
                condition=Q(data_class=DataClass.PUBLIC.value) | ~Q(marks__contains=" public "),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {self.language}"
