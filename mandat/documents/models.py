"""Files that people sent: what is known about each, and where its sealed bytes lie."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

from mandat.core.choices import codes
from mandat.core.holdings import DataClass
from mandat.core.keys import new_public_id
from mandat.documents.states import WITHHELD, FileState, Making, Scan
from mandat.documents.uploads.models import Upload, UploadSegment
from mandat.people.models import Organisation

__all__ = ["File", "Upload", "UploadSegment"]


class File(models.Model):
    """One file. Its bytes lie sealed in the storage; the key that opens them is here, wrapped.

    `use` names what it is for, and with it who may read it. `owner_label` and `owner_id` name
    the object that it belongs to, as the journal does: `documents` stands below its owners and
    knows none of them. An erased file keeps its row without name, fingerprint or key: that a
    file was there and when it went can be shown, what it was cannot. The row of a secret file
    is silent from the beginning.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    is_secret = models.BooleanField(default=False)  # what it is called and is, its owner keeps
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    use = models.CharField(max_length=60)
    owner_label = models.CharField(max_length=60, blank=True)
    owner_id = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=255, blank=True)  # as its sender called it; never a path
    media_type = models.CharField(max_length=120, blank=True)  # told by content; "" until then
    size = models.BigIntegerField()  # bytes, as sent
    sha256 = models.CharField(max_length=64, blank=True)  # of the bytes as sent; "" once erased
    storage_key = models.CharField(max_length=32, unique=True)  # random, 32 hexadecimal digits
    key_name = models.CharField(max_length=60, db_index=True)
    wrapped_key = models.BinaryField(null=True, blank=True)  # nothing once erased
    segments = models.PositiveIntegerField()
    page_count = models.PositiveIntegerField(null=True, blank=True)
    page_count_exact = models.BooleanField(default=False)
    state = models.CharField(
        max_length=12,
        default=FileState.RECEIVED,
        choices=codes(FileState),
    )
    refusal_code = models.CharField(max_length=40, blank=True)
    refusal_params = models.JSONField(default=dict, blank=True)  # what the words of it need
    warnings = models.JSONField(default=list, blank=True)  # codes of what was noticed
    made_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="made"
    )  # this one is a copy of it or a part of it, made here
    making = models.CharField(max_length=12, blank=True, choices=codes(Making))
    removed = models.JSONField(default=list, blank=True)  # codes of what a cleaned copy lost
    scan = models.CharField(max_length=16, default=Scan.NOT_SCANNED, choices=codes(Scan))
    scanned_at = models.DateTimeField(null=True, blank=True)
    data_class = models.PositiveSmallIntegerField(default=DataClass.CONFIDENTIAL)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    received_at = models.DateTimeField(default=timezone.now, db_index=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["owner_label", "owner_id"], name="file_by_owner")]
        constraints = [
            models.CheckConstraint(
                name="file_state_known", condition=Q(state__in=[s.value for s in FileState])
            ),
            models.CheckConstraint(
                name="file_scan_known", condition=Q(scan__in=[s.value for s in Scan])
            ),
            models.CheckConstraint(
                name="file_class_known",
                condition=Q(data_class__in=[c.value for c in DataClass]),
            ),
            models.CheckConstraint(
                name="file_code_exactly_when_refused_or_locked",
                condition=(Q(state__in=[FileState.REFUSED, FileState.LOCKED]) & ~Q(refusal_code=""))
                | (~Q(state__in=[FileState.REFUSED, FileState.LOCKED]) & Q(refusal_code="")),
            ),
            models.CheckConstraint(
                name="file_infected_is_never_safe",
                condition=~Q(scan=Scan.INFECTED, state=FileState.SAFE),
            ),
            models.CheckConstraint(
                name="file_made_from_exactly_when_made",
                condition=Q(made_from__isnull=True, making="")
                | (Q(made_from__isnull=False) & Q(making__in=[m.value for m in Making])),
            ),
            models.CheckConstraint(
                name="file_secret_says_nothing",
                condition=Q(is_secret=False)
                | Q(
                    name="",
                    media_type="",
                    page_count__isnull=True,
                    page_count_exact=False,
                    refusal_code__in=["", WITHHELD],
                    data_class=DataClass.SECRET,
                ),
            ),
            models.CheckConstraint(name="file_size_not_negative", condition=Q(size__gte=0)),
            models.CheckConstraint(name="file_has_segments", condition=Q(segments__gte=1)),
            models.CheckConstraint(
                name="file_key_exactly_until_erased",
                condition=Q(
                    Exact(Length("sha256"), 64), erased_at__isnull=True, wrapped_key__isnull=False
                )
                | Q(erased_at__isnull=False, wrapped_key__isnull=True, sha256="", name=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_erased(self) -> bool:
        """Whether its key is gone, and with it what it said."""
        return self.erased_at is not None

    @property
    def is_readable(self) -> bool:
        """Whether people may be given its bytes at all: safe, and still there."""
        return self.state == FileState.SAFE and self.erased_at is None
