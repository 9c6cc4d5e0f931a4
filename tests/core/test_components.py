"""Each component says what it is given, in the right element, and escapes it."""

import re
from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from core.showcase import showcase
from core.templatetags.components import (
    ICONS,
    certification_number,
    day,
    grouped,
    hour,
    waiting_time,
)

HOSTILE = "<script>alert(1)</script>"
ICON = '<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="%s"/></svg>'


def draw(source, request=None, **context):
    return Template(source).render(RequestContext(request, context))


def test_icon_is_hidden_from_screen_readers():
    html = draw('{% icon "check" %}')

    assertHTMLEqual(html, ICON % ICONS["check"])


def test_unknown_icon_is_a_mistake():
    with pytest.raises(KeyError):
        draw('{% icon "unicorn" %}')


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('state="late"', '<span class="badge" data-state="late">En retard</span>'),
        ('tone="ok"', '<span class="badge" data-tone="ok">En retard</span>'),
        ("", '<span class="badge plain">En retard</span>'),
    ],
)
def test_badge_says_its_word(arguments, expected):
    html = draw(f'{{% badge "En retard" {arguments} %}}')

    assertHTMLEqual(html, expected)


def test_alert_has_the_icon_of_its_tone():
    html = draw('{% alert title="Il reste 5 minutes" tone="warn" %}Passez.{% endalert %}')

    icon = ICON % ICONS["warning"]
    expected = f"{icon}<div><h2>Il reste 5 minutes</h2>Passez.</div>"
    assertHTMLEqual(html, f'<div class="alert" data-tone="warn">{expected}</div>')


def test_alert_may_have_a_role_and_no_title():
    html = draw('{% alert role="status" %}Enregistré.{% endalert %}')

    icon = ICON % ICONS["info"]
    expected = (
        f'<div class="alert" data-tone="info" role="status">{icon}<div>Enregistré.</div></div>'
    )
    assertHTMLEqual(html, expected)


def test_card_has_a_title_a_link_and_an_introduction():
    html = draw(
        '{% card title="Lieu" intro="Salle" href="/x/" action="Modifier" %}B204{% endcard %}'
    )

    header = '<header><h2>Lieu</h2><a href="/x/">Modifier</a><p>Salle</p></header>'
    assertHTMLEqual(html, f'<section class="card">{header}B204</section>')


def test_card_may_be_flush_and_bare():
    html = draw("{% card flush=True %}B204{% endcard %}")

    assertHTMLEqual(html, '<section class="card flush">B204</section>')


def test_page_title_alone():
    html = draw('{% page_title "Sessions" %} {% endpage_title %}')

    assertHTMLEqual(html, '<div class="head"><div><h1>Sessions</h1></div></div>')


def test_page_title_with_everything():
    html = draw(
        '{% page_title "Session" intro="Demain" back_href="/" back="Sessions" %}'
        '<a href="/new/">Créer</a>{% endpage_title %}'
    )

    back = f'<a class="back" href="/">{ICON % ICONS["back"]}Sessions</a>'
    words = "<div><h1>Session</h1><p>Demain</p></div>"
    action = '<div class="row"><a href="/new/">Créer</a></div>'
    assertHTMLEqual(html, f'{back}<div class="head">{words}{action}</div>')


def test_tabs_mark_the_page_where_one_is(rf):
    html = draw(
        '{% tabs label="Session" %}{% nav_link "/a/" "Détails" %}'
        '{% nav_link "/b/" "Candidats" count=0 %}{% endtabs %}',
        request=rf.get("/a/"),
    )

    here = '<a href="/a/" aria-current="page">Détails</a>'
    there = '<a href="/b/">Candidats<span class="count">0</span></a>'
    assertHTMLEqual(html, f'<nav class="tabs" aria-label="Session">{here}{there}</nav>')


def test_table_has_a_caption_and_scoped_headings():
    html = draw(
        '{% table caption="Candidats" columns="Nom | Rang" numbers="Rang" actions="Gestes" %}'
        "<tr><td>Léa</td></tr>{% endtable %}"
    )

    headings = (
        '<th scope="col">Nom</th><th scope="col" class="right">Rang</th>'
        '<th scope="col"><span class="sr">Gestes</span></th>'
    )
    assertHTMLEqual(
        html,
        '<table class="table"><caption class="sr">Candidats</caption>'
        f"<thead><tr>{headings}</tr></thead><tbody><tr><td>Léa</td></tr></tbody></table>",
    )


def test_empty_says_what_to_do():
    html = draw('{% empty title="Aucune session" icon="calendar" %}<p>Créez-en.</p>{% endempty %}')

    icon = ICON % ICONS["calendar"]
    expected = f'<div class="empty">{icon}<h2>Aucune session</h2><p>Créez-en.</p></div>'
    assertHTMLEqual(html, expected)


def test_dialog_is_named_by_its_title():
    html = draw('{% dialog "ask" "Renouveler ?" %}<p>Sûr ?</p>{% enddialog %}')

    title = '<h2 id="ask-title">Renouveler ?</h2>'
    expected = f'<dialog id="ask" aria-labelledby="ask-title">{title}<p>Sûr ?</p></dialog>'
    assertHTMLEqual(html, expected)


