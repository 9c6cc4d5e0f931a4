"""Candidates enrolled by hand: by one person or by two, removed and put back."""

import re
from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from candidates import actions
from candidates.forms import CandidateForm
from candidates.models import Candidate
from core.journal import JournalEntry
from core.tasks import sweep
from sessions.models import Session
from tests.factories import CandidateFactory, SessionFactory
from tests.threads import all_at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_february")]

INSTANTS = ("starts_at", "ends_at")


@pytest.fixture
def session(centre):
    return SessionFactory(centre=centre)


def typed(**changes):
    return {
        "birth_name": "Haddad",
        "first_name": "Adam",
        "birth_date": "04/12/2010",
        "birth_country": "FR",
        "birth_department": "34",
        "birth_commune": "beziers",
        "revision": "0",
        **changes,
    }


def address(name, session, *candidate):
    where = [session.centre_id, session.number, *(each.pk for each in candidate)]
    return reverse(f"candidates:{name}", args=where)


def verbs_of(session):
    return list(JournalEntry.objects.about(session).values_list("verb", flat=True))


def enrol(nadia, session, **changes):
    return nadia.post(address("enrol", session), typed(**changes))


def test_person_is_enrolled_with_the_commune_of_the_table(nadia, session, manager):
    response = enrol(nadia, session, extra_time="33", group="2de A")

    candidate = Candidate.objects.get()
    assert response["Location"] == address("list", session)
    assert (candidate.birth_commune, candidate.birth_insee) == ("Béziers", "34032")
    assert (candidate.key, candidate.birth_date) == ("haddad adam", date(2010, 12, 4))
    assert JournalEntry.objects.get(verb="enrol").actor == manager


def test_one_may_go_on_with_another_person(nadia, session):
    response = enrol(nadia, session, again="1")

    assert response["Location"] == address("enrol", session)


def test_extra_time_lengthens_the_session(nadia, session):
    enrol(nadia, session, extra_time="33")
    enrol(nadia, session, first_name="Inès", extra_time="10")

    session.refresh_from_db()
    assert (session.extra_time, session.end_time) == (33, time(12, 35))
    assert session.ends_at.hour == 11


def test_lengthening_is_told_in_the_journal_of_the_session(nadia, session):
    enrol(nadia, session, extra_time="33")

    entry = JournalEntry.objects.about(session).get(verb="change")
    assert entry.data["changes"] == [
        ["Temps majoré le plus long, en %", "", "33"],
        ["Fin", "12:00", "12:35"],
    ]


def test_hours_changed_meanwhile_are_those_that_are_lengthened(session, manager):
    stale = Session.objects.get()
    hours = {"start_time": time(14), "end_time": time(16)}
    instants = {name: getattr(session, name) + timedelta(hours=4) for name in INSTANTS}
    Session.objects.update(**hours, **instants)

    stale.make_time_for(33, by=manager)

    assert Session.objects.get().end_time == time(16, 35)


def test_end_that_the_clocks_do_not_show_is_left_as_it_is(nadia, centre):
    hours = {"start_time": time(0, 10), "end_time": time(1, 50)}
    session = SessionFactory(centre=centre, day=date(2027, 3, 28), **hours)

    assert enrol(nadia, session, extra_time="5").status_code == 302

    session.refresh_from_db()
    assert (session.extra_time, session.end_time) == (5, time(1, 50))


def test_long_session_stays_as_it_is(nadia, centre):
    session = SessionFactory(centre=centre, end_time=time(14))

    enrol(nadia, session, extra_time="33")

    session.refresh_from_db()
    assert (session.extra_time, session.end_time) == (33, time(14))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("birth_name", "", "obligatoire"),
        ("birth_name", "  ", "obligatoire"),
        ("birth_name", "’-", "au moins une lettre"),
        ("birth_name", "x" * 151, "150"),
        ("birth_name", "ß" * 150, "trop long"),
        ("first_name", "\u200b", "au moins une lettre"),
        ("birth_date", "31/02/2010", "n’existe pas"),
        ("birth_date", "2010", "JJ/MM/AAAA"),
        ("birth_date", "04/12/10", "JJ/MM/AAAA"),
        ("birth_date", "04/12/2030", "avenir"),
        ("birth_date", "04/12/1890", "1900"),
        ("birth_date", "0/0/0000", "n’existe pas"),
        ("birth_country", "ZZ", "choix"),
        ("birth_department", "345", "345"),
        ("birth_department", "99", "étranger"),
        ("birth_commune", "", "obligatoire"),
        ("birth_commune", "Bezier", "Béziers"),
        ("extra_time", "301", "300"),
        ("extra_time", "un tiers", "nombre"),
        ("email", "adam@", "courriel"),
        ("results_email", "a" * 300 + "@exemple.fr", "254"),
    ],
)
def test_nonsense_is_told_beside_its_field_and_nobody_is_enrolled(
    nadia, session, field, value, words
):
    response = enrol(nadia, session, **{"group": "2de A", field: value})

    errors = response.context["form"].errors
    assert words in str(errors.get(field) or errors["__all__"])
    assert 'value="2de A"' in response.text
    assert not Candidate.objects.exists()


