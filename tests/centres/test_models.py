from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from centres.models import Centre, Derogation, LastManager, Membership
from centres.uai import validate_uai
from core.journal import JournalEntry
from tests.factories import CentreFactory, MembershipFactory, UserFactory
from tests.threads import all_at_once

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 10)


@pytest.fixture
def derogation(centre, support):
    def grant(limit, since, until):
        return Derogation.objects.create(
            centre=centre,
            limit=limit,
            since=since,
            until=until,
            reason="Grande salle.",
            granted_by=support,
        )

    return grant


def test_person_sees_the_centres_where_they_work(manager, centre, other_centre):
    second = CentreFactory()
    MembershipFactory(user=manager, centre=second, role="assistant")
    MembershipFactory(user=manager, is_active=False)

    seen = {each: (each.my_role, each.my_centres) for each in Centre.objects.visible_to(manager)}

    assert seen == {centre: ("manager", 2), second: ("assistant", 2)}


@pytest.mark.parametrize("code", ["0750001U", "0750002V", "9740001V"])
def test_uai_is_checked_by_its_letter(code):
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
    good = code[:7] + letters[int(code[:7]) % 23]
    bad = code[:7] + letters[(int(code[:7]) + 1) % 23]

    validate_uai(good)
    with pytest.raises(ValidationError, match="lettre"):
        validate_uai(bad)


@pytest.mark.parametrize("code", ["", "750001U", "0750001", "0750001u", "075000AU", "0750001UU"])
def test_uai_has_seven_figures_and_a_letter(code):
    with pytest.raises(ValidationError, match="sept chiffres"):
        validate_uai(code)


def test_uai_is_of_one_centre_and_may_be_missing():
    CentreFactory.create_batch(2, uai=None)
    CentreFactory(uai="0750001U")

    with pytest.raises(IntegrityError), transaction.atomic():
        CentreFactory(uai="0750001U")


def test_candidates_per_invigilator_is_twenty_or_what_is_granted(centre, derogation):
    assert centre.candidates_per_invigilator(DAY) == 20

    derogation(25, date(2027, 3, 1), DAY)
    derogation(30, DAY, DAY)

    limits = [centre.candidates_per_invigilator(date(2027, 3, day)) for day in (1, 9, 10, 11)]
    assert limits == [25, 25, 30, 20]


@pytest.mark.parametrize(
    ("limit", "since", "until"),
    [(20, DAY, DAY), (101, DAY, DAY), (25, DAY, date(2027, 3, 9))],
)
def test_derogation_makes_sense(derogation, limit, since, until):
    with pytest.raises(IntegrityError), transaction.atomic():
        derogation(limit, since, until)


def test_region_and_clocks_follow_the_department_and_zone(other_centre):
    assert other_centre.region == "La Réunion"
    assert other_centre.zone.key == "Indian/Reunion"


def test_removed_member_has_left_and_it_is_written(centre, manager, assistant):
    member = centre.memberships.get(user=assistant)

    member.remove(by=manager)
    member.remove(by=manager)

    assert not Centre.objects.visible_to(assistant).exists()
    entry = JournalEntry.objects.about(centre).get()
    assert (entry.verb, entry.actor, entry.data["name"]) == (
        *("remove_member", manager, "François-Xavier Œhler"),
    )


def test_restored_member_is_back_with_the_same_function(centre, manager, assistant):
    member = centre.memberships.get(user=assistant)
    member.remove(by=manager)

    member.restore(by=manager)
    member.restore(by=manager)

    assert Centre.objects.visible_to(assistant).get().my_role == "assistant"
    verbs = JournalEntry.objects.about(centre).values_list("verb", flat=True)
    assert list(verbs) == ["restore_member", "remove_member"]


def test_function_is_given_once(centre, manager, assistant):
    member = centre.memberships.get(user=assistant)

    member.give_role("manager", by=manager)
    member.give_role("manager", by=manager)

    assert centre.managers.count() == 2
    assert JournalEntry.objects.about(centre).get().data["role"] == "manager"


@pytest.mark.parametrize("verb", ["remove", "give_role"])
def test_last_manager_stays(centre, manager, assistant, verb):
    member = centre.memberships.get(user=manager)
    arguments = ["assistant"] if verb == "give_role" else []

    with pytest.raises(LastManager):
        getattr(member, verb)(*arguments, by=manager)

    assert centre.managers.get() == member
    assert not JournalEntry.objects.exists()


def test_manager_who_has_left_does_not_count(centre, manager):
    MembershipFactory(centre=centre, is_active=False)

    with pytest.raises(LastManager):
        centre.memberships.get(user=manager).remove(by=manager)


def test_person_is_in_a_team_once(centre, manager):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=manager, centre=centre)


def test_database_knows_only_two_functions(centre):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(centre=centre, user=UserFactory(), role="king")


def remove_one_of(pairs):
    member, by = pairs.pop()
    member.remove(by=by)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_two_last_managers_who_remove_one_another_leave_one():
    for _ in range(20):
        centre = CentreFactory()
        one, two = MembershipFactory.create_batch(2, centre=centre)

        results = all_at_once(2, remove_one_of, [(one, two.user), (two, one.user)])

        assert {type(result) for result in results} == {LastManager, type(None)}
        assert centre.managers.count() == 1
