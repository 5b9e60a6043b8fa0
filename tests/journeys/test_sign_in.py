"""Coming in and going out: by a code, by a password, by a link of the demo."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from mandat.audit.models import Entry
from mandat.people.demo import sign_in_links
from tests.factories import make_account
from tests.mail.delivering import delivered

PASSWORD = "a sentence only I know"


def test_a_person_signs_in_by_a_code_from_their_mail(visit, officer):
    page = visit.open("/home/")
    page.get_by_label("E-mail address").fill(officer.email)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Type the code")).to_be_visible()
    [sent] = delivered()
    code = re.search(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{2,4}$", sent.body, re.MULTILINE)
    assert code is not None, sent.body
    assert visit.violations() == []

    page.get_by_label("Code").fill(code.group())
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello Amina")
    assert Entry.objects.filter(action="people.account.signed_in").count() == 1


def test_a_wrong_code_says_so_and_lets_try_again(visit, officer):
    page = visit.open(reverse("account_login"))
    page.get_by_label("E-mail address").fill(officer.email)
    page.get_by_role("button", name="Continue").click()

    page.get_by_label("Code").fill("WRONG1")
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_label("Code")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("alert")).to_be_visible()
    assert visit.violations() == []


def test_a_person_signs_in_by_password_and_out_again(visit, organisation):
    account = make_account(email="lea@example.org", password=PASSWORD, name="Léa Martin")
    page = visit.open(reverse("account_login"))
    expect(page.get_by_label("Password", exact=True)).to_be_hidden()
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("With my password").check()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/home/$"))

    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()

    expect(page).to_have_url(visit.address + "/")
    actions = list(Entry.objects.values_list("action", flat=True))
    assert actions[-2:] == ["people.account.signed_in", "people.account.signed_out"]


def test_a_wrong_password_tells_nothing_about_the_account(visit, officer):
    texts = []
    for address in (officer.email, "nobody@example.org"):
        page = visit.open(reverse("account_login"))
        page.get_by_label("E-mail address").fill(address)
        page.get_by_label("With my password").check()
        page.get_by_label("Password", exact=True).fill("not the password")
        page.get_by_role("button", name="Continue").click()
        texts.append(page.get_by_role("alert").inner_text())

    assert texts[0] == texts[1] != ""


def test_one_click_signs_in_to_the_demo(visit, settings, db):
    settings.DEMO = True
    make_account(email="nadia@demo.example.org", name="Nadia Benali")
    page = visit.open("/")

    page.get_by_role("link", name="Sign in as Nadia Benali").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello Nadia")
    assert len(sign_in_links()) == 1
