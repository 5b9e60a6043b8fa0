"""Forms of the steps, filled as a browser fills them: read from the page, then changed."""

import lxml.html
from django.urls import reverse

from mandat.calls.authoring.starting import start_call

_CONTROLS = "self::input or self::select or self::textarea"
_OF_FORM = f'//form[@id="write"]//*[{_CONTROLS}] | //*[@form="write"][{_CONTROLS}]'


def step_url(call, step):
    return reverse("calls:write_step", args=[call.public_id, step])


def form_of(response):
    """What the browser would send for the page, untouched, by name of input."""
    data = {}
    for control in lxml.html.fromstring(response.content.decode()).xpath(_OF_FORM):
        name = control.get("name")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if control.get("type") == "checkbox" and not control.checked:
            continue
        data.setdefault(name, []).append(control.value or "")
    return data


def fill(client, call, step, changes, act="save", **headers):
    """The step's form is opened, changed and sent."""
    page = client.get(step_url(call, step))
    return send(client, call, step, form_of(page) | changes, act, **headers)


def send(client, call, step, data, act="save", **headers):
    """The form as a browser sends it: it says `auto` itself, and the button what is wanted."""
    return client.post(step_url(call, step), {**data, "act": ["auto", act]}, headers=headers)


def value(call, name):
    return call.draft_fields.get(name=name).value


def started(organisation, by, **source):
    return start_call(organisation=organisation, by=by, **source)
