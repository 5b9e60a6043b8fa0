"""Whole addresses of our own pages, for what is read elsewhere: mail, feeds, open data, paper."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse


def absolute(name: str, /, *args: Any, **names: Any) -> str:
    """The whole address of a page by the name of its view.

    Its arguments come in their order or by their names, never both.
    """
    return f"{settings.SITE_URL}{reverse(name, args=args, kwargs=names)}"


def site_host() -> str:
    """The name of the machine in our addresses, which mails and feeds carry in their ids."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"
