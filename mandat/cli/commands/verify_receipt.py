"""`mandat verify-receipt`: whether a receipt is genuine, with this site's key or another's."""

import argparse
import base64
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import reason, start_django
from mandat.cli.words import _

if TYPE_CHECKING:
    from mandat.intake.receipts.signing import Signed

NAME = "verify-receipt"
_LARGEST = 40_000_000  # bytes: a mail may carry attachments beside the receipt
_KEY_BYTES = 32


def summary() -> str:
    return _("say whether a receipt is genuine")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat verify-receipt receipt.json\n"
        "  mandat verify-receipt receipt.eml --key key.txt --json\n"
        "\n"
        "The file is the receipt as it was downloaded, or the mail that carried it. With --key\n"
        "(the public key of a site, or a file that holds it) no site and no database are needed.\n"
        "Exit code 0: genuine; 1: not genuine; 2: no receipt could be read."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("the file, or - for standard input"))
    parser.add_argument(
        "--key", metavar="PUBLIC", help=_("the public key, or a file that holds it (base64)")
    )
    parser.add_argument("--json", action="store_true", help=_("print a JSON object"))


def run(arguments: argparse.Namespace) -> int:
    given = _public(arguments.key) if arguments.key else None
    data = _read(arguments.file)
    start_django(arguments.lang, stores_nothing=given is not None)
    from mandat.intake.receipts.in_mail import receipt_in  # noqa: PLC0415 -- after start_django
    from mandat.intake.receipts.signing import is_genuine  # noqa: PLC0415

    signed = receipt_in(data)
    if signed is None:
        raise GivenUp(_("No receipt could be read in %(file)s.") % {"file": arguments.file})
    genuine = is_genuine(signed, given if given is not None else _own_key())
    _say(signed, genuine=genuine, as_json=arguments.json)
    return Exit.DONE if genuine else Exit.FOUND


def _own_key() -> bytes:
    """The key of this site; a site that has none yet has signed nothing."""
    from mandat.core.crypto import CryptoError, key_provider  # noqa: PLC0415 -- after start_django
    from mandat.intake.receipts.signing import public_key  # noqa: PLC0415

    try:
        if key_provider().exists("house"):
            return public_key()
    except CryptoError:
        pass
    raise GivenUp(
        _("This site has no key of its own. Give the public key of the other one: --key."),
        Exit.NOT_READY,
    )


def _public(given: str) -> bytes:
    """The 32 bytes of a key that was given as text or as a file."""
    text = given
    try:
        if Path(given).is_file():
            text = Path(given).read_text("ascii", "replace")
    except OSError:  # too long for the name of a file: it is the key itself, or nothing
        pass
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise GivenUp(_("This is no public key: 32 bytes in base64 are needed."))
    return key


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(_LARGEST)
    try:
        with Path(name).open("rb") as file:
            return file.read(_LARGEST)
    except OSError as error:
        raise GivenUp(
            _("%(file)s cannot be read: %(reason)s.") % {"file": name, "reason": reason(error)}
        ) from None


def _say(signed: "Signed", *, genuine: bool, as_json: bool) -> None:
    whole = signed.whole
    said = {name: whole.get(name) for name in ("reference", "filing", "filed_at")}
    if as_json:
        print(json.dumps({"genuine": genuine, **(said if genuine else {})}, ensure_ascii=False))
    elif genuine:
        print(
            _("Genuine: application %(reference)s, version %(filing)s, received %(filed_at)s.")
            % said
        )
    else:
        print(_("Not genuine: these words were not signed with this key."))
