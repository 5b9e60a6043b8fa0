"""The journal: what was done, by whom, to what. Ids and codes only, never names or texts."""

from django.db import models

from mandat.core.keys import new_public_id


class Entry(models.Model):
    """One act, written in the transaction that did it. Never changed afterwards."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    at = models.DateTimeField(db_index=True)
    organisation = models.UUIDField(null=True, db_index=True)
    actor = models.CharField(max_length=64)  # an account's public id, "operator" or "worker"
    action = models.CharField(max_length=80)  # room.object.past_participle
    subject_label = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict, blank=True)  # ids and codes only

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="entry_names_actor_and_action",
                condition=~models.Q(actor="") & ~models.Q(action=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_id}"
