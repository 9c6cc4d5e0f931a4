"""Questions on one’s place online: what one shows, traces put together, moderation, requests."""

from datetime import date
from random import Random

from referentiel.drafts import Draft, Field, qcu, qroc
from referentiel.files import csv_file, eml_file, html_file, ods_file, text_file
from referentiel.generators.dates import MONTHS, clock, in_words, mail_date, some_day
from referentiel.generators.echanges import people, plain
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, TOWNS

STRICT = frozenset({"t1", "t2"})
CREATURES = (
    *("renard", "hibou", "loutre", "castor", "merle", "lynx", "panda", "gecko", "tigre", "mouette"),
)
MANNERS = ("calme", "joueur", "discret", "rapide", "bleu", "volant", "sage", "curieux", "zen")
HOBBIES = ("judo", "guitare", "échecs", "natation", "théâtre", "escalade", "couture")
POSTS = (
    *("Mon chat a encore dormi sur le clavier.", "Quelqu’un a une bonne recette de crêpes ?"),
    *("Trop de vent pour sortir le vélo aujourd’hui.", "Film très drôle hier, je recommande."),
    *("J’ai fini mon puzzle de mille pièces !", "Nouvelle coupe de cheveux, photo bientôt."),
)
REMARKS = (
    *("Je ne suis pas d’accord, la version longue est plus claire.", "Merci pour ton aide !"),
    *("Quelqu’un sait où trouver la notice ?", "La réponse est à la page douze de la notice."),
    *("Moi, ce jeu ne m’a pas plu du tout.", "Bonne idée, j’essaie ce soir."),
    *("Attention, la mise à jour est longue.", "J’ai eu le même souci, ça s’est arrangé seul."),
    *("Votre règle numéro deux est mal écrite.", "On se retrouve tous au tournoi ?"),
)
ADVERTS = ("Moins vingt pour cent sur ma boutique, commandez vite !", "J’achète vos vieux jeux.")
PHONES = ("Appelle Lou au 06 39 98 00 {}.", "Le numéro de mon voisin : 06 39 98 12 {}.")
INSULTS = ("T’es vraiment un gros nul, dégage.", "Pauvre idiot, tu ne comprends jamais rien.")


def pseudo(rng: Random) -> Draft:
    """Le pseudonyme qui ne dit rien de la personne."""
    ((first, last),) = people(rng, 1)
    town, birth, hobby = rng.choice(TOWNS), rng.randint(2008, 2013), rng.choice(HOBBIES)
    right = "-".join((rng.choice(CREATURES), *rng.sample(MANNERS, rng.choice((1, 2)))))
    name, place = plain(first), plain(town)
    wrong = (f"{name}.{place}", f"{plain(last)}-{plain(hobby)}", f"{name}{birth}")
    return qcu(
        f"{first} {last} habite {town}, est né(e) en {birth} et fait partie du club de la ville "
        f"(activité : {hobby}). Sur un forum de jeu ouvert à tous, mieux vaut rester anonyme."
        "\n\nQuel pseudonyme en dit le moins ?",
        rng.sample((right, *wrong), 4),
        right,
    )


def anniversaire(rng: Random) -> Draft:
    """La date de naissance que deux messages révèlent."""
    name, age, day = rng.choice(FIRST_NAMES), rng.randint(13, 17), some_day(rng)
    number = rng.randrange(1, 5)
    shown = [date(2027, 1, 2), *(some_day(rng) for _ in range(5))]
    posts = list(zip(shown, POSTS, strict=True))
    posts[number] = (day, f"Et voilà, {age} ans aujourd’hui ! Merci pour vos messages.")
    items = "\n".join(
        f"<li><p>{in_words(at)} {at.year}</p><p>{words}</p></li>" for at, words in sorted(posts)
    )
    page = f"<h1>{name}</h1>\n<p>Profil public. Ma date de naissance est un secret !</p>\n"
    return Draft(
        "QROCM-ind",
        f"La page jointe est le profil public {of(name)}. Sa date de naissance n’y est pas "
        "écrite, mais on peut la trouver.\n\nQuelle est-elle ?",
        fields=(
            Field("jour", "Jour", (str(day.day),), is_number=True),
            Field("mois", "Mois", (MONTHS[day.month - 1],), MONTHS),
            Field("annee", "Année", (str(day.year - age),), is_number=True),
        ),
        attachments=(
            html_file("profil.html", f"Profil {of(name)}", f"{page}<ul>\n{items}\n</ul>"),
        ),
    )


