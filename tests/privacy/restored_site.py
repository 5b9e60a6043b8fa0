"""What the test of erasure does inside a site: a person with a file, their erasure, what is left.

Run as `python -m tests.privacy.restored_site ACT` in the environment of the site.
"""

import json
import sys

import django

django.setup()

from mandat.audit.services import OPERATOR  # noqa: E402 -- after set-up
from mandat.documents.models import File  # noqa: E402
from mandat.documents.services import open_file, receive_file  # noqa: E402
from mandat.documents.uses import Use, register_use  # noqa: E402
from mandat.people.models import Account  # noqa: E402
from mandat.people.roles import Role  # noqa: E402
from mandat.people.services import add_account, find_or_add_organisation, grant_role  # noqa: E402
from mandat.privacy.models import DataRequest  # noqa: E402
from mandat.privacy.sealing import words  # noqa: E402
from mandat.privacy.services.cases import Asked, submit_request  # noqa: E402
from mandat.privacy.services.erasure import execute_erasure, plan_erasure  # noqa: E402
from mandat.privacy.states import RequestKind  # noqa: E402

USE = Use("calls.test", "test", frozenset({"text/plain"}), 10_000_000, lambda by, file: True)
PEOPLE = {"fatou@example.org": "Fatou Ndiaye", "awa@example.org": "Awa Diop"}
SECRET = b"What Fatou said in the interview. "


def make():
    """Two people with an account and a file each, and an officer."""
    register_use(USE)
    organisation = find_or_add_organisation(name="Maison des droits", by=OPERATOR)
    officer = add_account(email="dpo@example.org", name="Odile", language="en", by=OPERATOR)
    role = Role.DATA_PROTECTION_OFFICER
    grant_role(account=officer, organisation=organisation, role=role, by=OPERATOR)
    for email, name in PEOPLE.items():
        account = add_account(email=email, name=name, language="en", by=OPERATOR)
        grant_role(account=account, organisation=organisation, role=Role.READER, by=OPERATOR)
        receive_file(
            use=USE,
            name=f"{name}.txt",
            chunks=[SECRET * 20_000],
            organisation=organisation,
            key_name=f"organisation.{organisation.public_id.hex}",
            owner=None,
            by=account,
        )


def erase():
    """Fatou asked, signed in, and the officer erased."""
    person = Account.objects.get(email="fatou@example.org")
    officer = Account.objects.get(email="dpo@example.org")
    asked = Asked(
        organisation=officer.grants.get().organisation,
        kind=RequestKind.ERASURE,
        email="",
        name="",
        words="Please forget me.",
        language="en",
    )
    case = submit_request(asked=asked, by=person)
    plan = plan_erasure(case)
    execute_erasure(public_id=case.public_id, plan_sha256=plan.sha256, by=officer)


def show():
    """Who there is, and which files open."""
    print(
        json.dumps(
            {
                "accounts": sorted(Account.objects.values_list("email", flat=True)),
                "names": sorted(n for n in Account.objects.values_list("name", flat=True) if n),
                "files": sorted(_opened(f) for f in File.objects.all()),
                "requests": [words(r, "words") for r in DataRequest.objects.all()],
            }
        )
    )


def _opened(file):
    try:
        content = b"".join(open_file(file))
    except Exception as error:  # noqa: BLE001 -- its name is the answer
        return type(error).__name__
    return f"opened {file.name}" if content.startswith(SECRET) else "other"


if __name__ == "__main__":
    {"make": make, "erase": erase, "show": show}[sys.argv[1]]()
