"""The form of a page, read from its own HTML and sent back as a browser would."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """The entries of `form#write`, in their order, without its buttons."""

    def __init__(self):
        super().__init__()
        self.entries, self.inside, self.select, self.area = [], False, None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("id") == "write"
        if not self.inside:
            return
        name = given.get("name")
        if tag == "input" and name:
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                return
            self.entries.append((name, given.get("value") or ""))
        elif tag == "select":
            self.select = name
            self.entries.append((name, ""))
        elif tag == "option" and self.select and "selected" in given:
            self.entries[-1] = (self.select, given.get("value", "*"))
        elif tag == "textarea":
            self.area = name
            self.entries.append((name, ""))

    def handle_data(self, data):
        if self.area:
            self.entries[-1] = (self.area, self.entries[-1][1] + data)
        elif self.select and self.entries[-1][1] == "*":
            self.entries[-1] = (self.select, data.strip())

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def form_of(answer):
    """What the form of a page holds, as lists by name."""
    reader = _Form()
    reader.feed(answer.text)
    found = {}
    for name, value in reader.entries:
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


def save(client, path, *, act="save", form=None, autosave=False, **changes):
    """The form as it stands on the page, with these values changed, sent by a button."""
    data = dict(form_of(client.get(path)) if form is None else form)
    for name, value in changes.items():
        data[name] = value if isinstance(value, list) else [value]
    headers = {"X-Autosave": "1"} if autosave else {}
    return client.post(path, data | ({} if autosave else {"act": act}), headers=headers)
