from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from centres.models import Room
from centres.room_forms import RoomEditForm, RoomForm
from centres.rooms import POINTS
from core.journal import JournalEntry
from tests.factories import RoomCheckFactory, RoomFactory, SessionFactory

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "B204",
    "place": "Bâtiment B, 2e étage",
    "posts": "24",
    "spares": "2",
    "systems": "Windows 11",
    "suites": "LibreOffice 25.8",
    "browsers": "Firefox 140",
}
ALL_WELL = {point.code: "oui" for point in POINTS}


@pytest.fixture
def browser(signed_in, manager, centre):
    return signed_in(manager)


@pytest.fixture
def room(centre):
    return RoomFactory(centre=centre, name="B204", posts=24, spares=2)


def address(name, centre, *args):
    return reverse(f"centres:{name}", args=[centre.pk, *args])


def verbs(row):
    return list(JournalEntry.objects.about(row).values_list("verb", flat=True))


def test_centre_without_a_room_is_led_to_add_one(browser, centre):
    page = browser.get(address("rooms", centre)).text

    assert "Aucune salle pour l’instant" in page
    assert page.count(address("room_add", centre)) == 1


def test_list_says_when_a_room_was_checked_and_what_is_amiss(browser, centre, room, manager):
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    RoomCheckFactory(room=room, by=manager, at=at, amiss=("network",))
    RoomFactory(centre=centre, name="CDI", posts=41, spares=1)

    page = " ".join(browser.get(address("rooms", centre)).text.split())

    assert "vérifiée le 2 mars 2026 par Nadia Ferrand, 9 points sur 10" in page
    assert "le réseau ne tient pas tous les postes" in page
    assert "Jamais vérifiée" in page
    assert "il manque 2 postes de secours" in page


def test_only_the_latest_check_counts(browser, centre, room):
    RoomCheckFactory(room=room, amiss=("pdf",), at=datetime(2026, 3, 2, tzinfo=UTC))
    RoomCheckFactory(room=room)

    page = browser.get(address("rooms", centre)).text

    assert "Prête" in page
    assert "lecteur de PDF" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_counts_its_queries(browser, centre, rows, django_assert_num_queries):
    for room in RoomFactory.create_batch(rows, centre=centre):
        RoomCheckFactory.create_batch(2, room=room)
    browser.get(address("rooms", centre))

    with django_assert_num_queries(6):
        browser.get(address("rooms", centre))


@pytest.mark.parametrize("rows", [1, 3])
def test_room_page_counts_its_queries(browser, room, rows, django_assert_num_queries):
    RoomCheckFactory.create_batch(rows, room=room)
    browser.get(room.get_absolute_url())

    with django_assert_num_queries(6):
        browser.get(room.get_absolute_url())


def test_room_page_tells_the_network_in_words_and_each_point(browser, centre):
    room = RoomFactory(centre=centre, posts=25)
    RoomCheckFactory(room=room, amiss=("filter",), remark="Prise 4 hors service")

    page = browser.get(room.get_absolute_url()).text

    assert "Environ 37,5 Mo à télécharger quand les 25 postes" in page
    assert [point.question for point in POINTS if point.question not in page] == []
    assert "Le filtrage du réseau est trop étroit" in page
    assert "Prise 4 hors service" in page


def test_room_is_added_with_its_journal(browser, centre, manager):
    response = browser.post(address("room_add", centre), TYPED)

    room = Room.objects.get()
    assert response["Location"] == room.get_absolute_url()
    assert (room.centre, room.posts, room.equipment) == (
        *(centre, 24),
        "Windows 11, LibreOffice 25.8, Firefox 140",
    )
    assert JournalEntry.objects.about(room).get().actor == manager


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"posts": "0"}, "Entre 1 et 500 postes."),
        ({"posts": "501"}, "Entre 1 et 500 postes."),
        ({"posts": "-3"}, "Entre 1 et 500 postes."),
        ({"posts": "beaucoup"}, "Écrivez un nombre, en chiffres."),
        ({"posts": "9" * 5000}, "Écrivez un nombre, en chiffres."),
        ({"posts": ""}, "Combien de postes pour les candidats"),
        ({"spares": "501"}, "Entre 0 et 500 postes."),
        ({"spares": ""}, "Combien de postes de secours"),
        ({"name": "  "}, "Donnez un nom à la salle."),
        ({"name": "x" * 101}, "100 caractères"),
        ({"systems": "x" * 100_000}, "200 caractères"),
        ({"name": "B\x00204"}, "caractère nul"),
    ],
)
def test_bad_room_is_refused_and_what_was_typed_stays(browser, centre, change, words):
    page = browser.post(address("room_add", centre), {**TYPED, "place": "Sous le toit", **change})

    assert words in page.text
    assert "Sous le toit" in page.text
    assert not Room.objects.exists()


