"""States of a centre's rooms, surveillants, control visits and papers."""

from datetime import date

from playwright.sync_api import expect

from centres.kit import KIT
from centres.room_forms import RoomEditForm
from tests.e2e.stage import LONG_NAME, STATES, state
from tests.factories import (
    CentreFactory,
    ControlVisitFactory,
    InvigilatorFactory,
    MembershipFactory,
    RoomCheckFactory,
    RoomFactory,
    UserFactory,
    VisitPointFactory,
)


def centre_of(stage):
    user = UserFactory(first_name="Nadia", last_name="Ferrand")
    centre = CentreFactory(name="Lycée Aimé-Césaire")
    MembershipFactory(user=user, centre=centre)
    stage.sign_in(user)
    return centre


@state
def rooms_none(stage):
    stage.visit("centres:rooms", centre=centre_of(stage).pk)


@state
def rooms_many(stage):
    centre = centre_of(stage)
    equipment = {"systems": "Windows 11", "suites": "LibreOffice 25.8", "browsers": "Firefox 140"}
    for number in range(201, 209):
        RoomFactory(centre=centre, name=f"B{number}", place="Bâtiment B, 2e étage", **equipment)
    RoomCheckFactory(room=centre.rooms.first())
    RoomCheckFactory(room=centre.rooms.last(), amiss=("network", "storage"))
    RoomFactory(centre=centre, name=LONG_NAME, place=LONG_NAME, posts=500, systems="x" * 200)
    RoomFactory(centre=centre, is_archived=True)
    stage.visit("centres:rooms", centre=centre.pk)


@state
def rooms_archived(stage):
    centre = centre_of(stage)
    RoomFactory(centre=centre, is_archived=True)
    stage.visit("centres:rooms", centre=centre.pk)
    with stage.page.expect_navigation():
        stage.page.get_by_role("link", name="Salles archivées").click()


def a_room(stage, **fields):
    centre = centre_of(stage)
    return RoomFactory(centre=centre, **{"name": "B204", "posts": 24, "spares": 1, **fields})


@state
def room_never_checked(stage):
    room = a_room(stage)
    stage.visit("centres:room", centre=room.centre_id, room=room.pk)


@state
def room_checked(stage):
    room = a_room(stage, place="Bâtiment B", systems="Windows 11", browsers="Firefox 140")
    RoomCheckFactory(room=room, by=UserFactory(first_name=LONG_NAME))
    RoomCheckFactory(room=room, amiss=("network", "filter"), remark="Borne en panne. " * 20)
    stage.visit("centres:room", centre=room.centre_id, room=room.pk)


@state
def room_just_archived(stage):
    room = a_room(stage)
    stage.visit("centres:room", centre=room.centre_id, room=room.pk)
    stage.press("Archiver")


@state
def room_refused(stage):
    stage.visit("centres:room_add", centre=centre_of(stage).pk)
    stage.press("Enregistrer")


@state
def room_changed_meanwhile(stage):
    room = a_room(stage)
    stage.visit("centres:room_edit", centre=room.centre_id, room=room.pk)
    theirs = RoomEditForm({"name": "B204", "posts": "22", "spares": "2"}, instance=room)
    assert theirs.is_valid()
    assert theirs.change(by=UserFactory(first_name=LONG_NAME))
    stage.page.get_by_label("Postes de secours").fill("3")
    stage.press("Enregistrer")
    expect(stage.page.get_by_text("Cette salle a été modifiée entre-temps")).to_be_visible()


@state
def room_to_delete(stage):
    room = a_room(stage)
    stage.visit("centres:room_delete", centre=room.centre_id, room=room.pk)


@state
def checklist_half_done(stage):
    room = a_room(stage)
    stage.visit("centres:room_check", centre=room.centre_id, room=room.pk)
    stage.page.get_by_label("Oui").first.check()
    stage.press("Enregistrer la vérification")


@state
def invigilators_none(stage):
    stage.visit("centres:invigilators", centre=centre_of(stage).pk)


@state
def invigilators_many(stage):
    centre = centre_of(stage)
    InvigilatorFactory.create_batch(6, centre=centre, email="karim.benali@exemple.fr")
    InvigilatorFactory(
        centre=centre, first_name=LONG_NAME, untrained=True, email="x" * 60 + "@y.fr"
    )
    InvigilatorFactory(centre=centre, is_archived=True)
    stage.visit("centres:invigilators", centre=centre.pk)


@state
def training_refused(stage):
    centre = centre_of(stage)
    InvigilatorFactory.create_batch(2, centre=centre, untrained=True)
    stage.visit("centres:invigilators", centre=centre.pk)
    stage.press("Enregistrer la formation")


@state
def invigilators_archived(stage):
    centre = centre_of(stage)
    InvigilatorFactory(centre=centre, is_archived=True)
    stage.visit("centres:invigilators", centre=centre.pk)
    with stage.page.expect_navigation():
        stage.page.get_by_role("link", name="Surveillants archivés").click()


@state
def invigilator_edited(stage):
    person = InvigilatorFactory(centre=centre_of(stage))
    stage.visit("centres:invigilator", centre=person.centre_id, invigilator=person.pk)


@state
def pasted_list_refused(stage):
    stage.visit("centres:invigilators_add", centre=centre_of(stage).pk)
    stage.page.get_by_label("Une personne par ligne").fill("Karim\nAnne Petit; anne@\n" + "x" * 90)
    stage.press("Ajouter ces personnes")


@state
def visits_none(stage):
    stage.visit("centres:visits", centre=centre_of(stage).pk)


@state
def visits_some(stage):
    centre = centre_of(stage)
    ControlVisitFactory(centre=centre, on=date(2099, 12, 8))
    visit = ControlVisitFactory(centre=centre, reported=True, unannounced=True)
    for finding in ("good", "better", "wrong"):
        VisitPointFactory(visit=visit, finding=finding, asked=f"{LONG_NAME}. " * 3)
    VisitPointFactory(
        visit=visit,
        subject="papers",
        is_settled=True,
        answer="Les feuilles sont sous clé.",
        answered_at="2026-10-20T10:00Z",
        answered_by=UserFactory(),
    )
    stage.visit("centres:visits", centre=centre.pk)


@state
def visit_answer_refused(stage):
    point = VisitPointFactory(visit__centre=centre_of(stage))
    stage.visit("centres:visit_answer", centre=point.visit.centre_id, point=point.pk)
    stage.press("Enregistrer la réponse")


@state
def document_kit(stage):
    stage.visit("centres:kit", centre=centre_of(stage).pk)


def paper(slug):
    return lambda stage: stage.visit("centres:document", centre=centre_of(stage).pk, slug=slug)


STATES.update({f"paper_{document.slug}": paper(document.slug) for document in KIT})
