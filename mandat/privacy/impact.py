"""The annex of the impact assessment (Article 35(7) GDPR), made from the declarations.

It describes the processing and what protects it, as the code does it. Necessity, risks to
people and their opinion are judgements: the annex leaves them to the assessment itself.
"""

from collections import Counter
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mandat.core.holdings import DataClass
from mandat.core.languages import direction
from mandat.core.printing import render_pdf
from mandat.privacy.register import Activity, activities, as_rows
from mandat.privacy.words import CLASSES

PRINTING = Path(__file__).resolve().parent / "printing"


def measures() -> list[tuple[str, str]]:
    """What protects the data (Article 32 GDPR): the measure, and how it works here."""
    return [
        (
            _("Access"),
            _(
                "Each page, file and export asks one policy. Roles are granted per organisation, "
                "end by a date and can be taken back; there is no account that sees everything."
            ),
        ),
        (
            _("Sign-in"),
            _(
                "By a code sent by e-mail, a passkey or a password; a second factor for the roles "
                "that meet confidential data."
            ),
        ),
        (
            _("Encryption at rest"),
            _(
                "Files and the words of requests are encrypted (AES-256-GCM) under keys kept "
                "outside the database."
            ),
        ),
        (
            _("Record"),
            _(
                "Each act stands in a journal that cannot be changed without a trace, by "
                "identifiers, without names or texts. Reading confidential data is recorded too."
            ),
        ),
        (
            _("Erasure"),
            _(
                "What is over is erased every day, with proof. An erasure is repeated when a "
                "backup is restored."
            ),
        ),
        (
            _("No third parties"),
            _(
                "Pages load nothing from elsewhere. No network address and no description of the "
                "browser is kept."
            ),
        ),
        (
            _("What this does not protect against"),
            _(
                "Who controls the server while it runs can read what its users open. Keys and "
                "database on one machine protect backups and stolen disks, not a seized running "
                "machine."
            ),
        ),
    ]


def annex() -> dict[str, Any]:
    """Everything the annex says, as plain data, in the language of the moment."""
    found = activities()
    code = get_language() or "en"
    return {
        "title": _("Annex of the impact assessment: the processing and what protects it"),
        "language": code,
        "direction": direction(code),
        "made_on": timezone.now().date().isoformat(),
        "counts": _counts(found),
        "activities": as_rows(found),
        "measures": [list(m) for m in measures()],
        "words": _words(),
    }


def _counts(found: list[Activity]) -> list[list[Any]]:
    """How many columns hold data of each class, the highest first."""
    by_class = Counter(DataClass(f.data_class) for a in found for f in a.fields)
    return [[str(CLASSES[c]), by_class[c]] for c in sorted(by_class, reverse=True)]


def _words() -> dict[str, str]:
    return {
        "made_on": _("Made from the code's own declarations on"),
        "counts": _("Personal data by class"),
        "class": _("Class"),
        "columns": _("Columns"),
        "activities": _("Processing activities"),
        "purpose": _("Purpose"),
        "basis": _("Legal basis"),
        "people": _("People concerned"),
        "data": _("Data"),
        "kept": _("Kept for"),
        "readers": _("Read by"),
        "recipients": _("Recipients"),
        "special": _("Special categories (Article 9)"),
        "nobody": _("nobody outside the organisation"),
        "measures": _("Measures"),
        "yes": _("yes"),
        "no": _("no"),
    }


def annex_pdf(data: dict[str, Any]) -> bytes:
    """The annex on paper."""
    return render_pdf(PRINTING / "impact.typ", data | {"rows": activity_facts(data)})


def write_annex(folder: Path) -> list[Path]:
    """The annex as Markdown, HTML and PDF in the folder; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    data = annex()
    paths = [folder / f"impact-annex.{ending}" for ending in ("md", "html", "pdf")]
    paths[0].write_text(as_markdown(data), "utf-8")
    page = {"annex": data, "rows": activity_facts(data)}
    paths[1].write_text(render_to_string("privacy/impact_document.html", page), "utf-8")
    paths[2].write_bytes(annex_pdf(data))
    return paths


def as_markdown(data: dict[str, Any]) -> str:
    """The annex as Markdown, a heading for each activity."""
    words = data["words"]
    lines = [f"# {data['title']}", "", f"{words['made_on']} {data['made_on']}.", ""]
    lines += [
        f"## {words['counts']}",
        "",
        f"| {words['class']} | {words['columns']} |",
        "|---|---|",
    ]
    lines += [f"| {label} | {count} |" for label, count in data["counts"]]
    lines += ["", f"## {words['activities']}"]
    for row in activity_facts(data):
        lines += ["", f"### {row['title']}", ""]
        lines += [f"- **{label}**: {value}" for label, value in row["facts"]]
    lines += ["", f"## {words['measures']}", ""]
    lines += [f"- **{name}**: {text}" for name, text in data["measures"]]
    return "\n".join(lines) + "\n"


def activity_facts(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Each activity of an annex with its title and its facts, for pages."""
    return [
        {"title": f"{row['room']} · {row['purpose']}", "facts": facts_of(row, data["words"])}
        for row in data["activities"]
    ]


def facts_of(row: dict[str, Any], words: dict[str, str]) -> list[tuple[str, str]]:
    """One activity as pairs of label and text."""
    return [
        (words["basis"], row["basis"]),
        (words["people"], "; ".join(row["people"])),
        (words["data"], ", ".join(row["data"])),
        (words["class"], str(CLASSES[row["class"]])),
        (words["special"], words["yes"] if row["special_categories"] else words["no"]),
        (words["kept"], "; ".join(row["kept"])),
        (words["readers"], "; ".join(row["readers"])),
        (words["recipients"], "; ".join(row["recipients"]) or words["nobody"]),
    ]
