"""Somebody who applies over HTTP, without script: forms, links, the mail."""

import re

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mandat.intake.models import Application
from tests.mail.delivering import delivered

LINK = re.compile(r"https?://[^/\s]+(/apply/link/[0-9a-f]{64}/)")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def browser():
    """The browser of somebody who reads English."""
    return Client(headers={"Accept-Language": "en"})


def ask_for_link(client, call, address="amina@example.org"):
    """The form of the call's own page."""
    path = reverse("apply:start_application", args=[call.token])
    return client.post(path, {"email": address})


def link_in_mail():
    """The path of the link in the newest mail that has one."""
    delivered()
    found = [m for message in mail.outbox for m in LINK.findall(message.body)]
    return found[-1]


def begun(call, address="amina@example.org", client=None):
    """A browser that opened its link, and the application behind it."""
    client = client or browser()
    ask_for_link(client, call, address)
    answer = client.get(link_in_mail())
    public_id = answer.headers["Location"].strip("/").split("/")[-1]
    return client, Application.objects.get(public_id=public_id)


def page(name, application, *args):
    """The path of one of the applicant's pages."""
    return reverse(f"my:{name}", args=[application.public_id, *args])


def pdf(name="note.pdf", data=PDF):
    return SimpleUploadedFile(name, data, "application/pdf")


def send(client, application, slot, *files):
    """The ordinary form of one place."""
    path = page("edit_documents", application)
    return client.post(path, {"slot": slot, "files": list(files)})


ONCE = re.compile(r'name="once" value="([\w-]+)"')


def once_of(client, application):
    """The secret of the page of the last click, loaded anew."""
    return ONCE.search(client.get(page("check_application", application)).text).group(1)


def click(client, application, once=None, **settings):
    """The last click."""
    once = once or once_of(client, application)
    path = page("check_application", application)
    return client.post(path, {"once": once, "declared": "on"}, **settings)