def test_unknown_commune_is_enrolled_when_it_is_confirmed(nadia, session):
    response = enrol(nadia, session, birth_commune="Xyzzy")
    assert "C’est bien le nom écrit" in response.text

    enrol(nadia, session, birth_commune="Xyzzy", confirm_commune="on")

    assert Candidate.objects.get().birthplace == "Xyzzy (34)"


def test_person_born_abroad_needs_no_code(nadia, session):
    enrol(nadia, session, birth_country="PT", birth_department="", birth_commune="Porto")

    assert Candidate.objects.get().birthplace == "Porto (99, Portugal)"


@pytest.mark.parametrize(
    ("country", "department", "commune", "birthplace"),
    [
        ("MQ", "", "Fort-de-France", "Fort-de-France (972)"),
        ("RE", "974", "Saint-Denis", "Saint-Denis (974)"),
        ("PM", "975", "Saint-Pierre", "Saint-Pierre (975)"),
        ("PF", "987", "Papeete", "Papeete (987)"),
    ],
)
def test_person_born_in_a_land_overseas_is_born_in_france(
    nadia, session, country, department, commune, birthplace
):
    place = {"birth_department": department, "birth_commune": commune}
    enrol(nadia, session, birth_country=country, **place)

    candidate = Candidate.objects.get()
    assert (candidate.birth_country, candidate.birthplace) == ("FR", birthplace)


def test_unusual_age_is_asked_about_once(nadia, session):
    response = enrol(nadia, session, birth_date="04/12/2023")
    assert response.context["form"].warnings == ["Cette personne aurait 3 ans le jour du test."]

    confirmed = response.context["form"].data["confirmed"]
    enrol(nadia, session, birth_date="04/12/2023", confirmed=confirmed)

    assert Candidate.objects.count() == 1


def test_same_person_at_the_same_time_elsewhere_is_told(nadia, centre, session):
    other = SessionFactory(centre=centre, start_time=time(11), end_time=time(13), number=532960)
    CandidateFactory(session=other, birth_name="HADDAD", first_name="Adam")
    before = SessionFactory(centre=centre, start_time=time(8), end_time=time(10))
    CandidateFactory(session=before, birth_name="HADDAD", first_name="Adam")

    form = enrol(nadia, session).context["form"]
    assert form.warnings == ["HADDAD Adam est aussi dans la session 532\u202f960, au même moment."]

    enrol(nadia, session, confirmed=form.data["confirmed"])
    assert form.warnings[0] in nadia.get(address("list", session)).text


@pytest.mark.parametrize(
    "same", [{}, {"birth_name": "HADDAD"}, {"first_name": "Ádam"}, {"birth_name": "Had dad"}]
)
def test_same_person_is_not_enrolled_twice(nadia, session, same):
    enrol(nadia, session)

    response = enrol(nadia, session, **same)

    assert "est déjà dans la liste" in response.text
    assert Candidate.objects.count() == 1


def test_homonyms_born_the_same_day_need_an_identifier_each(nadia, session):
    first = CandidateFactory(session=session, birth_name="Haddad", first_name="Adam")

    assert "Deux homonymes" in enrol(nadia, session, identifier="140782316AB").text
    Candidate.objects.filter(pk=first.pk).update(identifier="140782317CD")
    assert "Deux homonymes" in enrol(nadia, session, identifier="140782317cd").text
    enrol(nadia, session, identifier="140782316AB")

    assert Candidate.objects.count() == 2


