"""The pieces pages are made of: one tag each, drawn by a template of `components/`."""

import re
from datetime import datetime

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateformat import DateFormat
from django.utils.formats import date_format

register = template.Library()

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
HOUR = "G\N{NO-BREAK SPACE}\\h\N{NO-BREAK SPACE}i"

# Outlines on a grid of 24, drawn by the stroke of the `i` class.
ICONS = {
    "add": "M12 5v14M5 12h14",
    "attach": "M19 11.5 12 18.5a4.5 4.5 0 0 1-6.4-6.4l7.8-7.8a3 3 0 0 1 4.3 4.3l-7.7 7.7"
    "a1.5 1.5 0 0 1-2.2-2.2l7-7",
    "back": "M19 12H5M11 6l-6 6 6 6",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
    "check": "M5 12.5 9.5 17 19 7.5",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "download": "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14",
    "edit": "M4 20l1-4.5L16 4.5l3.5 3.5-11 11z",
    "error": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 7.5v5.5M12 16.3v.2",
    "flag": "M6 21V4h11l-2.5 4 2.5 4H6",
    "info": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 11v5.5M12 7.6v.2",
    "key": "M4 15.5a4 4 0 1 0 8 0a4 4 0 1 0-8 0M10.8 12.7 19 4.5M15.5 8l3 3",
    "mail": "M3.5 6h17v12h-17zM4 6.5l8 7 8-7",
    "more": "M5 12h.1M12 12h.1M19 12h.1",
    "offline": "M3 3l18 18M5 12.5c1-1 2.2-1.8 3.5-2.3M12 9.5c2.6 0 5 1.1 7 3M8.5 16c1-.9 2.2-1.4"
    " 3.5-1.4s2.5.5 3.5 1.4M2 9c1.2-1.1 2.5-2 4-2.6M12 5.5c3.8 0 7.3 1.3 10 3.5M12 19.3v.2",
    "person": "M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 20.5c1-4 4.2-6 8-6s7 2 8 6",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "shield": "M12 3 5 6v5.5c0 4.5 3 7.7 7 9.5 4-1.8 7-5 7-9.5V6zM8.7 12l2.4 2.4 4.3-4.5",
    "pause": "M8 5v14M16 5v14",
    "tablet": "M6 3h12v18H6zM11 18h2",
    "upload": "M12 16V5M7.5 9.5 12 5l4.5 4.5M5 20h14",
    "warning": "M12 4 3 19.5h18zM12 10v4M12 16.8v.2",
}
MESSAGE_TONES = {"error": "danger", "warning": "warn", "success": "ok"}
TONE_ICONS = {"danger": "error", "warn": "warning", "ok": "check", "info": "info"}


@register.inclusion_tag("components/icon.html")
def icon(name):
    return {"outline": ICONS[name]}


@register.inclusion_tag("components/badge.html")
def badge(text, state="", tone=""):
    return {"text": text, "state": state, "tone": tone}


@register.simple_block_tag
def alert(content, title="", tone="info", role=""):
    return render_to_string(
        "components/alert.html",
        {"content": content, "title": title, "tone": tone, "role": role, "icon": TONE_ICONS[tone]},
    )


@register.simple_block_tag
def card(content, title="", intro="", href="", action="", flush=False):
    """`href` and `action` make the one link at the right of the title."""
    return render_to_string(
        "components/card.html",
        {
            "content": content,
            "title": title,
            "intro": intro,
            "href": href,
            "action": action,
            "flush": flush,
        },
    )


@register.simple_block_tag
def page_title(content, title, intro="", back_href="", back=""):
    """The head of a page; what the block holds stands at its right: a button, a badge."""
    return render_to_string(
        "components/page_title.html",
        {
            "content": content if content.strip() else "",
            "title": title,
            "intro": intro,
            "back_href": back_href,
            "back": back,
        },
    )


@register.simple_block_tag
def tabs(content, label):
    return render_to_string("components/tabs.html", {"content": content, "label": label})


@register.inclusion_tag("components/nav_link.html", takes_context=True)
def nav_link(context, href, text, count=""):
    """A link of a navigation or of tabs, which knows the page where it stands."""
    return {
        "href": href,
        "text": text,
        "count": count,
        "is_current": context.request.path == href,
    }


