"""One factory for each model, without surprise."""

import factory
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from factory.django import DjangoModelFactory

from accounts.models import TERMS_VERSION, TermsAcceptance, User
from core.mail import Mail
from core.roles import Role

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
