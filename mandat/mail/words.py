"""What the journal calls the acts of this room."""

from django.utils.translation import gettext_lazy as _

OBJECT = _("Mail")
ACTS = {
    "mail.message.failed": _("gave up sending a mail"),
    "mail.message.bounced": _("recorded a mail that came back"),
    "mail.message.retried": _("had a mail sent again"),
    "mail.message.cancelled": _("cancelled a mail"),
}
