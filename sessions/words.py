"""How a session is told to its centre: durations, deadlines, the lines of its journal."""

from datetime import datetime, timedelta

from core.templatetags.components import day, hour

B = "\N{NO-BREAK SPACE}"

# What each phase is called; those that are states bear the same name.
PHASES = {
    "late": "En retard",
    "due": "À finaliser",
    "missed": "Passée, sans test",
    "planned": "Planifiée",
    "running": "En cours",
    "finalised": "Finalisée",
    "in_jury": "En jury",
    "published": "Publiée",
    "cancelled": "Annulée",
}


def duration(length: timedelta) -> str:
    """« 48 min », « 6 h 48 min », « 2 jours 21 h »."""
    minutes = int(length.total_seconds()) // 60
    if minutes < 1:
        return "moins d’une minute"
    if minutes < 60:
        return f"{minutes}{B}min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours}{B}h{B}{minutes:02}{B}min" if minutes else f"{hours}{B}h"
    days, hours = divmod(hours, 24)
    named = f"{days}{B}jour{'s' if days > 1 else ''}"
    return f"{named} {hours}{B}h" if hours and days < 8 else named


def moment(at: datetime) -> str:
    """« 8 mars, 12 h 00 », on the clocks of the centre."""
    return f"{day(at, 'j F')}, {hour(at)}"


def standing(session, now: datetime) -> str:
    """What the person in charge needs to know of the time: what is left, or since when."""
    tell = TELLERS.get(session.phase)
    return tell(session, now) if tell else ""


TELLERS = {
    "late": lambda session, now: f"Depuis le {moment(session.deadline)}",
    "due": lambda session, now: (
        f"Avant le {moment(session.deadline)}, encore {duration(session.deadline - now)}"
    ),
    "running": lambda session, now: (
        f"Fin à {hour(session.ends_at)}, encore {duration(session.ends_at - now)}"
    ),
    "planned": lambda session, now: (
        f"Commence dans {duration(session.starts_at - now)}"
        if session.starts_at > now
        else f"Devait commencer à {hour(session.starts_at)}"
    ),
    "missed": lambda session, now: "À reporter, à annuler ou à supprimer",
    "finalised": lambda session, now: f"Transmise le {moment(session.finalised_at)}",
    "in_jury": lambda session, now: f"Transmise le {moment(session.finalised_at)}",
    "published": lambda session, now: f"Le {moment(session.published_at)}",
    "cancelled": lambda session, now: session.cancelled_because,
}

# The verbs of the journal, in the words of the centre.
VERBS = {
    "plan": "Planifiée",
    "renew_access_code": "Code d’accès renouvelé",
    "convene": "Convocations envoyées",
    "suspend": "Temps arrêtés",
    "resume": "Temps repris",
    "add_minutes": "Temps ajouté",
    "end_test": "Test arrêté par le surveillant",
    "change_seat": "Reprise d’un test",
    "allow_return": "Accord pour reprendre un test",
    "renew_password": "Mot de passe de surveillance renouvelé",
    "enrol": "Inscription dans la liste",
    "import": "Fichier de candidats importé",
    "remove_candidate": "Retrait de la liste",
    "restore_candidate": "Retour dans la liste",
    "move_candidate": "Départ vers une autre session",
    "receive_candidate": "Arrivée d’une autre session",
    "follow_clocks": "Instants recalculés après un changement d’heure légale",
}
MOVES = {
    "planned": "Rétablie",
    "running": "Commencée",
    "finalised": "Finalisée",
    "in_jury": "Transmise au jury",
    "published": "Résultats publiés",
    "cancelled": "Annulée",
}


def act(entry) -> str:
    """One line of the journal: what was done."""
    if entry.verb == "move":
        done = _move(entry.data)
        return f"{done} : {entry.data['why']}" if entry.data.get("why") else done
    if entry.verb == "change":
        return "Modifiée : " + changes_in(entry)
    told = [f"{entry.data['minutes']}{B}min"] if "minutes" in entry.data else []
    told += [entry.data[key] for key in ("name", "reason") if entry.data.get(key)]
    done = VERBS.get(entry.verb, entry.verb)
    return f"{done} : {', '.join(told)}" if told else done


def _move(data):
    if (data["before"], data["after"]) == ("finalised", "running"):
        return "Finalisation annulée"
    if (data["before"], data["after"]) == ("published", "in_jury"):
        return "Publication retirée"
    return MOVES.get(data["after"], data["after"])


def changes_in(entry):
    return " ; ".join(
        f"{label.lower()}, {before or 'vide'} → {after or 'vide'}"
        for label, before, after in entry.data["changes"]
    )


def actor(entry) -> str:
    return str(entry.actor or entry.author or "la plateforme")
