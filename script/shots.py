"""Takes the pictures of the README: serves demo data from a folder of its own, visits, leaves."""
# ruff: noqa: INP001 -- a script, no package

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATIENCE = 60  # seconds until the site must answer
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 860}

# Name of the picture: page, language, theme, window.
SHOTS = {
    "front-fr": ("front", "fr", "light", DESK),
    "front-ar": ("front", "ar", "light", DESK),
    "front-fr-phone": ("front", "fr", "light", PHONE),
    "front-en-dark": ("front", "en", "dark", DESK),
    "home-fr": ("home", "fr", "light", DESK),
    "home-ar": ("home", "ar", "light", DESK),
    "home-en-dark": ("home", "en", "dark", DESK),
    "home-fr-phone": ("home", "fr", "light", PHONE),
    "review-fr": ("review", "fr", "light", DESK),
    "review-ar": ("review", "ar", "light", DESK),
    "review-en-dark": ("review", "en", "dark", DESK),
    "review-fr-phone": ("review", "fr", "light", PHONE),
    "call-fr": ("call", "fr", "light", DESK),
    "call-fr-phone": ("call", "fr", "light", PHONE),
    "call-ar-dark": ("call", "ar", "dark", DESK),
    "people-fr": ("people", "fr", "light", DESK),
    "request-fr": ("request", "fr", "light", DESK),
    "journal-ar-dark": ("journal", "ar", "dark", DESK),
    "vault-fr-phone": ("vault", "fr", "light", PHONE),
}
# Who visits a page of the ground, and the links that lead there from the first page on.
WAYS = {
    "call": ("Claire", "/open/", ".call-card:has(bdi:text('Médecins du Monde France')) h2 a"),
    "people": ("Youssef", "/organisation/", ".what", ".tabs a:nth-child(2)"),
    "request": ("Élodie", "/privacy/requests/", "th a"),
    "journal": ("Élodie", "/journal/", "a[href*='/journal/0']"),
    "vault": ("Claire", "/vault/", ".what"),
}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 -- our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    sys.exit(f"The site did not answer at {address} within {PATIENCE} seconds.")


def _shoot(browser: Browser, address: str, folder: Path, name: str) -> None:
    page_name, language, theme, window = SHOTS[name]
    context = browser.new_context(
        locale=language, color_scheme=theme, viewport=window, reduced_motion="reduce"
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    page = context.new_page()
    page.goto(address + "/", wait_until="networkidle")
    if page_name in WAYS:
        who, start, *links = WAYS[page_name]
        entry = page.locator(".demo-accounts a", has_text=who).first.get_attribute("href")
        page.goto(f"{address}{entry}", wait_until="networkidle")
        page.goto(f"{address}{start}", wait_until="networkidle")
        for link in links:
            page.goto(address + str(page.locator(link).first.get_attribute("href")))
            page.wait_for_load_state("networkidle")
    elif page_name != "front":
        # The first demo account is a programme officer with a draft that contradicts itself.
        page.locator(".demo-accounts a").first.click()
        page.wait_for_url("**/home/")
    if page_name == "review":
        page.locator(".tasks a.button").first.click()
        page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"{name}.png")
    context.close()


def main(folder: Path) -> None:
    """Every picture of SHOTS stands in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    address = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory(prefix="mandat-shots-") as data:
        environment = os.environ | {"MANDAT_DATA_DIR": data}
        command = [sys.executable, "-m", "mandat.cli.main"]
        subprocess.run(  # noqa: S603 -- our own command
            [*command, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL
        )
        server = subprocess.Popen(  # noqa: S603 -- our own command
            [*command, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(address)
            with sync_playwright() as playwright:
                chromium = shutil.which("chromium") or shutil.which("chromium-browser")
                browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
                for name in SHOTS:
                    _shoot(browser, address, folder, name)
                    print(f"· {folder / name}.png", flush=True)
                browser.close()
        finally:
            server.terminate()
            server.wait(timeout=30)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
