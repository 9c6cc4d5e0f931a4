"""Passwords, traps and links that lie (4.1)."""

from random import Random
from string import ascii_letters, digits

from referentiel.drafts import Draft, Field, qcu, qroc
from referentiel.files import html_file, ods_file
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES

PLAIN_NAMES = tuple(each for each in FIRST_NAMES if each.isascii() and each.isalpha())
PLAIN_TOWNS = ("Aurillac", "Bastia", "Brest", "Cayenne", "Dole", "Lens", "Nevers", "Quimper")
PETS = ("Moustache", "Caramel", "Praline", "Noisette", "Biscuit", "Plume", "Cannelle", "Pistache")
WORDS = (
    *("bocal", "canard", "cactus", "citron", "violon", "fusée", "givre", "hamac", "igloo", "jupe"),
    *("koala", "lavabo", "marmite", "nuage", "orage", "pelle", "radis", "sabot", "tambour"),
    *("trombone", "valise", "zeste", "brouette", "crayon", "plongeoir", "tartine", "lac", "sel"),
)


def mot_de_passe_solide(rng: Random) -> Draft:
    """Lequel ne tient ni aux amis, ni au clavier, ni aux listes connues ?"""
    name, town, pet = rng.choice(PLAIN_NAMES), rng.choice(PLAIN_TOWNS), rng.choice(PETS)
    year = rng.randint(2009, 2013)
    phrase = "-".join(rng.sample(WORDS, 4))
    drawn = "".join(rng.sample(ascii_letters + digits, 12)) + rng.choice("!?#$")
    right = rng.choice((phrase, drawn))
    choices = [
        right,
        f"{name}-{pet}-{town}-{year}",
        rng.choice((f"{town}{year}!", f"{pet}{year}!", f"{year}{pet}#")),
        rng.choice(("azertyuiop1234567890", "aqwzsxedcrfvtgbyhn", "azertyqsdfghwxcvbn")),
        rng.choice(("M0tDeP@sse!", "P@ssw0rd!", "B0nj0ur123!", "M0t2P@sse2026!")),
    ]
    rng.shuffle(choices)
    return qcu(
        f"{name} vient {of(town)}, est né(e) en {year} et a un chat qui s’appelle {pet}. "
        "Tout le monde peut le lire sur ses réseaux sociaux.\n\n"
        "Quel mot de passe serait le plus difficile à deviner, pour une personne comme pour "
        "un programme ?",
        choices,
        right,
        explanation="Il n’a pas de lien avec la personne, ne suit pas les touches du clavier et "
        "n’est pas un mot connu dont on a changé quelques lettres.",
    )


def regles_mot_de_passe(rng: Random) -> Draft:
    """Un seul mot de passe respecte toutes les règles du site."""
    name, length = rng.choice(PLAIN_NAMES), rng.choice((12, 13, 14))
    sign, figure = rng.choice("!?#$"), rng.choice("23456789")
    right = f"{pair(rng, length - 2)}{figure}{sign}"
    choices = [
        right,
        f"{pair(rng, length - 4)}{figure}{sign}",
        f"{pair(rng, length - 1).lower()}{figure}{sign}",
        f"{pair(rng, length)}{sign}",
        f"{name}{pair(rng, length - 4)}{figure}{sign}",
    ]
    rng.shuffle(choices)
    return qcu(
        f"{name} crée un compte. Le site demande un mot de passe :\n\n"
        f"- d’au moins {length} caractères ;\n"
        "- avec une majuscule, une minuscule, un chiffre et un signe (`!`, `?`, `#` ou `$`) ;\n"
        "- sans le prénom de la personne.\n\n"
        "Quel mot de passe le site acceptera-t-il ?",
        choices,
        right,
        explanation="Chacun des autres oublie une règle : trop court, sans majuscule, sans "
        "chiffre, ou avec le prénom.",
    )


def pair(rng: Random, length: int) -> str:
    """Deux mots collés, d’une longueur donnée."""
    plain = [each for each in WORDS if each.isascii()]
    pairs = [(a, b) for a in plain for b in plain if a != b and len(a + b) == length]
    first, second = rng.choice(pairs)
    return first.capitalize() + second.capitalize()


