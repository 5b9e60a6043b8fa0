"""Uploads under way: which file is coming, and which of its segments lie sealed already."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mandat.core.keys import new_public_id
from mandat.people.models import Organisation


class Upload(models.Model):
    """A file that is on its way. The row exists exactly as long as that: finished, it is a `File`
    of the same public id; given up or forgotten, it is gone and its key with it.

    It comes from an account, or from a visitor with a pass. `owner_label`, `owner_id` and
    `sealed_under` are what the file will have from its first moment. The name of a secret file
    lies sealed.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    use = models.CharField(max_length=60)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    pass_name = models.CharField(max_length=100, blank=True, db_index=True)
    target = models.CharField(max_length=200, blank=True)  # what the page says it is for
    owner_label = models.CharField(max_length=60, blank=True)
    owner_id = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=255, blank=True)  # as its sender calls it; never a path
    sealed_name = models.BinaryField(null=True, blank=True)  # instead, for a secret use
    size = models.BigIntegerField()  # bytes, as announced; no more are taken
    storage_key = models.CharField(max_length=32, unique=True)
    key_name = models.CharField(max_length=60)
    sealed_under = models.CharField(max_length=60, blank=True)  # of the finished file, if another
    wrapped_key = models.BinaryField()
    begun_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)  # moved on by each piece

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="upload_size_positive", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="upload_by_account_or_pass",
                condition=Q(account__isnull=False, pass_name="")
                | (Q(account__isnull=True) & ~Q(pass_name="")),
            ),
            models.CheckConstraint(
                name="upload_name_open_or_sealed",
                condition=Q(name="") | Q(sealed_name__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_secret(self) -> bool:
        """Whether nobody but its sender learns what it is called and how large it is."""
        return self.sealed_name is not None

    def is_over(self, at: datetime) -> bool:
        """Whether nobody may continue it any more."""
        return at >= self.expires_at


class UploadSegment(models.Model):
    """A segment that lies sealed in the storage, and the SHA-256 of the bytes that came."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="segments")
    number = models.PositiveIntegerField()  # from 0
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["upload", "number"]
        constraints = [
            models.UniqueConstraint(name="upload_segment_once", fields=["upload", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
