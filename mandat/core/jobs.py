"""The house's own periodic jobs."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone
from django_q.models import Task

KEEP_RESULTS = timedelta(days=7)  # as long as logs are kept


def clear_sessions() -> None:
    """Sessions that have ended are no longer stored."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def forget_results() -> None:
    """What the queue remembers of finished tasks is a week old at most."""
    Task.objects.filter(stopped__lt=timezone.now() - KEEP_RESULTS).delete()
