"""Opening pages of the journal and reading them as a person does."""

import html
import re

from django.test import Client
from django.urls import reverse


def client_of(account):
    client = Client()
    client.force_login(account)
    return client


def address(organisation, name="show_journal"):
    return reverse(f"journal:{name}", args=[organisation.public_id])


def text_of(response):
    """What a person reads: without tags, blanks as one."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def lines_in(response):
    """What stands below the filter, whose choices name every kind of act."""
    return text_of(response).partition(" Filter ")[2]
