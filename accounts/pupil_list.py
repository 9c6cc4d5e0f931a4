"""A list of pupils, one a line: « Prénom;Nom » or « Prénom;Nom;identifiant »."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.logins import fold_login
from accounts.models import User


@dataclass(frozen=True)
class Pupil:
    first_name: str
    last_name: str
    username: str


def read_pupils(text):
    """The pupils, and every fault of every line: accounts are for when there is none."""
    pupils, faults, seen = [], [], set()
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        cells = [cell.strip() for cell in line.split(";")]
        if not any(cells):
            continue
        fault = fault_of(cells, seen)
        if fault:
            faults.append(f"ligne {number} : {fault}")
        else:
            pupils.append(Pupil(cells[0], cells[1], fold_login((*cells, "")[2])))
            seen.add(pupils[-1].username)
    return pupils, faults


def fault_of(cells, seen):
    if len(cells) not in (2, 3) or not cells[0] or not cells[1]:
        return "écrire « Prénom;Nom » ou « Prénom;Nom;identifiant »"
    username = fold_login((*cells, "")[2])
    if not username:
        return ""
    if username in seen:
        return f"l’identifiant {username} est déjà plus haut"
    try:
        User(username=username, first_name=cells[0], last_name=cells[1], password="!").full_clean()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@transaction.atomic
def open_accounts(pupils):
    """An account and a temporary password for each: name, identifiant, password."""
    for pupil in pupils:
        names = {"first_name": pupil.first_name, "last_name": pupil.last_name}
        username = pupil.username or User.objects.free_username(**names)
        user = User.objects.create_user(username=username, **names)
        password = user.give_temporary_password(by="import d’une liste d’élèves")
        yield user.last_name, user.first_name, user.username, password