@pytest.mark.parametrize("name", ["B204", " b204 "])
def test_room_is_named_once(browser, centre, room, name):
    page = browser.post(address("room_add", centre), {**TYPED, "name": name})

    assert "Une salle de ce nom existe déjà." in page.text
    assert Room.objects.count() == 1


def test_name_of_an_archived_room_says_so(browser, centre):
    RoomFactory(centre=centre, name="B204", is_archived=True)

    page = browser.post(address("room_add", centre), TYPED)

    assert "Une salle archivée porte ce nom" in page.text


def test_another_centre_may_have_a_room_of_that_name(browser, centre, other_centre):
    RoomFactory(centre=other_centre, name="B204")

    browser.post(address("room_add", centre), TYPED)

    assert centre.rooms.get().name == "B204"


def edit(browser, room, seen, **changes):
    address = reverse("centres:room_edit", args=[room.centre_id, room.pk])
    return browser.post(address, {**TYPED, "seen": seen, **changes})


def test_edit_writes_what_changed(browser, room):
    response = edit(browser, room, 0, posts="22")

    assert response["Location"] == room.get_absolute_url()
    data = JournalEntry.objects.about(room).get().data
    assert data["changes"]["posts"] == [24, 22]
    room.refresh_from_db()
    assert room.posts == 22


def test_second_editor_is_told_and_keeps_what_was_typed(browser, room):
    edit(browser, room, 0, posts="22")

    page = edit(browser, room, 0, posts="30", browsers="Edge")

    assert "Cette salle a été modifiée entre-temps" in page.text
    assert "Nadia Ferrand\N{NO-BREAK SPACE}: " in page.text
    assert "de «\u202f24\u202f» à «\u202f22\u202f»" in page.text
    assert 'value="Edge"' in page.text
    room.refresh_from_db()
    assert (room.posts, room.browsers) == (22, "Firefox 140")


def test_second_editor_may_insist(browser, room):
    edit(browser, room, 0, posts="22")
    page = edit(browser, room, 0, posts="30")

    edit(browser, room, page.context["form"]["seen"].value(), posts="30")

    room.refresh_from_db()
    assert room.posts == 30


def test_edit_sent_twice_is_one_change(browser, room):
    edit(browser, room, 0, posts="22")

    response = edit(browser, room, 0, posts="22")

    assert response.status_code == 302
    assert verbs(room) == ["change"]


@pytest.mark.parametrize("seen", ["", "abc", "-1", "9" * 30])
def test_forged_memory_of_the_form_does_no_harm(browser, room, seen):
    assert edit(browser, room, seen, posts="22").status_code in {200, 302}


def check(browser, room, **answers):
    address = reverse("centres:room_check", args=[room.centre_id, room.pk])
    return browser.post(address, {**ALL_WELL, **answers})


def test_check_is_signed_dated_and_added_to_the_others(browser, room, manager):
    RoomCheckFactory(room=room)

    response = check(browser, room, network="non", remark="Une borne en panne")

    assert response["Location"] == room.get_absolute_url()
    first = room.checks.first()
    assert (first.by, first.met, first.amiss, first.remark) == (
        *(manager, 9, ["le réseau ne tient pas tous les postes"]),
        "Une borne en panne",
    )
    assert room.checks.count() == 2
    assert verbs(room) == ["check"]