def test_identifier_that_grows_without_its_signs_still_tells_apart(nadia, session):
    enrol(nadia, session, identifier="140A")
    enrol(nadia, session, identifier="ﷺ" * 30)

    assert {len(candidate.twin) for candidate in Candidate.objects.all()} == {0, 30}


@pytest.mark.parametrize("state", ["finalised", "in_jury", "published", "cancelled"])
def test_session_that_is_over_takes_nobody(nadia, centre, state):
    session = SessionFactory(centre=centre, **{state: True})

    enrol(nadia, session)

    assert not Candidate.objects.exists()


def test_session_under_way_still_takes_somebody(nadia, centre):
    enrol(nadia, SessionFactory(centre=centre, running=True))

    assert Candidate.objects.exists()


def edit(nadia, candidate, **changes):
    return nadia.post(address("edit", candidate.session, candidate), typed(**changes))


def test_edit_says_in_the_journal_what_changed(nadia, session):
    enrol(nadia, session)
    candidate = Candidate.objects.get()

    edit(nadia, candidate, first_name="Adam-Louis", birth_commune="Béziers")

    candidate.refresh_from_db()
    [entry] = JournalEntry.objects.about(candidate)
    assert (candidate.key, candidate.revision) == ("haddad adamlouis", 1)
    assert entry.data["changes"] == [["Prénom", "Adam", "Adam-Louis"]]


def test_second_editor_is_told_what_changed_and_keeps_what_was_typed(nadia, session):
    enrol(nadia, session)
    candidate = Candidate.objects.get()
    edit(nadia, candidate, group="2de A")

    response = edit(nadia, candidate, email="adam@exemple.fr")

    assert "classe ou groupe, vide → 2de A" in response.text
    assert 'value="adam@exemple.fr"' in response.text
    edit(nadia, candidate, email="adam@exemple.fr", revision="1")
    candidate.refresh_from_db()
    assert candidate.email == "adam@exemple.fr"


def test_candidate_who_began_is_neither_edited_nor_removed(nadia, session):
    candidate = CandidateFactory(session=session, begun=True)

    edit(nadia, candidate)
    nadia.post(address("remove", session, candidate))

    candidate.refresh_from_db()
    assert (candidate.birth_name.startswith("Fontaine"), candidate.removed_at) == (True, None)
    assert "correction d’identité" in nadia.get(candidate.get_absolute_url()).text


def test_candidate_is_removed_and_put_back(nadia, session):
    candidate = CandidateFactory(session=session)

    nadia.post(address("remove", session, candidate))
    assert not Candidate.objects.enrolled().exists()
    assert "Remettre" in nadia.get(address("list", session)).text

    nadia.post(address("restore", session, candidate))
    assert Candidate.objects.enrolled().get() == candidate


def test_person_enrolled_anew_is_not_put_back_twice(nadia, session):
    candidate = CandidateFactory(session=session, birth_name="Haddad", first_name="Adam")
    nadia.post(address("remove", session, candidate))
    enrol(nadia, session)

    response = nadia.post(address("restore", session, candidate), follow=True)

    assert "rien à remettre" in response.text
    assert Candidate.objects.enrolled().count() == 1


def test_person_put_back_is_told_apart_from_homonyms_enrolled_since(nadia, session):
    names = {"birth_name": "Haddad", "first_name": "Adam", "birth_date": date(2010, 12, 4)}
    first = CandidateFactory(session=session, identifier="140A", **names)
    CandidateFactory(session=session, identifier="140B", twin="140b", **names)
    nadia.post(address("remove", session, first))
    enrol(nadia, session, identifier="140A")

    response = nadia.post(address("restore", session, first), follow=True)

    assert "rien à remettre" in response.text
    assert Candidate.objects.enrolled().count() == 2


def test_person_put_back_twice_is_in_the_list_once(nadia, session):
    candidate = CandidateFactory(session=session)
    nadia.post(address("remove", session, candidate))

    for _ in range(2):
        response = nadia.post(address("restore", session, candidate), follow=True)
        assert "est de nouveau dans la liste" in response.text

    assert verbs_of(session) == ["restore_candidate", "remove_candidate"]


