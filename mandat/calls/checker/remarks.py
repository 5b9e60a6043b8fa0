"""What the checker says of a draft call: remarks, and the remedies the review screen applies.

Pure data, no Django. The sentence of a remark is made by `mandat.calls.wording` from its
code and its parameters, in the language of the reader.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from mandat.calls.importer.draft import JSON, Span


class Severity(StrEnum):
    """How much a remark stands in the way of publishing."""

    BLOCKING = "blocking"  # an applicant could not know what to do, or the text says two things
    WARNING = "warning"  # the call can be published, and will probably cause trouble
    ADVICE = "advice"  # the call would be clearer


class RemedyKind(StrEnum):
    """What the review screen does with one gesture."""

    CHOOSE = "choose"  # keep one alternative of the field: `index` says which one is proposed
    SET = "set"  # give the field `value`
    ASK = "ask"  # let the person fill the field in; `value` is a suggestion, or None
    DROP = "drop"  # empty the field


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way out of a remark.

    `field` is a name of the draft's fields, or a part of one after a dot: `deadline.timezone`,
    `budget.tax`. For `choose`, `value` repeats the value of the alternative, for the label.
    """

    kind: RemedyKind
    field: str
    value: JSON = None
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at in a draft: where it stands, what is wrong, what would mend it.

    `params` are plain JSON values for the sentence; days stand there as ISO strings.
    `key` stays the same as long as the remark concerns the same values, wherever they stand
    in the text: a dismissal is attached to it.
    """

    code: str
    severity: Severity
    spans: tuple[Span, ...] = ()
    params: Mapping[str, JSON] = field(default_factory=dict)
    remedy: Remedy | None = None
    key: str = ""


class Concern(NamedTuple):
    """What a rule found, before the table of rules gives it its code and severity.

    `about` is what a dismissal would be about; left out, it is the parameters.
    """

    spans: tuple[Span, ...] = ()
    params: Mapping[str, JSON] = {}
    remedy: Remedy | None = None
    about: JSON = None


def remark_of(code: str, severity: Severity, concern: Concern) -> Remark:
    """The remark of a concern, its spans in the order of the text, each once."""
    about = dict(concern.params) if concern.about is None else concern.about
    spans = tuple(sorted(set(concern.spans)))
    key = stable_key(code, about)
    return Remark(code, severity, spans, concern.params, concern.remedy, key)


def stable_key(code: str, about: JSON) -> str:
    """The code, and a digest of what the remark concerns when there is something to tell apart."""
    if not about:
        return code
    canonical = json.dumps(about, sort_keys=True, ensure_ascii=True, default=str)
    return f"{code}:{hashlib.blake2s(canonical.encode(), digest_size=6).hexdigest()}"