@register.simple_block_tag
def table(content, caption, columns, numbers="", actions=""):
    """Columns are named in one string, "Candidat | Question"; `numbers` names those set right."""
    figures = _parts(numbers)
    headings = [(heading, heading in figures) for heading in _parts(columns)]
    return render_to_string(
        "components/table.html",
        {"content": content, "caption": caption, "headings": headings, "actions": actions},
    )


def _parts(names):
    return [name.strip() for name in names.split("|") if name.strip()]


@register.simple_block_tag
def empty(content, title, icon):
    return render_to_string(
        "components/empty.html", {"content": content, "title": title, "icon": icon}
    )


@register.simple_block_tag
def dialog(content, id, title):
    return render_to_string(
        "components/dialog.html", {"content": content, "id": id, "title": title}
    )


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page, noun):
    """The pages of a list, each address keeping the filters of the present one."""
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "pages": list(pages), "noun": noun}


@register.simple_block_tag
def steps(content, label):
    return render_to_string("components/steps.html", {"content": content, "label": label})


@register.inclusion_tag("components/step.html")
def step(title, note="", state=""):
    """A step is "done", "current", or to come."""
    return {"title": title, "note": note, "state": state}


@register.filter
def grouped(number):
    """A session's number or a large figure, by threes: 276 814."""
    return f"{int(number):,}".replace(",", NARROW_SPACE)


@register.filter
def certification_number(number):
    """As it is read aloud and copied by hand: 481 5162."""
    return f"{str(number)[:3]}{NARROW_SPACE}{str(number)[3:]}"


@register.filter
def hour(at):
    """Of a time, or of an instant on the clocks in force: « 9 h 05 », never parted."""
    return date_format(_on_our_clocks(at), HOUR)


class DateInWords(DateFormat):
    """Django's, but the first of a month is « 1er »."""

    def j(self):
        return "1er" if self.data.day == 1 else super().j()


@register.filter
def day(at, form="j F Y"):
    """« 1er novembre 2026 »; "l" puts « dimanche » before; otherwise a format of Django's."""
    return DateInWords(_on_our_clocks(at)).format("l j F Y" if form == "l" else form)


@register.simple_tag
def today(form="j F Y"):
    """In the forms of `day`."""
    return day(timezone.now(), form)


def _on_our_clocks(at):
    return timezone.localtime(at) if isinstance(at, datetime) else at


@register.filter
def minutes_left(length):
    """In whole minutes, the one that has begun counted: « 35 min », « 1 h 05 min »."""
    minutes = max(0, -(-int(length.total_seconds()) // 60))
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"


@register.filter
def waiting_time(seconds):
    """How long to wait, never less than what is left."""
    if seconds < 90:
        return f"{seconds} seconde{'s' if seconds > 1 else ''}"
    if seconds < 90 * 60:
        return f"{-(-seconds // 60)} minutes"
    return f"{-(-seconds // 3600)} heures"


@register.filter
def tone(message):
    return MESSAGE_TONES.get(message.level_tag, "info")


@register.filter
def complaints(form):
    """What the error summary lists: for each error, where to go and what to read."""
    return [
        _complaint(form, name, error) for name, errors in form.errors.items() for error in errors
    ]


def _complaint(form, name, error):
    if name not in form.fields or form[name].is_hidden:
        return "", error
    field = form[name]
    # Of a group of controls, the first; of several texts in one, or of none, the group itself.
    first = field.subwidgets[0].id_for_label if field.subwidgets else field.auto_id
    anchor = field.id_for_label or first
    if _words(field.label) <= _words(error):
        return anchor, error
    return anchor, f"{field.label}\N{NO-BREAK SPACE}: {_after_colon(error)}"


def _words(text):
    return set(re.findall(r"\w+", text.lower()))


def _after_colon(sentence):
    """« Le champ » becomes « le champ »; « INE inconnu » stays."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


@register.filter
def points_to_correct(complaints):
    number = {1: "Un point", 2: "Deux points"}.get(len(complaints), f"{len(complaints)} points")
    return f"{number} à corriger"
