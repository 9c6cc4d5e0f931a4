"""What a browser sends to plan a whole school, page after page."""

from datetime import date, time

from django.test import Client
from django.urls import reverse

from sessions.planning import BETWEEN


def demand(centre, groups=(("3e A", 28),), **changes):
    """The first page, as it is sent: every room and every surveillant, one week of March 2027."""
    lines = {
        f"groups-{n}-{name}": value
        for n, group in enumerate(groups)
        for name, value in zip(("name", "size", "extra_count", "extra_time"), group, strict=False)
    }
    return {
        "groups-TOTAL_FORMS": max(6, len(groups)),
        "groups-INITIAL_FORMS": 0,
        "rooms": list(centre.rooms.values_list("pk", flat=True)),
        "watchers": list(centre.invigilators.values_list("pk", flat=True)),
        "first_day": "2027-03-01",
        "last_day": "2027-03-05",
        "weekdays": [0, 1, 2, 3, 4],
        "mornings": "on",
        "morning_begins": "08:00",
        "morning_ends": "12:00",
        "afternoons": "on",
        "afternoon_begins": "13:30",
        "afternoon_ends": "17:30",
        "pause": BETWEEN.seconds // 60,
        **lines,
        **changes,
    }


def ask(browser: Client, centre, *args, **changes):
    return browser.post(
        reverse("sessions:planning_proposal", args=[centre.pk]), demand(centre, *args, **changes)
    )


def answer(proposal, **changes):
    """The second page as it is sent back, once something in it has been changed."""
    context, data = proposal.context, {}
    for name, value in context["asked"]:
        data.setdefault(name, []).append(value)
    forms = context["table"].forms
    data |= {"key": context["key"], "rows-TOTAL_FORMS": len(forms.forms)}
    data |= {"rows-INITIAL_FORMS": len(forms.forms)}
    for form in forms:
        for bound in form:
            data[bound.html_name] = _sent(bound.value())
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return {**data, **changes}


def _sent(value):
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else value


def confirm(browser, centre, proposal, **changes):
    """Send the second page, to make its sessions unless `make` is emptied."""
    data = {"make": "1", **answer(proposal, **changes)}
    data = {name: value for name, value in data.items() if value is not None}
    return browser.post(reverse("sessions:planning_confirm", args=[centre.pk]), data)
