"""What the libraries' own tables hold about people: sign-in, sessions, the queue of tasks."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from mandat.core.holdings import Basis, DataClass, Holding, PersonalField

_OPERATOR = (_("who runs the server"),)


def _field(
    column: str,
    purpose: object,
    data_class: DataClass = DataClass.INTERNAL,
    keep: timedelta | None = None,
    keep_from: object = _("as long as the account"),
) -> PersonalField:
    return PersonalField(
        field=column,
        purpose=purpose,
        basis=Basis.CONTRACT,
        data_class=data_class,
        keep=keep,
        keep_from=keep_from,
        readers=_OPERATOR,
    )


_SIGN_IN = _("Letting people sign in, and nobody else in their name.")

LIBRARIES = Holding(
    room="libraries",
    label=_("Sign-in and queue of tasks"),
    fields=(
        _field("account.EmailAddress.email", _SIGN_IN),
        _field("account.EmailAddress.user", _SIGN_IN),
        _field("mfa.Authenticator.user", _SIGN_IN),
        _field("mfa.Authenticator.data", _SIGN_IN, DataClass.SECRET),
        _field(
            "sessions.Session.session_data",
            _SIGN_IN,
            DataClass.CONFIDENTIAL,
            timedelta(hours=12),
            _("the sign-in"),
        ),
    ),
    impersonal=(
        "account.EmailConfirmation.key",  # of a random token
        "mfa.Authenticator.type",
        "sessions.Session.session_key",
        "contenttypes.ContentType.app_label",
        "contenttypes.ContentType.model",
        "auth.Permission.name",
        "auth.Permission.codename",
        "auth.Group.name",
        # The queue holds dotted names and ids; a failure is stored by its kind alone.
        "django_q.Schedule.name",
        "django_q.Schedule.func",
        "django_q.Schedule.hook",
        "django_q.Schedule.args",
        "django_q.Schedule.kwargs",
        "django_q.Schedule.schedule_type",
        "django_q.Schedule.cron",
        "django_q.Schedule.task",
        "django_q.Schedule.intended_date_kwarg",
        "django_q.Schedule.cluster",
        "django_q.Task.id",
        "django_q.Task.name",
        "django_q.Task.func",
        "django_q.Task.hook",
        "django_q.Task.args",
        "django_q.Task.kwargs",
        "django_q.Task.result",
        "django_q.Task.group",
        "django_q.Task.cluster",
        "django_q.OrmQ.key",
        "django_q.OrmQ.payload",
    ),
)
