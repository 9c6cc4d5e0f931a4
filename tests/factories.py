"""One factory for each model, without surprise."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

import factory
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from factory.django import DjangoModelFactory

from accounts.models import TERMS_VERSION, TermsAcceptance, User
from candidates.models import Candidate, CandidateImport
from centres.models import (
    Centre,
    ControlVisit,
    Invigilator,
    Invitation,
    Membership,
    Room,
    RoomCheck,
    Upload,
    VisitPoint,
)
from centres.rooms import POINTS
from core.mail import Mail
from core.roles import Role
from papers.models import Bundle
from sessions.models import Level, Session

PASSWORD = "une phrase que Léa retient"
SECOND_FACTOR_SECRET = "PIXCERTIFTESTPIXCERTIFTESTPIXCER"


class TermsAcceptanceFactory(DjangoModelFactory):
    class Meta:
        model = TermsAcceptance

    version = TERMS_VERSION


class SecondFactorFactory(DjangoModelFactory):
    class Meta:
        model = Authenticator

    type = Authenticator.Type.TOTP
    data = factory.LazyFunction(lambda: {"secret": get_adapter().encrypt(SECOND_FACTOR_SECRET)})


class NewcomerFactory(DjangoModelFactory):
    """An account that nobody has used yet."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"lea.fontaine{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@exemple.fr")
    first_name = "Léa"
    last_name = "Fontaine"
    password = factory.django.Password(PASSWORD)


class UserFactory(NewcomerFactory):
    """Somebody who has signed in before: terms accepted, second factor where it is required."""

    terms = factory.RelatedFactory(TermsAcceptanceFactory, "user")

    @factory.post_generation
    def second_factor(user, create, extracted, **kwargs):
        if create and (extracted or user.is_staff):
            SecondFactorFactory(user=user)

    class Params:
        support = factory.Trait(role=Role.SUPPORT, first_name="Inès", last_name="Le Goff")
        administrator = factory.Trait(role=Role.ADMINISTRATOR, first_name="Gaël")
        juror = factory.Trait(role=Role.JURY_TECHNICAL, first_name="Maëlys")
        authority = factory.Trait(role=Role.AUTHORITY, first_name="Raphaël")


class MailFactory(DjangoModelFactory):
    class Meta:
        model = Mail

    kind = "convocation"
    about = factory.Sequence(lambda n: f"candidates.candidate:{n}")
    recipient = "lea.fontaine@exemple.fr"
    title = "Convocation"
    body = "Bonjour Léa."


class CentreFactory(DjangoModelFactory):
    class Meta:
        model = Centre

    name = factory.Sequence(lambda n: f"Lycée Aimé-Césaire {n}")
    kind = Centre.Kind.SCHOOL
    street = "28 rue des Écoles"
    postal_code = "75020"
    town = "Paris"
    department = "75"
    head = "Maïwenn Le Goff"

    class Params:
        reunion = factory.Trait(zone_name="Indian/Reunion", department="974", town="Saint-Joseph")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    centre = factory.SubFactory(CentreFactory)
    role = Membership.Role.MANAGER


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    centre = factory.SubFactory(CentreFactory)
    email = factory.Sequence(lambda n: f"collegue{n}@exemple.fr")
    role = Membership.Role.ASSISTANT
    invited_by = factory.SubFactory(UserFactory)


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = Room

    centre = factory.SubFactory(CentreFactory)
    name = factory.Sequence(lambda n: f"C{n + 200}")
    posts = 24
    spares = 2


class RoomCheckFactory(DjangoModelFactory):
    """All is well, but for the points `amiss`."""

    class Meta:
        model = RoomCheck

    class Params:
        amiss = ()

    room = factory.SubFactory(RoomFactory)
    answers = factory.LazyAttribute(
        lambda check: {point.code: point.code not in check.amiss for point in POINTS}
    )
    by = factory.SubFactory(UserFactory)


class ControlVisitFactory(DjangoModelFactory):
    class Meta:
        model = ControlVisit

    centre = factory.SubFactory(CentreFactory)
    kind = ControlVisit.Kind.ANNOUNCED
    on = date(2026, 10, 8)
    visitor = "Odile Marchand, GIP Pix"

    class Params:
        reported = factory.Trait(is_reported=True, conclusion="Un centre bien tenu.")
        unannounced = factory.Trait(kind=ControlVisit.Kind.UNANNOUNCED)


class VisitPointFactory(DjangoModelFactory):
    class Meta:
        model = VisitPoint

    visit = factory.SubFactory(ControlVisitFactory, reported=True)
    subject = VisitPoint.Subject.PREMISES
    finding = VisitPoint.Finding.BETTER
    remark = "Deux écrans sont trop proches."
    asked = "Écarter les postes 4 et 5."


class InvigilatorFactory(DjangoModelFactory):
    class Meta:
        model = Invigilator

    centre = factory.SubFactory(CentreFactory)
    first_name = "Karim"
    last_name = factory.Sequence(lambda n: f"Benali {n}")
    trained_on = date(2026, 10, 1)
    trained_by = "Nadia Ferrand"

    class Params:
        untrained = factory.Trait(trained_on=None, trained_by="")


class LevelFactory(DjangoModelFactory):
    class Meta:
        model = Level

    name = factory.Sequence(lambda n: f"Terminale {n}")


NOON = datetime(2027, 3, 10, 11, tzinfo=UTC)


class SessionFactory(DjangoModelFactory):
    """In March 2027, unless a day is said; the instants follow the centre's clocks."""

    class Meta:
        model = Session
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: 100_000 + n)
    access_code = factory.Sequence(lambda n: f"KM{n:04}")
    centre = factory.SubFactory(CentreFactory)
    day = date(2027, 3, 10)
    start_time = time(10)
    end_time = time(12)
    room = factory.SubFactory(RoomFactory, centre=factory.SelfAttribute("..centre"))
    created_by = factory.SubFactory(UserFactory)

    class Params:
        elsewhere = factory.Trait(
            room=None, place_name="Mairie, salle des fêtes", place_address="1 place de la Mairie"
        )
        cancelled = factory.Trait(
            state="cancelled", cancelled_at=NOON, cancelled_because="Panne de chauffage."
        )
        running = factory.Trait(state="running", started_at=NOON)
        finalised = factory.Trait(state="finalised", started_at=NOON, finalised_at=NOON)
        in_jury = factory.Trait(state="in_jury", started_at=NOON, finalised_at=NOON)
        published = factory.Trait(
            state="published", started_at=NOON, finalised_at=NOON, published_at=NOON
        )

    @classmethod
    def _create(cls, model, *args, **fields):
        session = model(*args, **fields)
        session.set_hours()
        session.save(force_insert=True)
        return session

    @factory.post_generation
    def invigilators(session, create, extracted, **kwargs):
        if extracted:
            session.invigilators.set(extracted)


