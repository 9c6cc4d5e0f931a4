"""Questions on messages: addresses, recipients, replies, and what a saved message tells."""

import unicodedata
from random import Random

from referentiel.drafts import Draft, qcm, qcu, qroc
from referentiel.files import eml_file, ods_file
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, LAST_NAMES, TOWNS

AS_TYPED = frozenset({"t1"})
DOMAINS = ("example.org", "example.net", "example.com")
CLUBS = (
    *("le club de lecture", "la chorale", "le club de judo", "l’atelier vélo", "le jardin partagé"),
    *("le ciné-club", "la ludothèque", "l’atelier théâtre", "le club d’échecs", "la fanfare"),
)
SITES = ("lecture", "chorale", "judo", "velo", "jardin", "cine", "ludo", "theatre", "echecs")


def plain(text: str) -> str:
    """A name as addresses write it: small letters, no accent, no space."""
    letters = unicodedata.normalize("NFD", text.lower().replace(" ", ""))
    return "".join(each for each in letters if not unicodedata.combining(each))


def people(rng: Random, count: int) -> list[tuple[str, str]]:
    """First and last names, all different."""
    return list(
        zip(rng.sample(FIRST_NAMES, count), rng.sample(LAST_NAMES, count), strict=True),
    )


def address(person: tuple[str, str], domain: str) -> str:
    return f"{plain(person[0])}.{plain(person[1])}@{domain}"


def listed(words) -> str:
    """« Ana, Bilal et Tom »."""
    *first, last = words
    return f"{', '.join(first)} et {last}" if first else last


def adresse_valable(rng: Random) -> Draft:
    """Quelle adresse est bien écrite ?"""
    ((first, last),) = people(rng, 1)
    domain = rng.choice(DOMAINS)
    start, (site, end) = f"{plain(first)}.{plain(last)}", domain.split(".")
    right = f"{start}{rng.randrange(10, 99)}@{domain}"
    wrong = (
        *(f"{start}.{domain}", f"{start}@{site},{end}", f"{start}@@{domain}"),
        *(f"@{start}.{domain}", f"{plain(first)} {plain(last)}@{domain}"),
    )
    choices = rng.sample((right, *rng.sample(wrong, 3)), 4)
    return qcu(
        f"Au dos d’un cahier, on a noté de quatre façons l’adresse électronique {of(first)} "
        f"{last}. Une seule peut fonctionner.\n\nLaquelle ?",
        choices,
        right,
        explanation="Une adresse a un seul @, aucun espace, et finit par un nom de domaine "
        "dont les parties sont séparées par des points.",
    )


def adresse_fautive(rng: Random) -> Draft:
    """À qui un message ne peut-il pas arriver ?"""
    members, domain = people(rng, 14), rng.choice(DOMAINS)
    addresses = [address(each, rng.choice(DOMAINS)) for each in members]
    place = rng.randrange(3, 14)
    addresses[place] = rng.choice(
        (
            address(members[place], domain).replace("@", ""),
            address(members[place], domain).replace("@", " @ "),
            address(members[place], domain).replace("@", "@@"),
            address(members[place], domain.replace(".", ",")),
        )
    )
    rows = [(*each, found) for each, found in zip(members, addresses, strict=True)]
    first, last = members[place]
    return qroc(
        f"Pour {rng.choice(CLUBS)} {of(rng.choice(TOWNS))}, le fichier joint contient les "
        "adresses des membres.\n\nUne adresse est mal écrite : aucun message ne peut y "
        "arriver. Quel est le prénom de cette personne ?",
        first,
        f"{first} {last}",
        f"{last} {first}",
        label="Prénom",
        tolerances=frozenset({"t1", "t2"}),
        attachments=(ods_file("membres.ods", ("Prénom", "Nom", "Adresse"), rows),),
    )


def qui_voit(rng: Random) -> Draft:
    """Quels destinataires sont affichés chez un destinataire ?"""
    names = [first for first, _ in people(rng, 7)]
    sender, *rest = names
    to, copy, hidden = rest[:2], rest[2:4], rest[4:]
    reader = rng.choice((*to, *copy))
    shown = [each for each in (*to, *copy) if each != reader]
    return qcm(
        f"Pour {rng.choice(CLUBS)}, {sender} envoie un message :\n\n- À : {listed(to)}\n"
        f"- Cc : {listed(copy)}\n- Cci : {listed(hidden)}\n\n{reader} ouvre ce message. Quels "
        "autres destinataires sont affichés ? Plusieurs réponses sont attendues.",
        rng.sample((*shown, *hidden), 5),
        shown,
        explanation="Les champs À et Cc sont visibles par tous ; les noms mis en Cci ne le sont "
        "par aucun autre destinataire.",
    )


