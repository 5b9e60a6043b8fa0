"""Somebody on a long walk through the site, in one language, who looks at each new page."""

import os
from pathlib import Path

from playwright.sync_api import expect

SHOTS = os.environ.get("MANDAT_SHOTS")  # a folder for pictures of the way


class Person:
    """Somebody at a browser who looks at each page that is new to them."""

    def __init__(self, visit, name, language):
        self.visit, self.page, self.name, self.language = visit, visit.page, name, language
        self.number = 0

    def open(self, path, status=200):
        return self.visit.open(path, status=status)

    def look(self, what):
        """The page serves everybody; a picture is kept where a folder is named."""
        self.number += 1
        if SHOTS:
            folder = Path(SHOTS)
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{self.language}-{self.name}-{self.number:02}-{what}.png"
            self.page.screenshot(path=folder / name, full_page=True)
        assert self.visit.violations() == [], what
        assert self.visit.overflow() <= 0, what
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    def press(self, selector):
        """A control that leads to another page, or to this one anew."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def link_to(self, path):
        self.press(f'a[href="{path}"]')

    def send(self, path, **values):
        """The form with that address, filled in by the names of its controls."""
        form = self.page.locator(f'form[action^="{path}"]').first
        for name, value in values.items():
            control = form.locator(f'[name="{name}"]').first
            is_choice = control.evaluate("e => e.tagName") == "SELECT"
            control.select_option(value) if is_choice else control.fill(value)
        with self.page.expect_navigation():
            form.locator("button").last.click()