@pytest.mark.parametrize(
    ("state", "attribute"), [("done", 'class="done"'), ("current", 'aria-current="step"'), ("", "")]
)
def test_step_says_where_one_is(state, attribute):
    html = draw(
        f'{{% steps label="Vie" %}}{{% step "Jury" note="lundi" state="{state}" %}}{{% endsteps %}}'
    )

    expected = f"<li {attribute}><b>Jury</b><small>lundi</small></li>"
    assertHTMLEqual(html, f'<ol class="steps" aria-label="Vie">{expected}</ol>')


def paginate(rf, number, rows=60, query=""):
    page = Paginator(range(rows), 25).page(number)
    return draw('{% pagination page "sessions" %}', page=page, request=rf.get(f"/{query}"))


def test_pagination_says_where_one_is(rf):
    html = paginate(rf, 2)

    assertInHTML('<span class="muted">26 à 50 sur 60 sessions</span>', html)
    assertInHTML('<a href="?page=2" aria-label="Page 2" aria-current="page">2</a>', html)
    assertInHTML('<a href="?page=1" rel="prev">Précédente</a>', html)
    assertInHTML('<a href="?page=3" rel="next">Suivante</a>', html)


def test_pagination_keeps_the_filters(rf):
    html = paginate(rf, 1, query="?q=b204&page=1")

    assertInHTML('<a href="?q=b204&amp;page=2" rel="next">Suivante</a>', html)


def test_pagination_elides_a_long_list(rf):
    html = paginate(rf, 20, rows=1000)

    assert re.findall(r"Page (\d+)", html) == ["1", "19", "20", "21", "40"]


def test_pagination_of_one_page_is_hidden(rf):
    assert paginate(rf, 1, rows=25).strip() == ""


@pytest.mark.parametrize(
    "source",
    [
        "{% badge text %}",
        "{% alert title=text %}{{ text }}{% endalert %}",
        "{% card title=text intro=text href=text action=text %}{{ text }}{% endcard %}",
        "{% page_title text intro=text back_href=text back=text %}{{ text }}{% endpage_title %}",
        "{% tabs label=text %}{% nav_link text text count=text %}{% endtabs %}",
        "{% table caption=text columns=text actions=text %}{{ text }}{% endtable %}",
        '{% empty title=text icon="info" %}{{ text }}{% endempty %}',
        "{% dialog text text %}{{ text }}{% enddialog %}",
        "{% steps label=text %}{% step text note=text %}{% endsteps %}",
        "{% pagination page text %}",
    ],
)
def test_hostile_text_shows_as_typed(source, rf):
    page = Paginator(range(60), 25).page(1)

    html = draw(source, text=HOSTILE, page=page, request=rf.get("/", {"q": HOSTILE}))

    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("number", "shown"), [(814, "814"), (276814, "276\u202f814"), ("1239", "1\u202f239")]
)
def test_numbers_are_grouped_by_threes(number, shown):
    assert grouped(number) == shown


def test_certification_number_is_cut_after_three_digits():
    assert certification_number(4815162) == "481\u202f5162"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (1, "1 seconde"),
        (89, "89 secondes"),
        (90, "2 minutes"),
        (120, "2 minutes"),
        (121, "3 minutes"),
        (5399, "90 minutes"),
        (5400, "2 heures"),
    ],
)
def test_waiting_time_is_never_too_short(seconds, shown):
    assert waiting_time(seconds) == shown


@pytest.mark.parametrize(
    ("level", "tone", "icon"),
    [
        (messages.SUCCESS, "ok", "check"),
        (messages.INFO, "info", "info"),
        (messages.WARNING, "warn", "warning"),
        (messages.ERROR, "danger", "error"),
    ],
)
def test_message_has_the_tone_of_its_level(level, tone, icon):
    html = render_to_string("core/_messages.html", {"messages": [Message(level, "C’est dit.")]})

    words = f"{ICON % ICONS[icon]}<div>C’est dit.</div>"
    alert = f'<div class="alert" data-tone="{tone}">{words}</div>'
    assertHTMLEqual(html, f'<div class="notices stack" role="status">{alert}</div>')


def test_page_of_components_draws_them_all(rf):
    request = rf.get("/composants/")
    request.user = AnonymousUser()

    html = render_to_string("core/components.html", showcase(), request)

    assert html.count("<h1>") == 1
    assert HOSTILE not in html


def test_hour_is_written_in_one_piece():
    assert hour(time(9, 5)) == "9\xa0h\xa005"
    assert hour(datetime(2027, 3, 10, 8, 5, tzinfo=UTC)) == "9\xa0h\xa005"


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("{{ on|day }}", "1er novembre 2026"),
        ('{{ on|day:"l" }}', "dimanche 1er novembre 2026"),
        ('{{ on|day:"j F" }}', "1er novembre"),
        ('{{ on|day:"D j M Y" }}', "dim 1er nov 2026"),
    ],
)
def test_first_of_a_month_is_written_as_it_is_said(form, written):
    assert draw(form, on=date(2026, 11, 1)).lower() == written


def test_today_is_written_as_any_day():
    with time_machine.travel("2026-10-31 23:30+00:00", tick=False):
        assert (
            draw('{% today %}, {% today "l" %}') == "1er novembre 2026, dimanche 1er novembre 2026"
        )


def test_day_is_that_of_the_clocks_in_force():
    assert day(datetime(2026, 10, 31, 23, 30, tzinfo=UTC)) == "1er novembre 2026"
    assert day(date(2026, 11, 21)) == "21 novembre 2026"