def recoupement(rng: Random) -> Draft:
    """Retrouver quelqu’un dans un tableau sans noms."""
    name, nicknames = rng.choice(FIRST_NAMES), rng.sample(CREATURES, 10)
    towns, births = rng.sample(TOWNS, 3), rng.sample(range(2007, 2013), 3)
    hobbies = rng.sample(HOBBIES, 3)
    goal = (towns[0], births[0], hobbies[0])
    near = [
        *((towns[0], births[0], hobby) for hobby in hobbies[1:]),
        *((towns[0], birth, hobbies[0]) for birth in births[1:]),
        *((town, births[0], hobbies[0]) for town in towns[1:]),
        *((town, births[1], rng.choice(hobbies)) for town in towns),
    ]
    numbers = [rng.randrange(10, 99) for _ in nicknames]
    ids = [f"{nickname}{number}" for nickname, number in zip(nicknames, numbers, strict=True)]
    rows = list(
        zip(ids, *zip(goal, *near, strict=True), rng.sample(range(200, 900), 10), strict=True)
    )
    columns = ("Pseudonyme", "Ville", "Naissance", "Activité", "Points")
    age = 2027 - births[0]
    return qroc(
        "Un site de jeu publie le tableau joint, « anonyme » puisqu’il n’a que des pseudonymes.\n\n"
        f"Vous savez seulement que {name} habite {towns[0]}, a {age} ans en 2027 (anniversaire "
        f"passé) et parle souvent de son activité : {hobbies[0]}. Quel est son pseudonyme ?",
        ids[0],
        label="Pseudonyme",
        tolerances=STRICT,
        attachments=(ods_file("joueurs.ods", columns, rng.sample(rows, len(rows))),),
    )


def delai_de_reponse(rng: Random) -> Draft:
    """Jusqu’à quand un site peut attendre pour répondre à une demande d’effacement."""
    day, name = some_day(rng), rng.choice(FIRST_NAMES)
    # The answer is due on a working day: another one would put it off.
    while day.month in (4, 6) or (day.replace(month=day.month + 1)).weekday() > 4:
        day = some_day(rng)
    return Draft(
        "QROCM-ind",
        f"{name} demande à un site d’effacer un ancien compte et toutes ses données. Le site a "
        f"reçu la demande le {in_words(day)} {day.year}. Elle est simple, et le site n’a pas "
        f"écrit qu’il lui fallait plus de temps. Une semaine après, toujours rien.\n\n"
        "Dans l’Union européenne, jusqu’à quelle date le site peut-il encore répondre dans les "
        "délais ?",
        fields=(
            Field("jour", "Jour", (str(day.day),), is_number=True),
            Field("mois", "Mois", (MONTHS[day.month],), MONTHS),
        ),
        explanation="Le règlement européen sur les données (RGPD) donne un mois pour répondre. "
        "Passé ce délai, on peut adresser une plainte à la CNIL.",
    )


def messages(rng: Random) -> tuple[list[str], dict[str, list[str]]]:
    """Ten allowed remarks, and two messages for each kind that a charter forbids."""
    bad = {
        "publicité": rng.sample(ADVERTS, 2),
        "téléphone": [each.format(rng.randrange(10, 99)) for each in rng.sample(PHONES, 2)],
        "insulte": rng.sample(INSULTS, 2),
    }
    return rng.sample(REMARKS, 10), bad


def moderation(rng: Random) -> Draft:
    """Les deux messages qu’une règle de la charte fait retirer."""
    allowed, bad = messages(rng)
    kind = rng.choice(sorted(bad))
    lines = [(text, kind) for text in bad[kind]] + [(text, "") for text in allowed]
    rng.shuffle(lines)
    names = [rng.choice(FIRST_NAMES) for _ in lines]
    text = "".join(
        f"{number}. {name} : {line}\n"
        for number, (name, (line, _)) in enumerate(zip(names, lines, strict=True), 1)
    )
    wrong = [str(number) for number, (_, kind) in enumerate(lines, 1) if kind]
    return Draft(
        "QROCM-dep",
        f"Vous modérez le forum d’un club de jeux, à {rng.choice(TOWNS)}. La charte dit :\n\n"
        "- On peut critiquer une idée, un jeu ou la charte, mais pas insulter une personne.\n"
        "- Pas de publicité ni de petite annonce.\n- Pas de numéro de téléphone.\n\n"
        "Dans la discussion jointe, quels deux messages faut-il retirer ?",
        fields=(Field("a", "Numéro d’un message"), Field("b", "Numéro de l’autre")),
        groups=tuple((number,) for number in wrong),
        attachments=(text_file("discussion.txt", text),),
    )


