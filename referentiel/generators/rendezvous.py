"""Questions on meeting at a distance: a time that suits everyone, time zones, invitations."""

from datetime import date
from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import ods_file, text_file
from referentiel.generators.dates import in_words, some_day
from referentiel.generators.echanges import people
from referentiel.generators.elision import of
from referentiel.generators.words import TOWNS

# Places whose hour never changes in the year.
ZONES = {
    "Cayenne": -3,
    "Fort-de-France": -4,
    "Mamoudzou": 3,
    "Nouméa": 11,
    "Papeete": -10,
    "Saint-Denis de La Réunion": 4,
    "Mata-Utu": 12,
}
SHIFTS = {-1: "la veille", 0: "le même jour", 1: "le lendemain"}


def universal(hours: int) -> str:
    return f"UTC{'+' if hours > 0 else '−'}{abs(hours)}"


def creneau_commun(rng: Random) -> Draft:
    """Le seul créneau où tout le monde a dit oui."""
    names = [first for first, _ in people(rng, 6)]
    first_day = some_day(rng)
    days = [date.fromordinal(first_day.toordinal() + number) for number in range(3)]
    slots = [f"{in_words(day)}, {hour} h" for day in days for hour in (10, 14, 17)]
    common = rng.choice(slots)
    rows = [(slot, *answers(rng, slot == common)) for slot in slots]
    return qroc(
        f"Six personnes préparent un spectacle à {rng.choice(TOWNS)}. Le fichier joint donne leurs "
        "réponses au sondage de dates.\n\nTout le monde doit être là. On n’accepte pas les « si "
        "besoin ». Quel créneau faut-il choisir ?",
        common,
        label="Créneau",
        options=slots,
        attachments=(ods_file("sondage.ods", ("Créneau", *names), rows),),
    )


def answers(rng: Random, is_common: bool) -> list[str]:
    """Six answers to one slot; unless common, at least one is not a plain yes."""
    given = ["oui"] * 6
    if not is_common:
        for place in rng.sample(range(6), rng.choice((1, 1, 2))):
            given[place] = rng.choice(("non", "si besoin"))
    return given


def decalage(rng: Random) -> Draft:
    """L’heure et le jour d’un rendez-vous, vus d’un autre fuseau."""
    here, there = rng.sample(sorted(ZONES), 2)
    (host, guest), hour = people(rng, 2), rng.randint(7, 21)
    shift, local = divmod(hour - ZONES[here] + ZONES[there], 24)
    day = in_words(some_day(rng))
    return Draft(
        "QROCM-ind",
        f"{host[0]}, à {here} ({universal(ZONES[here])}), propose une visioconférence le {day} à "
        f"{hour} h, heure de {here}.\n\n{guest[0]} habite à {there} ({universal(ZONES[there])}). "
        f"À quelle heure et quel jour faut-il se connecter, vu {of(there)} ?",
        fields=(
            Field("heure", "Heure (de 0 à 23)", (str(local),), is_number=True),
            Field("jour", "Jour, par rapport à la date annoncée", (SHIFTS[shift],), days()),
        ),
        explanation="On passe par l’heure universelle (UTC) : on enlève le décalage du premier "
        "lieu, puis on ajoute celui du second.",
    )


def days() -> tuple[str, ...]:
    return tuple(SHIFTS.values())


def invitation(rng: Random) -> Draft:
    """L’heure locale d’une invitation écrite en temps universel."""
    place, day, hour = rng.choice(sorted(ZONES)), some_day(rng), rng.randint(5, 20)
    ((first, last),) = people(rng, 1)
    shift, local = divmod(hour + ZONES[place], 24)
    stamp = f"{day:%Y%m%d}T{hour:02}"
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Reunion//FR", "BEGIN:VEVENT"),
        *(f"UID:{stamp}-{rng.randrange(10**6):06}@example.org", "SUMMARY:Point de projet"),
        *(f"DTSTAMP:{day.year}0102T081500Z", f"DTSTART:{stamp}0000Z", f"DTEND:{stamp}4500Z"),
        *(f"ORGANIZER;CN={first} {last}:mailto:projet@example.org", "END:VEVENT"),
        "END:VCALENDAR",
    )
    return Draft(
        "QROCM-ind",
        f"{first} {last} vous envoie l’invitation jointe (fichier de calendrier, lisible aussi "
        "avec un éditeur de texte). Une heure qui finit par `Z` est en temps universel (UTC).\n\n"
        f"Vous serez à {place} ({universal(ZONES[place])}). Quel jour du mois et à quelle heure, "
        "heure locale, commence la réunion ?",
        fields=(
            Field("jour", "Jour du mois", (str(day.day + shift),), is_number=True),
            Field("heure", "Heure (de 0 à 23)", (str(local),), is_number=True),
        ),
        attachments=(text_file("invitation.ics", "\r\n".join((*lines, ""))),),
    )