def test_check_sent_twice_is_one(browser, room):
    check(browser, room)
    check(browser, room)

    assert room.checks.count() == 1


def test_check_made_again_later_is_another(browser, room, time_machine):
    check(browser, room)
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    check(browser, room)

    assert room.checks.count() == 2


def test_check_left_half_done_keeps_its_answers(browser, room):
    page = check(browser, room, network="", pdf="non", filter="peut-être", remark="Presque")

    assert page.text.count("Répondez par oui ou par non.") == 2
    assert page.context["form"]["pdf"].value() == "non"
    assert "Presque" in page.text
    assert not room.checks.exists()


def test_check_refuses_an_absurdly_long_remark(browser, room):
    page = check(browser, room, remark="x" * 501)

    assert "500 caractères" in page.text


def test_check_page_computes_what_is_short(browser, centre):
    room = RoomFactory(centre=centre, posts=24, spares=0)

    page = browser.get(address("room_check", centre, room.pk)).text

    assert "il faut 2 de secours, la salle en déclare 0" in page
    assert "Il en manque 2." in page
    assert "Environ 36\N{NO-BREAK SPACE}Mo" in page or "Environ 36 Mo" in page


def archive(browser, room, **posted):
    address = reverse("centres:room_archive", args=[room.centre_id, room.pk])
    return browser.post(address, posted, follow=True)


def test_archived_room_leaves_the_list_and_can_be_brought_back(browser, centre, room):
    SessionFactory(centre=centre, room=room)

    page = archive(browser, room, archived="on")

    assert "La salle B204 n’est plus proposée" in page.text
    assert "Revenir en arrière" in page.text
    assert list(page.context["rooms"]) == []
    assert list(browser.get(address("rooms", centre) + "?archivees").context["rooms"]) == [room]
    archive(browser, room)
    room.refresh_from_db()
    assert not room.is_archived
    assert verbs(room) == ["unarchive", "archive"]


def test_archiving_twice_does_not_undo(browser, room):
    archive(browser, room, archived="on")
    archive(browser, room, archived="on")

    room.refresh_from_db()
    assert room.is_archived
    assert verbs(room) == ["archive"]


def test_archived_room_can_still_be_read_edited_and_checked(browser, room):
    archive(browser, room, archived="on")

    assert "Archivée" in browser.get(room.get_absolute_url()).text
    assert edit(browser, room, 0, posts="9").status_code == 302
    assert check(browser, room).status_code == 302


def test_room_never_used_is_deleted(browser, centre, room):
    RoomCheckFactory(room=room)
    there = address("room_delete", centre, room.pk)

    assert "sans retour possible" in browser.get(there).text
    response = browser.post(there)

    assert response["Location"] == address("rooms", centre)
    assert not Room.objects.exists()
    assert verbs(room) == ["delete"]
    assert browser.post(there).status_code == 404


def test_room_that_served_is_kept(browser, centre, room):
    SessionFactory(centre=centre, room=room)

    page = browser.post(address("room_delete", centre, room.pk), follow=True)

    assert "a servi" in page.text
    assert "archivez-la plutôt" in page.text
    assert verbs(room) == []
    assert Room.objects.count() == 1


def test_assistant_does_all_this_too(signed_in, assistant, centre):
    assert signed_in(assistant).post(address("room_add", centre), TYPED).status_code == 302


def test_name_taken_this_very_second_is_told(centre, manager):
    form = RoomForm(TYPED, instance=Room(centre=centre))
    assert form.is_valid()
    RoomFactory(centre=centre, name="B204")

    assert form.add(by=manager) is None
    assert form.errors["name"] == ["Une salle de ce nom vient d’être ajoutée."]
    assert Room.objects.count() == 1


def test_name_given_this_very_second_to_another_room_is_told(centre, room, manager):
    form = RoomEditForm({**TYPED, "name": "CDI", "seen": "0"}, instance=room)
    assert form.is_valid()
    RoomFactory(centre=centre, name="CDI")

    assert not form.change(by=manager)
    assert "name" in form.errors
    assert verbs(room) == []
