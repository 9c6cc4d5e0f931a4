"""The people of the demonstration: invented, with the names that real lists hold."""

from dataclasses import dataclass
from datetime import date
from random import Random

from accounts.logins import fold_login
from core.roles import STAFF, Role

PASSWORD = "certif-demo-2026"
TEMPORARY_PASSWORD = "provisoire-2026"
# The same for everybody here, so that the demonstration's page can show today's code.
SECOND_FACTOR_SECRET = "PIXCERTIFDEMOPIXCERTIFDEMOPIXCER"

PARIS = "Lycée Aimé-Césaire, Paris"
REUNION = "Lycée agricole de Saint-Joseph, La Réunion"


@dataclass(frozen=True)
class Person:
    first_name: str
    last_name: str
    login: str
    office: str
    role: str = ""
    password: str = PASSWORD

    @property
    def name(self):
        return f"{self.first_name} {self.last_name}"

    @property
    def has_second_factor(self):
        return self.role in STAFF

    def works_in(self, place):
        return place in self.office

    @property
    def born(self):
        """Day and month end the login, as schools make them; or None."""
        figures = self.login[-4:]
        return date(2010, int(figures[2:]), int(figures[:2])) if self in PUPILS else None

    @property
    def is_new(self):
        """Whose account has just been made: they will be asked everything at the first sign-in."""
        return self.password == TEMPORARY_PASSWORD


def officer(role, first_name, last_name, login):
    return Person(first_name, last_name, f"{login}@demo.example", role.label, role)


def manager(place, first_name, last_name, login):
    return Person(first_name, last_name, f"{login}@demo.example", f"Référent, {place}")


def assistant(place, first_name, last_name, login):
    return Person(first_name, last_name, f"{login}@demo.example", f"Assistant, {place}")


def pupil(place, first_name, last_name, login, password=PASSWORD):
    return Person(first_name, last_name, login, f"Élève, {place}", password=password)


OFFICERS = [
    officer(Role.ADMINISTRATOR, "Gaël", "N’Diaye-Lefèvre", "admin"),
    officer(Role.SUPPORT, "Inès", "Le Goff", "assistance"),
    officer(Role.JURY_TECHNICAL, "Maëlys", "O’Connor", "jury.technique"),
    officer(Role.JURY_PEDAGOGICAL, "Zoé", "Saint-Étienne", "jury.pedagogique"),
    officer(Role.JURY_OUTSIDE, "Thaïs", "d’Hautefeuille", "jury.exterieur"),
    officer(Role.AUTHORITY, "Raphaël", "Payet", "autorite"),
]
MANAGERS = [
    manager(PARIS, "Nadia", "Ferrand", "nadia.ferrand"),
    manager(REUNION, "Jean-Noël", "Hoarau", "jean-noel.hoarau"),
]
# The first works in both centres.
ASSISTANTS = [
    assistant(f"{PARIS} et {REUNION}", "François-Xavier", "Œhler", "fx.oehler"),
    assistant(REUNION, "Marie-Ève", "Grondin", "marie-eve.grondin"),
]
PUPILS = [
    pupil(PARIS, "Léa", "Fontaine", "lea.fontaine0412"),
    pupil(PARIS, "Kim-Anh", "Nguyễn", "kim-anh.nguyen1506"),
    pupil(PARIS, "Aminata", "Diallo", "aminata.diallo2301"),
    pupil(PARIS, "Chloé", "de La Tour d’Auvergne", "chloe.delatour0909"),
    pupil(REUNION, "Ylan", "Técher", "ylan.techer1211"),
    pupil(REUNION, "Anaïs", "M’Bapté-Rivière", "anais.mbapte0307"),
    pupil(REUNION, "Dylan", "Hoareau", "dylan.hoareau1804"),
    pupil(REUNION, "Océane", "Boyer", "oceane.boyer0101", TEMPORARY_PASSWORD),
]
# Who has practised everything, and may sit a test at once.
READY = (PUPILS[0], PUPILS[4])
# Who is told by `make demo`; the classmates sign in as well, and are many.
KNOWN = [*OFFICERS, *MANAGERS, *ASSISTANTS, *PUPILS]

FIRST_NAMES = (
    *("Aïcha", "Bilal", "Camille", "Éloïse", "Fatou", "Gabin", "Hugo", "Jade", "Kenza", "Léonie"),
    *("Maïwenn", "Mehdi", "Noé", "Oriane", "Rachid", "Rose", "Sofia", "Tao", "Teiki", "Yuna"),
)
LAST_NAMES = (
    *("Abdallah", "Bègue", "Costa", "Dijoux", "Garnier", "Kaya", "Lambert", "Le Bihan", "Mercier"),
    *("O’Brien", "Payet", "Roussel", "Sissoko", "Teva", "Vidal", "Weiß", "Yılmaz", "Zitouni"),
)


def classmates(number=53):
    """Two classes more: always the same."""
    rng = Random("classmates")
    for each in range(number):
        first_name, last_name = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
        letters = "".join(c for c in fold_login(f"{first_name}.{last_name}") if c.isascii())
        login = letters.replace("’", "") + f"{each + 1:02}26"
        yield pupil((PARIS, REUNION)[each % 2], first_name, last_name, login)