# What the sender's name says, its address, the subject, the first words.
HONEST = (
    (
        "Médiathèque des Lilas",
        "pret@mediatheque-lilas.example",
        "Deux livres à rendre",
        "Bonjour, deux livres sont à rendre avant samedi. À bientôt à la médiathèque.",
    ),
    (
        "Vie scolaire",
        "vie.scolaire@college-tilleuls.example",
        "Réunion de mardi",
        "Bonjour, la réunion sur le voyage aura lieu mardi à 18 h, en salle 12.",
    ),
    (
        "Handball Club",
        "bureau@handball-lilas.example",
        "Horaires du tournoi",
        "Salut à toute l’équipe, rendez-vous samedi à 9 h au gymnase, avec vos maillots.",
    ),
    (
        "Cycles Roue Libre",
        "commandes@cycles-roue-libre.example",
        "Votre commande est prête",
        "Bonjour, votre casque vous attend au magasin. Pensez à venir avec votre bon de commande.",
    ),
    (
        "Conservatoire",
        "accueil@conservatoire-lilas.example",
        "Audition de juin",
        "Bonjour, l’audition de percussions est avancée au 12 juin. Rien d’autre ne change.",
    ),
    (
        "Cinéma Le Phare",
        "programme@cinema-le-phare.example",
        "Le programme de la semaine",
        "Trois films cette semaine, dont un en version originale. Billets au guichet.",
    ),
)
TRAPS = (
    (
        "Banque des Lilas",
        "alerte@verif-compte-{n}.test",
        "Votre carte sera bloquée ce soir",
        "Cher client, cliquez ici tout de suite et tapez le code de votre carte pour la garder.",
    ),
    (
        "Service Colis",
        "colis{n}@envoi-gratuit.test",
        "Dernier rappel avant renvoi",
        "Votre colis est bloqué. Payez 1,99 € dans l’heure en donnant ici votre numéro de carte.",
    ),
    (
        "Messagerie du collège",
        "admin@boite-pleine-{n}.test",
        "Votre boîte sera supprimée",
        "Répondez aujourd’hui avec votre mot de passe pour que votre compte ne soit pas effacé.",
    ),
    (
        "Musique en ligne",
        "cadeau{n}@gagnants-du-jour.test",
        "Vous avez gagné un an d’abonnement",
        "Bravo ! Tapez votre mot de passe sur cette page avant minuit pour avoir votre cadeau.",
    ),
)


def boite_suspecte(rng: Random) -> Draft:
    """Dans une boîte de réception, un seul message cherche à voler quelque chose."""
    name = rng.choice(FIRST_NAMES)
    trap = [each.format(n=rng.randint(11, 99)) for each in rng.choice(TRAPS)]
    numbers = rng.sample(range(101, 999), 6)
    messages = [(numbers[0], *trap)]
    messages += [(n, *each) for n, each in zip(numbers[1:], rng.sample(HONEST, 5), strict=True)]
    rng.shuffle(messages)
    body = "".join(
        f"<h2>Message {number}</h2><p>De : {shown} &lt;{address}&gt;<br>Objet : {subject}</p>"
        f"<p>{text}</p>"
        for number, shown, address, subject, text in messages
    )
    return qroc(
        f"Le fichier joint montre la boîte de réception {of(name)}.\n\n"
        "Un seul message essaie de lui voler de l’argent ou un mot de passe. "
        "Quel est le numéro de ce message ?",
        str(numbers[0]),
        label="Numéro du message",
        is_number=True,
        attachments=(html_file("boite-de-reception.html", "Boîte de réception", body),),
        explanation=f"Le message {numbers[0]} presse, demande un secret ou un paiement, et son "
        f"adresse ({trap[1]}) n’a rien à voir avec le nom affiché.",
    )


ACCOUNTS = (
    *("Ciné-club", "Librairie", "Covoiturage", "Musique", "Photos", "Piscine", "Transports"),
    *("Cantine", "Médiathèque", "Vélos", "Billetterie", "Recettes", "Handball", "Forum de dessin"),
)


def fuite(rng: Random) -> Draft:
    """Un mot de passe a fui : quels autres comptes ont le même ?"""
    name, services = rng.choice(FIRST_NAMES), rng.sample(ACCOUNTS, 12)
    secrets = ["".join(rng.sample(ascii_letters + digits, 10)) for _ in range(9)]
    stolen, first, second, *_ = services
    uses = [secrets[0]] * 3 + [secrets[1]] * 2 + secrets[2:]
    rows = list(zip(services, uses, strict=True))
    rng.shuffle(rows)
    two = (Field("a", "Premier compte"), Field("b", "Second compte"))
    return Draft(
        "QROCM-dep",
        f"Le fichier joint est la liste des comptes {of(name)}, telle que son gestionnaire de mots "
        f"de passe l’exporte. Le site « {stolen} » annonce que les mots de passe de ses clients "
        "ont été volés.\n\n"
        f"{name} change le sien. Sur quels deux autres comptes faut-il aussi, sans attendre, "
        "changer le mot de passe volé ?",
        fields=two,
        groups=((first,), (second,)),
        attachments=(ods_file("comptes.ods", ("Compte", "Mot de passe"), rows, "Comptes"),),
        explanation="Les voleurs essaient le même mot de passe partout : chaque compte qui le "
        "partage est en danger.",
    )