def suspension(rng: Random) -> Draft:
    """Qui a fait deux fois ce que la charte interdit."""
    allowed, bad = messages(rng)
    names = [f"{each}{rng.randrange(10, 99)}" for each in rng.sample(CREATURES, 6)]
    lines = [(names[0], bad["publicité"][0]), (names[0], bad["insulte"][0])]
    lines += [(names[1], bad["téléphone"][0]), (names[2], bad["insulte"][1])]
    lines += [(each, allowed.pop()) for each in (*names, names[3], names[3], names[4], names[4])]
    rng.shuffle(lines)
    rows = [(clock(600 + 7 * number), *line) for number, line in enumerate(lines)]
    return qroc(
        f"Sur le forum d’une radio, à {rng.choice(TOWNS)}, la charte interdit les insultes, la "
        "publicité et les numéros de téléphone. Une faute donne un avertissement ; deux fautes, "
        "même différentes, suspendent le compte.\n\nD’après la discussion jointe, quel compte faut-"
        "il suspendre ?",
        names[0],
        label="Compte",
        options=sorted(names),
        attachments=(csv_file("discussion.csv", ("Heure", "Compte", "Message"), rows),),
    )


def accuse(rng: Random) -> Draft:
    """Le numéro de dossier et la pièce qui manque, dans un accusé de réception."""
    (person,), day = people(rng, 1), some_day(rng)
    papers = ("justificatif de domicile", "photo d’identité", "livret de famille", "attestation")
    missing, *given = rng.sample(papers, 3)
    number = f"{rng.choice('BCDFGHJKLM')}{rng.randrange(10**6, 10**7)}"
    call = rng.randrange(10**6, 10**7)
    body = (
        f"Bonjour {person[0]} {person[1]},\n\nVotre demande de carte de transport est bien arrivée "
        f"le {in_words(day)}.\nElle porte le numéro de dossier {number}.\n\nPièces reçues : "
        f"{', '.join(given)}.\nPièce à nous envoyer encore : {missing}.\n\nPour nous joindre, "
        f"rappelez ce numéro de dossier.\nCe message porte la référence d’envoi {call}.\n"
    )
    headers = {
        "From": "Transports <ne-pas-repondre@transports.example>",
        "To": "demande@example.org",
        "Date": mail_date(day, 600, 1),
        "Subject": "Votre demande de carte",
    }
    return Draft(
        "QROCM-ind",
        "Après une demande de carte de transport faite en ligne, on reçoit le message joint. Pour "
        "finir la démarche, il faut envoyer une pièce en rappelant son dossier.\n\nQuel numéro "
        "faut-il rappeler, et quelle pièce envoyer ?",
        fields=(
            Field("numero", "Numéro de dossier", (number,)),
            Field("piece", "Pièce", (missing,), papers),
        ),
        tolerances=frozenset({"t1"}),
        attachments=(eml_file("accuse.eml", headers, body),),
    )


def site_officiel(rng: Random) -> Draft:
    """L’adresse qui est vraiment celle d’un service de l’État."""
    service = rng.choice(("passeport", "permis", "bourses", "logement", "retraite"))
    path = rng.choice(("demande", "dossier", "formulaire", "compte"))
    number, name = rng.randrange(100, 999), rng.choice(FIRST_NAMES)
    right = f"https://{service}.demarches.gouv.fr/{path}/{number}"
    wrong = (
        f"https://{service}.gouv.fr.example.com/{path}/{number}",
        f"https://{service}-gouv-fr.example.org/{path}/{number}",
        f"https://www.example.net/{service}.gouv.fr/{path}/{number}",
    )
    return qcu(
        f"{name}, à {rng.choice(TOWNS)}, fait une démarche auprès de l’État. Les sites de l’État "
        "qui permettent de la faire ont un nom qui finit par `gouv.fr`.\n\nQuelle adresse est "
        "celle d’un tel site ?",
        rng.sample((right, *wrong), 4),
        right,
        explanation="Le nom du site va de « https:// » à la première barre oblique ; c’est la fin "
        "de ce nom qui dit à qui il appartient.",
    )