def test_nobody_is_put_back_once_the_list_was_sent(nadia, centre):
    session = SessionFactory(centre=centre, finalised=True)
    candidate = CandidateFactory(session=session, removed_at=timezone.now())

    page = nadia.post(address("restore", session, candidate), follow=True).text

    assert "rien n’a changé" in page
    assert not Candidate.objects.enrolled().exists()


def test_removed_candidates_go_for_good_after_a_day(nadia, session):
    gone = CandidateFactory(session=session)
    nadia.post(address("remove", session, gone))
    with time_machine.travel("2027-02-02 07:59+00:00", tick=False):
        sweep()
        assert Candidate.objects.exists()
    with time_machine.travel("2027-02-02 08:00+00:00", tick=False):
        sweep()

    assert not Candidate.objects.exists()


def choose(nadia, session, candidates, **deed):
    data = {"candidat": [candidate.pk for candidate in candidates], **deed}
    return nadia.post(address("chosen", session), data, follow=True)


def test_several_are_moved_to_another_session_of_the_centre(nadia, centre, session):
    target = SessionFactory(centre=centre)
    candidates = [CandidateFactory(session=session, extra_time=33) for _ in range(3)]
    begun = CandidateFactory(session=session, begun=True)

    choose(nadia, session, candidates[:2], deed="move", destination=target.pk)

    assert target.candidates.count() == 2
    assert set(session.candidates.all()) == {candidates[2], begun}
    target.refresh_from_db()
    assert target.end_time == time(12, 35)


def test_who_is_already_there_stays_here(nadia, centre, session):
    target = SessionFactory(centre=centre)
    twin = CandidateFactory(session=session, birth_name="Haddad", first_name="Adam")
    CandidateFactory(session=target, birth_name="HADDAD", first_name="ADAM")

    page = choose(nadia, session, [twin], deed="move", destination=target.pk).text

    assert "est déjà dans la session" in page
    assert session.candidates.get() == twin


def test_homonym_with_an_identifier_of_their_own_may_be_moved(nadia, centre, session):
    target, names = SessionFactory(centre=centre), {"birth_name": "Haddad", "first_name": "Adam"}
    CandidateFactory(session=target, identifier="140A", **names)
    other = CandidateFactory(session=session, identifier="140B", **names)

    choose(nadia, session, [other], deed="move", destination=target.pk)

    other.refresh_from_db()
    assert (other.session, other.twin) == (target, "140b")


def test_same_person_is_not_moved_beside_themself_under_another_mark(nadia, centre, session):
    target, names = SessionFactory(centre=centre), {"birth_name": "Haddad", "first_name": "Adam"}
    CandidateFactory(session=target, identifier="140A", **names)
    same = CandidateFactory(session=session, identifier="140A", twin="140a", **names)

    page = choose(nadia, session, [same], deed="move", destination=target.pk).text

    assert "est déjà dans la session" in page
    assert session.candidates.get() == same


@pytest.mark.parametrize("deed", ["move", "remove"])
def test_list_that_was_sent_changes_no_more(nadia, centre, deed):
    session = SessionFactory(centre=centre, finalised=True)
    absent, target = CandidateFactory(session=session), SessionFactory(centre=centre)

    page = choose(nadia, session, [absent], deed=deed, destination=target.pk).text

    assert "est transmise" in page
    assert session.candidates.enrolled().get() == absent


def test_cancelled_session_says_how_its_list_may_change(nadia, centre):
    candidate = CandidateFactory(session=SessionFactory(centre=centre, cancelled=True))

    assert "rétablissez-la" in nadia.get(candidate.get_absolute_url()).text


def test_person_moved_meanwhile_is_not_edited(centre, session, manager):
    candidate = CandidateFactory(session=session)
    form = CandidateForm(session, typed(group="2de A"), instance=Candidate.objects.get())
    assert form.is_valid()
    actions.move([candidate], SessionFactory(centre=centre), by=manager)

    with pytest.raises(actions.Closed):
        actions.edit(form, by=manager)


def test_person_moved_meanwhile_is_not_moved_again(centre, session, manager):
    first, second = SessionFactory(centre=centre), SessionFactory(centre=centre)
    candidate = CandidateFactory(session=session)
    stale = Candidate.objects.get()
    actions.move([candidate], first, by=manager)

    assert actions.move([stale], second, by=manager) == (0, [])
    assert Candidate.objects.get().session == first


