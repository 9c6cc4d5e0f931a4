"""The pages of sessions, empty and full, with the longest words."""

from datetime import time, timedelta

from django.urls import reverse
from django.utils import timezone

from tests.e2e.stage import LONG_NAME, state
from tests.factories import (
    CentreFactory,
    InvigilatorFactory,
    LevelFactory,
    MembershipFactory,
    RoomFactory,
    SessionFactory,
    UserFactory,
)

LONG_PLACE = "Salle polyvalente Marie-Skłodowska-Curie du bâtiment administratif, aile sud-ouest"


def signed_in_centre(stage):
    user = UserFactory(first_name=LONG_NAME)
    centre = CentreFactory(name=LONG_PLACE)
    MembershipFactory(user=user, centre=centre)
    MembershipFactory(user=user)
    stage.sign_in(user)
    return centre, user


def days_from_now(number):
    return timezone.localdate() + timedelta(days=number)


def busy_centre(stage):
    """A session in each state, with long names, around today."""
    centre, user = signed_in_centre(stage)
    room = RoomFactory(centre=centre, name=LONG_PLACE, spares=0)
    people = [InvigilatorFactory(centre=centre, first_name=LONG_NAME, untrained=True)]
    fields = {"centre": centre, "room": room, "invigilators": people, "created_by": user}
    for number, name in enumerate(("published", "in_jury", "finalised", "running", "cancelled")):
        SessionFactory(day=days_from_now(-9 + number), group=LONG_NAME, **{name: True}, **fields)
    SessionFactory(day=days_from_now(-1), running=True, **fields)
    SessionFactory(day=days_from_now(-2), **fields)
    for number in range(30):
        start = time(8 + number % 4 * 2, number)
        SessionFactory(
            day=days_from_now(1 + number // 8), start_time=start, end_time=time(18), **fields
        )
    return centre, SessionFactory(
        day=days_from_now(20), expected=90, level=LevelFactory(name=LONG_PLACE), **fields
    )


def page_of(name, build):
    def show(stage):
        centre, *_ = build(stage)
        stage.visit(f"sessions:{name}", centre=centre.pk)

    show.__name__ = f"{name}_of_{build.__name__}"
    return state(show)


for build in (signed_in_centre, busy_centre):
    for name in ("dashboard", "list", "agenda", "create"):
        page_of(name, build)


def session_page(name):
    def show(stage):
        centre, session = busy_centre(stage)
        stage.visit(f"sessions:{name}", centre=centre.pk, number=session.number)

    show.__name__ = f"session_{name}"
    return state(show)


for name in ("session", "edit", "cancel", "delete", "password", "journal"):
    session_page(name)


@state
def session_form_with_errors(stage):
    centre, _ = signed_in_centre(stage)
    stage.visit("sessions:create", centre=centre.pk)
    stage.press("Créer la session")


@state
def session_form_to_confirm(stage):
    centre, session = busy_centre(stage)
    stage.visit("sessions:edit", centre=centre.pk, number=session.number)
    stage.page.get_by_label("Date").fill(str(days_from_now(-3)))
    stage.press("Enregistrer")
    stage.page.get_by_text("La date est passée").wait_for()


@state
def session_changed_meanwhile(stage):
    centre, session = busy_centre(stage)
    stage.visit("sessions:edit", centre=centre.pk, number=session.number)
    type(session).objects.filter(pk=session.pk).update(revision=3)
    stage.press("Enregistrer")
    stage.page.get_by_text("modifiée entre-temps").wait_for()


@state
def session_password_shown(stage):
    centre, session = busy_centre(stage)
    stage.visit("sessions:password", centre=centre.pk, number=session.number)
    stage.press("Créer et afficher")


@state
def cancelled_session(stage):
    centre, user = signed_in_centre(stage)
    session = SessionFactory(centre=centre, cancelled=True, elsewhere=True, created_by=user)
    stage.visit(session.get_absolute_url())


@state
def list_where_nothing_is_found(stage):
    centre, _ = busy_centre(stage)
    stage.visit(reverse("sessions:list", args=[centre.pk]) + "?q=introuvable")


@state
def choice_of_a_centre(stage):
    signed_in_centre(stage)
    stage.visit("/centre/?choisir")


@state
def no_centre_at_all(stage):
    stage.sign_in(UserFactory())
    stage.visit("centres:home")
