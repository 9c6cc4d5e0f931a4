"""People, the offices they hold, and what they have accepted."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from accounts.logins import fold_login
from accounts.sign_in import unlock
from core.journal import record
from core.roles import STAFF, Role

# A new number asks everybody again; the text is in accounts/templates/accounts/_terms.html.
TERMS_VERSION = "2026-1"

# Letters and figures that are not taken for one another when a password is read aloud or copied.
SPOKEN = "abcdefghjkmnpqrstuvwxyz23456789"

USERNAME = r"^[a-z0-9][a-z0-9._-]*$"
# Addresses are kept without capitals or accents, so that equal means the same person.
EMAIL = r"^[!-?\[-~]+@[!-?\[-~]+$"


class UserManager(BaseUserManager):
    def by_login(self, typed):
        """The person who signs in by typing this, or none of them."""
        login = fold_login(typed)
        return self.filter(Q(username=login) | Q(email=login)).first() if login else None

    def get_by_natural_key(self, typed):
        login = fold_login(typed)
        return self.get(Q(username=login) | Q(email=login))

    def free_username(self, first_name, last_name):
        """« lea.fontaine0412 »: names, then figures that nobody has yet."""
        names = [slugify(fold_login(name)) for name in (first_name, last_name)]
        stem = ".".join(name for name in names if name)[:70] or "personne"
        while True:
            username = stem + get_random_string(4, "0123456789")
            if not self.filter(username=username).exists():
                return username

    def create_user(self, *, username=None, email=None, password=None, **fields):
        user = self.model(
            username=fold_login(username or "") or None,
            email=fold_login(email or "") or None,
            **fields,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, **fields):
        return self.create_user(**fields, role=Role.ADMINISTRATOR)


class User(AbstractBaseUser):
    username = models.CharField(
        "identifiant",
        max_length=80,
        null=True,
        blank=True,
        unique=True,
        validators=[
            RegexValidator(
                USERNAME,
                "Des lettres sans accent, des chiffres, un point, un tiret : lea.fontaine.",
            )
        ],
        error_messages={"unique": "Cet identifiant est déjà celui d’une autre personne."},
    )
    email = models.EmailField(
        "adresse e-mail",
        null=True,
        blank=True,
        unique=True,
        error_messages={"unique": "Cette adresse est déjà celle d’une autre personne."},
    )
    first_name = models.CharField("prénom", max_length=150)
    last_name = models.CharField("nom", max_length=150)
    role = models.CharField(
        "fonction sur la plateforme", max_length=20, choices=Role, blank=True, default=""
    )
    is_active = models.BooleanField("compte ouvert", default=True)
    has_temporary_password = models.BooleanField("mot de passe provisoire", default=False)
    date_joined = models.DateTimeField("compte créé le", default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "first_name", "last_name"]

    class Meta:
        verbose_name = "personne"
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="user_has_a_login",
                condition=Q(username__isnull=False) | Q(email__isnull=False),
                violation_error_message="Donnez une adresse e-mail ou un identifiant.",
            ),
            models.CheckConstraint(
                name="user_username_folded",
                condition=Q(username=None) | Q(username__regex=USERNAME),
                violation_error_message="L’identifiant s’écrit en minuscules sans accent.",
            ),
            models.CheckConstraint(
                name="user_email_folded",
                condition=Q(email=None) | Q(email__regex=EMAIL),
                violation_error_message="L’adresse s’écrit en minuscules sans accent.",
            ),
            models.CheckConstraint(
                name="user_role_known",
                condition=Q(role__in=["", *Role.values]),
                violation_error_message="Cette fonction n’existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip() or self.login

    @property
    def login(self):
        return self.username or self.email

    @property
    def is_staff(self):
        return self.is_active and self.role in STAFF

    @property
    def is_last_administrator(self):
        peers = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
        return peers.filter(pk=self.pk).exists() and not peers.exclude(pk=self.pk).exists()

    @property
    def needs_second_factor(self):
        return self.is_staff and not self.has_second_factor

    @property
    def has_second_factor(self):
        return Authenticator.objects.filter(user=self, type=Authenticator.Type.TOTP).exists()

    @property
    def acceptance(self):
        """Of the terms of today, if they are accepted."""
        return self.acceptances.filter(version=TERMS_VERSION).first()

    # Django's admin asks these; each of our admin pages answers for itself, by role.
    def has_perm(self, perm, obj=None):
        return False

    def has_module_perms(self, app_label):
        return self.is_staff

    @transaction.atomic
    def accept_terms(self):
        """Twice is once: a second click, or a second tab."""
        acceptance, created = self.acceptances.get_or_create(version=TERMS_VERSION)
        if created:
            record("accept_terms", self, by=self, version=TERMS_VERSION)
        return acceptance

    @transaction.atomic
    def unlock(self, *, by):
        unlock(self)
        record("unlock", self, by=by)

    @transaction.atomic
    def give_temporary_password(self, *, by):
        """The password, to be said once to the person, who must change it at the next sign-in."""
        password = get_random_string(12, SPOKEN)
        self.set_password(password)
        self.has_temporary_password = True
        self.save(update_fields=["password", "has_temporary_password"])
        unlock(self)
        record("give_temporary_password", self, by=by)
        return password

    @transaction.atomic
    def remove_second_factor(self, *, by):
        """A lost telephone: the next sign-in asks for a new one where it is required."""
        Authenticator.objects.filter(user=self).delete()
        record("remove_second_factor", self, by=by)


class TermsAcceptance(models.Model):
    user = models.ForeignKey(
        User, models.CASCADE, related_name="acceptances", verbose_name="personne"
    )
    version = models.CharField("version", max_length=20)
    at = models.DateTimeField("acceptée le", default=timezone.now)

    class Meta:
        verbose_name = "acceptation des conditions d’utilisation"
        verbose_name_plural = "acceptations des conditions d’utilisation"
        constraints = [
            models.UniqueConstraint(fields=["user", "version"], name="terms_accepted_once")
        ]

    def __str__(self):
        return f"{self.user}, version {self.version}"
