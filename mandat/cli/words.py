"""The command line's own words, in the reader's language, without starting Django.

They live in the same catalogue as the pages' (`mandat/locale`), read here with the standard
library, so that `--help` answers at once.
"""

import argparse
import gettext
from collections.abc import Sequence

from config import env

LANGUAGES = ("fr", "en", "ar")
LOCALES = env.ROOT / "mandat" / "locale"

_state: dict[str, gettext.NullTranslations] = {}


def _(message: str) -> str:
    """The message in the chosen language."""
    return _state["words"].gettext(message) if _state and message else message


def ngettext(singular: str, plural: str, number: int) -> str:
    if not _state:
        return singular if number == 1 else plural
    return _state["words"].ngettext(singular, plural, number)


def wanted_language(arguments: Sequence[str], locale: str) -> str:
    """`--lang` anywhere among the arguments; else the terminal's locale; else French.

    A locale in a language that mandat does not speak (`de_DE`) gives English; none at all, or
    `C`, gives French, the first language of the house.
    """
    for place, argument in enumerate(arguments):
        name, _equals, value = argument.partition("=")
        if name == "--lang":
            value = value or next(iter(arguments[place + 1 :]), "")
            if value in LANGUAGES:
                return value
    code = locale.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    if code in ("", "c", "posix"):
        return LANGUAGES[0]
    return code if code in LANGUAGES else "en"


def speak(language: str) -> None:
    """Messages are in this language from now on, those of the argument parser too."""
    _state["words"] = gettext.translation(
        "django", localedir=LOCALES, languages=[language], fallback=True
    )
    # argparse looks its words up in its own module; there is no official way to give it others.
    setattr(argparse, "_", _)  # noqa: B010 -- mypy knows no such name
    setattr(argparse, "ngettext", ngettext)  # noqa: B010


def language_option() -> argparse.ArgumentParser:
    """What every command and its parts take: `--lang`, a parent for their parsers."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help=_("language of messages (by default the terminal's, else French)"),
    )
    return parent


def argparse_words() -> tuple[str, ...]:
    """The words that argparse says to people: listed here to reach the catalogues."""
    return (
        _("usage: "),
        _("options"),
        _("positional arguments"),
        _("show this help message and exit"),
        _("show program's version number and exit"),
        _("%(prog)s: error: %(message)s\n"),
        _("the following arguments are required: %s"),
        _("unrecognized arguments: %s"),
        _("argument %(argument_name)s: %(message)s"),
        _("invalid choice: %(value)r (choose from %(choices)s)"),
        _("invalid %(type)s value: %(value)r"),
        _("expected one argument"),
    )