class CandidateFactory(DjangoModelFactory):
    class Meta:
        model = Candidate

    session = factory.SubFactory(SessionFactory)
    birth_name = factory.Sequence(lambda n: f"Fontaine {n}")
    first_name = "Léa"
    birth_date = date(2010, 12, 4)
    birth_department = "34"
    birth_commune = "Béziers"
    birth_insee = "34032"

    class Params:
        begun = factory.Trait(started_at=NOON)

    @classmethod
    def _create(cls, model, *args, **fields):
        candidate = model(*args, **fields)
        candidate.set_key()
        candidate.save(force_insert=True)
        return candidate


class BundleFactory(DjangoModelFactory):
    class Meta:
        model = Bundle
        skip_postgeneration_save = True

    centre = factory.SubFactory(CentreFactory)
    key = factory.LazyFunction(uuid4)
    made_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def sessions(bundle, create, extracted, **kwargs):
        if extracted:
            bundle.sessions.set(extracted)
            bundle.total = len(extracted)
            bundle.save()


class UploadFactory(DjangoModelFactory):
    class Meta:
        model = Upload

    centre = factory.SubFactory(CentreFactory)
    kind = "candidates"
    name = "2de A.csv"
    content = b"Nom;Pr\xc3\xa9nom;Date de naissance\nHaddad;Adam;04/12/2010\n"
    made_by = factory.SubFactory(UserFactory)


class CandidateImportFactory(DjangoModelFactory):
    """Not read yet."""

    class Meta:
        model = CandidateImport

    session = factory.SubFactory(SessionFactory)
    upload = factory.SubFactory(UploadFactory, centre=factory.SelfAttribute("..session.centre"))