def repondre_a_tous(rng: Random) -> Draft:
    """Qui reçoit une réponse à tous ?"""
    sender, first, second, third, fourth, hidden, other = (name for name, _ in people(rng, 7))
    clicker, *others = rng.sample((first, second, third, fourth), 4)
    reached = [sender, *others]
    return qcm(
        f"{sender} a écrit à {first} et {second}, avec {third} et {fourth} en Cc et {hidden} en "
        f"Cci, au sujet d’une sortie à {rng.choice(TOWNS)}. {other} n’est pas dans la liste.\n\n"
        f"{clicker} clique sur « Répondre à tous », écrit « D’accord ! » et envoie. Qui reçoit "
        "cette réponse ? Plusieurs réponses sont attendues.",
        rng.sample((*reached, hidden, other), 6),
        reached,
        explanation="« Répondre à tous » écrit à l’expéditeur et aux adresses visibles (À et Cc). "
        "L’adresse en Cci n’étant pas connue de qui répond, elle ne reçoit rien.",
    )


def adresse_de_reponse(rng: Random) -> Draft:
    """Où part la réponse quand le message a une adresse de réponse ?"""
    (sender, copy), site = people(rng, 2), rng.choice(SITES)
    domain = f"{site}-{plain(rng.choice(TOWNS))}.example"
    box, decoy = rng.sample(("inscriptions", "secretariat", "sorties", "accueil", "contact"), 2)
    headers = {
        "From": f"{sender[0]} {sender[1]} <{address(sender, domain)}>",
        "Reply-To": f"{box}@{domain}",
        "To": f"membres@{domain}",
        "Cc": address(copy, domain),
        "Date": "Tue, 09 Mar 2027 18:12:00 +0100",
        "Subject": "Sortie du mois",
    }
    body = (
        "Bonjour,\n\nLa sortie du mois aura bien lieu. Dites-nous si vous venez.\n"
        f"Pour une question d’argent, écrivez plutôt à {decoy}@{domain}.\n\n{sender[0]}\n"
    )
    return qroc(
        f"Ouvrez le message joint, envoyé par {sender[0]} {sender[1]}, avec un éditeur de texte ou "
        "un logiciel de messagerie.\n\nUn membre clique sur « Répondre » et ne change rien "
        "d’autre. À quelle adresse part sa réponse ?",
        f"{box}@{domain}",
        label="Adresse",
        tolerances=AS_TYPED,
        attachments=(eml_file("sortie.eml", headers, body),),
        explanation="L’en-tête « Reply-To » (répondre à) remplace l’adresse de l’expéditeur.",
    )


def desabonnement(rng: Random) -> Draft:
    """Quelle adresse sert à quitter une liste de diffusion ?"""
    site, number = rng.choice(SITES), rng.randrange(100, 999)
    domain = f"listes-{plain(rng.choice(TOWNS))}.example"
    leave = f"{site}-{rng.choice(('sortie', 'depart', 'fin', 'quitter'))}-{number}@{domain}"
    headers = {
        "From": f"Lettre <lettre@{domain}>",
        "To": f"{site}@{domain}",
        "Date": "Thu, 04 Feb 2027 07:30:00 +0100",
        "Subject": "La lettre de la semaine",
        "List-Post": f"<mailto:{site}@{domain}>",
        "List-Help": f"<mailto:{site}-aide-{number}@{domain}>",
        "List-Unsubscribe": f"<mailto:{leave}>",
        "List-Owner": f"<mailto:{site}-gestion-{number}@{domain}>",
    }
    body = "Bonjour,\n\nVoici les nouvelles de la semaine.\n\nBonne lecture !\n"
    return qroc(
        f"{rng.choice(FIRST_NAMES)} ne veut plus recevoir la lettre jointe. Le texte ne dit pas "
        "comment faire, mais les en-têtes du message le disent.\n\nOuvrez le message avec un "
        "éditeur de texte (ou affichez sa source). À quelle adresse faut-il écrire pour se "
        "désabonner ?",
        leave,
        label="Adresse",
        tolerances=AS_TYPED,
        attachments=(eml_file("lettre.eml", headers, body),),
        explanation="L’en-tête « List-Unsubscribe » donne l’adresse de désabonnement.",
    )
