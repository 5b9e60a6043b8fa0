"""A room of the tests' own: its files come by pass, some are secret, and it is told of them."""

from uuid import UUID

from mandat.documents.kinds import KINDS
from mandat.documents.uses import Destination, Shown, Use
from mandat.people.models import Organisation

OFFER = "tests.offer"
PAPER = "tests.paper"


class Office:
    """The owner of the files is an organisation: whoever holds its pass sends and looks."""

    def __init__(self):
        self.received, self.checked, self.refuses = [], [], None

    def uses(self):
        """A secret use and an ordinary one, with the same hooks."""
        given = {"kinds": KINDS, "max_bytes": 3_000_000, "can_read": self.can_read}
        hooks = {"send_to": self.send_to, "received": self.on_received, "checked": self.on_checked}
        return [
            Use(OFFER, "Offer", secret=True, opens_zip=True, shown=self.shown, **given, **hooks),
            Use(PAPER, "Paper", joins_photos=True, **given, **hooks),
        ]

    def can_read(self, by, file):
        return f"people.organisation:{UUID(file.owner_id).hex}" in by.passes

    def send_to(self, by, target):
        identity, _slash, sealed_under = target.partition("/")
        owner = Organisation.objects.filter(public_id=identity).first()
        if owner is None or f"people.organisation:{owner.public_id.hex}" not in by.passes:
            return None
        key = f"organisation.{owner.public_id.hex}"
        return Destination(owner, key, owner=owner, sealed_under=sealed_under)

    def on_received(self, file, facts):
        if self.refuses:
            raise self.refuses
        self.received.append((file.public_id, facts))

    def on_checked(self, file, findings):
        self.checked.append((file.public_id, findings))

    def shown(self, by, file):
        """The sender alone is shown the name and the pages."""
        if not self.can_read(by, file):
            return None
        names = dict(self.received)
        pages = {i: f.page_count for i, f in self.checked}
        facts = names[file.public_id]
        return Shown(name=facts.name, size=facts.size, page_count=pages.get(file.public_id))
