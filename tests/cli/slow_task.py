"""A task that says when it starts, waits for leave to go on, and says that it is done."""

import time

from django.conf import settings


def slow(number: int) -> None:
    log = settings.DATA_DIR / "slow.log"
    with log.open("a") as file:
        file.write(f"started {number}\n")
    while not (settings.DATA_DIR / "go").exists():
        time.sleep(0.05)
    with log.open("a") as file:
        file.write(f"done {number}\n")


def look_for_mail(number: int) -> None:
    """Says how many mails had left when this task was done."""
    sent = len(list((settings.DATA_DIR / "mail").glob("*")))
    with (settings.DATA_DIR / "slow.log").open("a") as file:
        file.write(f"{number} after {sent} mails\n")


def failing(number: int) -> None:
    raise ValueError(f"the name of person {number}")