PLACES = (("de la médiathèque", "mediatheque"), ("de la piscine", "piscine"), ("du musée", "musee"))
STRANGERS = ("espace-client", "mon-compte-securise", "connexion-rapide", "service-en-ligne")


def vrai_domaine(rng: Random) -> Draft:
    """Un seul de ces liens mène au vrai site."""
    (place, slug), town = rng.choice(PLACES), rng.choice(PLAIN_TOWNS).lower()
    site, page = f"{slug}-{town}.example", rng.choice(("connexion", "compte", "reserver", "avis"))
    stranger, number = rng.choice(STRANGERS), rng.randint(10, 99)
    cut = rng.randrange(1, len(town))
    right = rng.choice((f"https://{page}.{site}/{number}", f"https://www.{site}/{page}/{number}"))
    choices = [
        right,
        f"https://{site}.{stranger}.test/{page}",
        f"https://{stranger}.test/{site}/{page}",
        f"https://{slug}-{town}-{stranger}.test/{page}",
        f"https://www.{slug}-{town[:cut]}{town[cut - 1]}{town[cut:]}.example/{page}",
    ]
    rng.shuffle(choices)
    return qcu(
        f"Le vrai site {place} est `{site}`.\n\nLequel de ces liens mène vraiment à ce site ?",
        choices,
        right,
        explanation=f"On lit ce qui est entre `//` et le premier `/` : ce nom doit finir par "
        f"`{site}`, à la lettre près.",
    )


def lien_cache(rng: Random) -> Draft:
    """Le texte d’un lien dit une adresse, le lien mène à une autre."""
    name, firm = rng.choice(FIRST_NAMES), rng.choice(("energie", "eau", "internet", "assurance"))
    shown, stranger = f"{firm}-lilas.example", f"{rng.choice(STRANGERS)}-{rng.randint(100, 999)}"
    host = rng.choice((f"{stranger}.test", f"{shown}.{stranger}.test", f"{firm}.{stranger}.test"))
    body = (
        f"<p>Bonjour {name},</p><p>Votre dernière facture n’a pas pu être payée.</p>"
        f'<p>Pour la voir : <a href="https://{host}/{shown}/facture">https://www.{shown}/facture'
        f'</a></p><p>Besoin d’aide ? <a href="https://aide.{shown}/contact">Notre aide</a></p>'
    )
    return qroc(
        f"{name} a reçu le message joint. Le lien de la facture affiche une adresse, mais il mène "
        "ailleurs.\n\n"
        "Sur quel site mène-t-il vraiment ? Ne cherchez pas à ouvrir ce site. Écrivez ce qui est "
        "entre `//` et le premier `/` qui suit.",
        *(host, f"https://{host}", f"https://{host}/", f"//{host}", f"//{host}/", f"{host}/"),
        label="Nom du site",
        tolerances=frozenset({"t1"}),
        attachments=(html_file("message.html", "Votre facture", body),),
        explanation="En passant la souris sur le lien, en le copiant ou en lisant le code de la "
        f"page, on voit sa vraie destination : {host}.",
    )


CODES = (("chiffres", 10, 4), ("chiffres", 10, 5), ("lettres de A à F", 6, 5))
MORE_CODES = (("lettres de A à H", 8, 4), ("lettres de A à J", 10, 4), ("chiffres de 1 à 8", 8, 5))


def combinaisons(rng: Random) -> Draft:
    """Combien de temps pour essayer tous les codes ?"""
    kind, symbols, length = rng.choice(CODES + MORE_CODES)
    total = symbols**length
    speed = rng.choice([each for each in range(2, 201) if total % each == 0])
    thing = rng.choice(("la tablette", "le casier", "la console", "le coffre", "le vélo partagé"))
    name = rng.choice(FIRST_NAMES)
    return qroc(
        f"Le code qui ouvre {thing} {of(name)} est fait de {length} {kind}. Le même peut "
        f"servir plusieurs fois. Un robot essaie {speed} codes par seconde, sans jamais être "
        "bloqué.\n\nCombien de secondes lui faut-il pour essayer tous les codes possibles ?",
        str(total // speed),
        label="Nombre de secondes",
        is_number=True,
        explanation=f"Il y a {symbols} signes possibles à chacune des {length} places, soit "
        f"{total} codes, à diviser par {speed}.",
    )