@pytest.mark.parametrize("nonsense", ["abc", "", "0", "99999999999"])
def test_moving_nowhere_moves_nobody(nadia, session, other_centre, nonsense):
    candidate = CandidateFactory(session=session)

    choose(nadia, session, [candidate], deed="move", destination=nonsense)
    elsewhere = SessionFactory(centre=other_centre)
    choose(nadia, session, [candidate], deed="move", destination=elsewhere.pk)

    assert session.candidates.get() == candidate


def test_several_are_removed(nadia, session):
    candidates = [CandidateFactory(session=session) for _ in range(3)]

    choose(nadia, session, candidates, deed="remove")

    assert not session.candidates.enrolled().exists()
    assert session.candidates.removed().count() == 3


def test_all_those_of_a_page_removed_by_mistake_may_be_put_back(nadia, session):
    candidates = [CandidateFactory(session=session) for _ in range(50)]

    page = choose(nadia, session, candidates, deed="remove").text

    assert page.count("Remettre<span") == 50


def test_browser_asks_where_to_before_ticks_are_lost(nadia, session):
    CandidateFactory(session=session)

    page = nadia.get(address("list", session)).text

    assert re.search(r'<select name="destination" required', page)
    assert 'value="remove" formnovalidate' in page


def test_nobody_ticked_is_told(nadia, session):
    assert "Cochez au moins une personne" in choose(nadia, session, [], deed="remove").text


def listed(nadia, session, **query):
    response = nadia.get(address("list", session), query)
    return [candidate.first_name for candidate in response.context["page"]]


def test_list_is_searched_and_sorted(nadia, session):
    CandidateFactory(session=session, birth_name="Élan", first_name="Zoé", group="B")
    CandidateFactory(
        session=session, birth_name="Eland", first_name="Ali", group="A", identifier="140AB"
    )

    assert listed(nadia, session) == ["Zoé", "Ali"]
    assert listed(nadia, session, tri="classe") == ["Ali", "Zoé"]
    assert listed(nadia, session, q="ELAN zoe") == ["Zoé"]
    assert listed(nadia, session, q="140ab") == ["Ali"]
    assert listed(nadia, session, classe="B") == ["Zoé"]
    assert listed(nadia, session, classe="Z", tri="x") == ["Zoé", "Ali"]


@pytest.mark.parametrize("rows", [1, 20])
def test_list_costs_the_same_whatever_its_length(nadia, session, rows, django_assert_num_queries):
    for _ in range(rows):
        CandidateFactory(session=session)
    nadia.get(address("list", session))

    with django_assert_num_queries(14):
        nadia.get(address("list", session))


def test_communes_are_suggested(nadia, session):
    response = nadia.get(address("communes", session), {"q": "bez", "departement": "34"})

    assert response.json() == {"communes": [{"name": "Béziers", "department": "34"}]}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_two_that_enrol_the_same_person_at_once_make_one(signed_in, manager, centre):
    nadia = signed_in(manager)
    for number in range(10):
        session = SessionFactory(centre=centre, day=date(2027, 3, number + 1))

        responses = all_at_once(2, enrol, nadia, session)

        assert sorted(each.status_code for each in responses) == [200, 302]
        assert session.candidates.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_of_two_that_edit_at_once_one_is_told(signed_in, manager, centre):
    nadia = signed_in(manager)
    session = SessionFactory(centre=centre)
    for number in range(10):
        candidate = CandidateFactory(session=session, birth_name=f"Haddad {number}")
        groups = ["2de A", "2de B"]

        def act(candidate=candidate, groups=groups):
            return edit(nadia, candidate, birth_name=candidate.birth_name, group=groups.pop())

        responses = all_at_once(2, act)

        assert sorted(each.status_code for each in responses) == [200, 302]


@pytest.mark.parametrize(
    ("kind", "status"), [("csv", 200), ("ods", 200), ("xlsx", 200), ("pdf", 404)]
)
def test_list_is_a_file_of_a_kind_that_we_write(nadia, session, kind, status):
    CandidateFactory(session=session)
    where = reverse("candidates:export", args=[session.centre_id, session.number, kind])

    assert nadia.get(where).status_code == status
