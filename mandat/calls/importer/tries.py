"""One pattern for many words, their common beginnings written once: sought many times faster."""

import re
from collections.abc import Iterable


def trie(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest that fits."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1], []).append(word[1:])
    ends = groups.pop("", None) is not None
    branches = [re.escape(letter) + trie(rest) for letter, rest in sorted(groups.items())]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
