"""Letters as programs really write them, or as they arrive after something went wrong."""

import base64
import re
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from tests.intake.letters.making import (
    HOUSE_ADDRESS,
    HOUSE_HOST,
    IN_TIME,
    SHARED,
    address_of,
    attach,
    delivered,
    message,
    pdf,
    subject_of,
    winmail,
)

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _head(s, kind, *, more=""):
    subject = base64.b64encode(subject_of("minors").encode()).decode()
    name = base64.b64encode(s.said.name.encode()).decode()
    return (
        f"From: =?utf-8?B?{name}?= <{s.key}@candidates.example>\r\nTo: {address_of('minors')}\r\n"
        f"Subject: =?UTF-8?b?{subject}?=\r\nDate: Mon, 9 Nov 2026 11:59:40 +0100\r\n"
        f"Message-ID: <{s.identifier()}>\r\nMIME-Version: 1.0\r\n{more}Content-Type: {kind}\r\n\r\n"
    ).encode()


def _lines(data):
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def _file(data, disposition, kind="application/pdf"):
    return (
        f"\r\n--cut\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: {disposition}\r\n\r\n"
    ).encode() + _lines(data)


def _mixed(s, files, *, end=b"\r\n--cut--\r\n", text=None, charset="utf-8", codec="utf-8", more=""):
    words = (s.said.applies if text is None else text).replace("\n", "\r\n")
    declared = f"; charset={charset}" if charset else ""
    body = (
        f"--cut\r\nContent-Type: text/plain{declared}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    ).encode() + words.encode(codec)
    return delivered(_head(s, 'multipart/mixed; boundary="cut"', more=more) + body + files + end)


def _files(s, *which):
    """Files named by percent-encoding (RFC 2231), as most programs do."""
    return b"".join(
        _file(data, f"attachment; filename*=UTF-8''{quote(name)}")
        for name, data in s.files(*which).items()
    )


def names_in_sections(s):
    """Long names in numbered sections, each encoded (RFC 2231, 4.1)."""
    files = b""
    for name, data in s.files().items():
        coded = quote(name)
        cuts = [coded[i : i + 12] for i in range(0, len(coded), 12)]
        parts = [f"utf-8''{cuts[0]}", *cuts[1:]]
        sections = ";\r\n ".join(f"filename*{n}*={part}" for n, part in enumerate(parts))
        files += _file(data, f"attachment;\r\n {sections}")
    return _mixed(s, files)


def names_in_encoded_words(s):
    """Names as encoded words within quotes, which RFC 2047 forbids and Outlook writes."""
    files = b""
    for name, data in s.files().items():
        word = base64.b64encode(name.encode()).decode()
        files += _file(data, f'attachment; filename="=?UTF-8?B?{word}?="')
    return _mixed(s, files)


def wrong_charset(s):
    """UTF-8 under the name of another charset."""
    return _mixed(s, _files(s), charset="iso-8859-1")


def no_charset(s):
    """The charset of a Windows of that language, not declared."""
    codec = "cp1256" if re.search("[\u0600-\u06ff]", s.said.applies) else "cp1252"
    return _mixed(s, _files(s), charset="", codec=codec)


def cut_short(s):
    """No closing boundary: the connection broke, or a program forgot it."""
    return _mixed(s, _files(s), end=b"")


def turned_name(s):
    """A name in which a sign turns the direction of what follows."""
    name = quote("CV \u202efdp.exe".replace("exe", "") + s.said.names["cv"])
    return _mixed(s, _file(pdf(f"turned {s.key}"), f"attachment; filename*=UTF-8''{name}"))


def html_alone(s):
    made = message(sender=s.sender, to=address_of("minors"), subject=subject_of("minors"),
                   identifier=s.identifier())  # fmt: skip
    paragraphs = "".join(f"<p>{line}</p>" for line in s.said.applies.split("\n") if line)
    made.set_content(f"<html><head><style>p {{}}</style></head><body>{paragraphs}</body></html>",
                     subtype="html")  # fmt: skip
    for name, data in s.files().items():
        attach(made, name, data)
    return delivered(made.as_bytes())


def with_logo(s, *, asks=False):
    """The logo of a signature, shown by the HTML beside the plain text."""
    words = s.said.asks if asks else s.said.applies
    made = message(sender=s.sender, to=address_of("minors"), subject=subject_of("minors"),
                   text=words, identifier=s.identifier())  # fmt: skip
    made.add_alternative(f'<p>{words}</p><img src="cid:logo@{s.key}">', subtype="html")
    made.get_payload()[1].add_related(
        PNG, "image", "png", cid=f"<logo@{s.key}>", filename="image001.png", disposition="inline"
    )
    for name, data in ({} if asks else s.files()).items():
        attach(made, name, data)
    return delivered(made.as_bytes())


def from_a_phone(s):
    """PDF files within the alternative, said to be inline, as a phone's program does."""
    inner = b""
    for name, data in s.files().items():
        inner += (
            f"\r\n--in\r\nContent-Type: application/pdf; name*=UTF-8''{quote(name)}\r\n"
            f"Content-Disposition: inline; filename*=UTF-8''{quote(name)}\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n"
        ).encode() + _lines(data)
    words = s.said.applies.replace("\n", "\r\n")
    body = (
        f"--cut\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n"
        '--cut\r\nContent-Type: multipart/mixed; boundary="in"\r\n\r\n'
        f"--in\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{words}</p>"
    ).encode() + inner
    tail = b"\r\n--in\r\nContent-Type: text/html\r\n\r\n<br>\r\n--in--\r\n--cut--\r\n"
    return delivered(_head(s, 'multipart/alternative; boundary="cut"') + body + tail)


def through_a_list(s):
    """A mailbox that is a list marks every letter so."""
    return b"List-Id: <calls.example.org>\r\nPrecedence: list\r\n" + s.raw()


def without(s, name):
    made = s.letter()
    del made[name]
    return made.as_bytes() if name == "From" else delivered(made.as_bytes())


def in_winmail(s):
    return s.raw(files={"winmail.dat": winmail(s.files())})


def in_broken_winmail(s):
    return s.raw(files={"winmail.dat": winmail(s.files())[:-40]})


def own_letter_inside(s):
    outer = s.letter(files={})
    outer.add_attachment(s.letter(number=9))
    return delivered(outer.as_bytes())


def letter_of_another_inside(s):
    inner = s.letter(number=9)
    del inner["From"]
    inner["From"] = f"Somebody else <other.{s.key}@candidates.example>"
    outer = s.letter(files={})
    outer.add_attachment(inner)
    return delivered(outer.as_bytes())


def false_sender(s):
    found = (
        "Authentication-Results: mx.example.org; spf=fail smtp.mailfrom=candidates.example;\r\n"
        "\tdkim=none; dmarc=fail header.from=candidates.example\r\n"
    )
    return found.encode() + s.raw()


def encrypted(s):
    kind = 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="cut"'
    body = (
        b"--cut\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
        b"--cut\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n"
        b"hQEMA0\r\n-----END PGP MESSAGE-----\r\n--cut--\r\n"
    )
    return delivered(_head(s, kind) + body)


def automatic(s, *, with_file=False):
    made = s.letter(text=s.said.away, files=s.files("cv") if with_file else {})
    made["Auto-Submitted"] = "auto-replied"
    return delivered(made.as_bytes())


def returned(s):
    """The report of RFC 3464 about a letter that the house had sent."""
    body = (
        "--cut\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--cut\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.org\r\n"
        f"\r\nFinal-Recipient: rfc822; {s.key}@candidates.example\r\nAction: failed\r\n"
        "Status: 5.1.1\r\n\r\n--cut\r\nContent-Type: message/rfc822\r\n\r\n"
        f"Message-ID: <{'0a' * 16}@{HOUSE_HOST}>\r\nSubject: Receipt\r\n\r\nReceipt\r\n--cut--\r\n"
    )
    head = (
        f"From: MAILER-DAEMON@mx.candidates.example\r\nTo: {address_of('minors')}\r\n"
        f"Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <{s.identifier()}>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;"
        ' boundary="cut"\r\n\r\n'
    )
    return delivered((head + body).encode())


def returned_in_words(s):
    """From a host that writes no report."""
    made = message(sender="MAILER-DAEMON@mx.candidates.example", to=address_of("minors"),
                   subject="failure notice", text=f"<{s.key}@candidates.example>: no such user.",
                   identifier=s.identifier())  # fmt: skip
    return delivered(made.as_bytes())


def own_letter_back(s):
    made = message(sender=HOUSE_ADDRESS, to=address_of("minors"), subject="Receipt",
                   text=s.said.applies, identifier=f"{s.key}@{HOUSE_HOST}")  # fmt: skip
    return delivered(made.as_bytes())


def answer_to(s, identifier):
    made: EmailMessage = s.letter(
        to=SHARED, subject=s.said.vague, text=s.said.adds, number=2, files=s.files("letter")
    )
    made["In-Reply-To"] = f"<{identifier}>"
    return delivered(made.as_bytes())


def other_way(s):
    """The same letter through a host that writes its lines, encodings and fields otherwise."""
    raw = s.letter(at=IN_TIME).as_bytes(policy=SMTP.clone(cte_type="7bit", max_line_length=998))
    return delivered(b"X-Spam-Score: 0.1\r\nX-Way: second\r\n" + raw, host="mx2.example.org")
