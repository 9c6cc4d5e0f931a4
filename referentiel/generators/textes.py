"""Questions about searching, counting and replacing in a text."""

import re
import unicodedata
from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import docx_file, odt_file, text_file
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, TOWNS

DIARY = (
    "{who} range le matériel avant la nuit.",
    "Le matin, {who} note la température de l’eau.",
    "À midi, {who} prépare le repas pour tout le groupe.",
    "Le bus pour {town} a une heure de retard.",
    "{who} prend une photo du chemin, puis repart.",
    "Le soir, {who} et {other} comptent les oiseaux du lac.",
    "La pluie tombe depuis {town}, personne ne se plaint.",
    "{who} retrouve la boussole que {other} croyait perdue.",
    "Nous dormons sous la tente à {town}.",
    "{other} chante, {who} joue du tambour.",
    "Le sentier est long et la vue est belle.",
    "{who} écrit trois lignes dans le carnet.",
)


def folded(text: str) -> str:
    """As most searches read it: no capitals, no accents."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def diary(rng: Random, names: list[str], paragraphs: int) -> list[str]:
    def sentence() -> str:
        who, other = rng.sample(names, 2)
        return rng.choice(DIARY).format(who=who, other=other, town=rng.choice(TOWNS))

    return [" ".join(sentence() for _ in range(rng.randint(2, 4))) for _ in range(paragraphs)]


def presse_papiers(rng: Random) -> Draft:
    """What was copied last is what is pasted."""
    first, second, third, fourth = rng.sample(FIRST_NAMES, 4)
    who = rng.choice([name for name in FIRST_NAMES if name not in (first, second, third, fourth)])
    last = rng.choice((second, third))
    gesture = rng.choice(("copie", "coupe"))
    instruction = f"""Un document contient une liste de prénoms, un par ligne :

- {first}
- {second}
- {third}
- {fourth}

{who} sélectionne « {first} » et le copie. Puis {who} sélectionne « {last} » et le {gesture}. \
Enfin, {who} place le curseur sur une nouvelle ligne, tout en bas, et colle une seule fois.

Quel prénom est alors sur la dernière ligne ?"""
    why = f"Le presse-papiers ne garde que le dernier élément copié ou coupé : « {last} »."
    return qroc(instruction, last, label="Prénom", explanation=why)


def occurrences(rng: Random) -> Draft:
    """How many times is a name written in a long text?"""
    while True:
        names = rng.sample(FIRST_NAMES, 8)
        paragraphs = diary(rng, names, rng.randint(45, 110))
        text = folded("\n".join(paragraphs))
        # Neither « Tom » inside « tomate », nor a handful that the eye counts.
        sure = [name for name in names if is_sure(folded(name), text)]
        if sure:
            break
    who = rng.choice(sure)
    count = len(re.findall(rf"\b{folded(who)}\b", text))
    instruction = f"""Le fichier joint est le journal d’un voyage scolaire au départ \
{of(rng.choice(TOWNS))}.

Combien de fois le prénom « {who} » y est-il écrit ?"""
    why = "L’outil Rechercher compte toutes les apparitions d’un mot, sans en oublier."
    return qroc(
        instruction,
        str(count),
        label="Nombre de fois",
        is_number=True,
        attachments=(odt_file("journal-de-voyage.odt", paragraphs),),
        explanation=why,
    )


def is_sure(name: str, text: str) -> bool:
    return text.count(name) == len(re.findall(rf"\b{re.escape(name)}\b", text)) >= 12


RULES = (
    ("trottinettes", "sont pliées avant d’entrer"),
    ("parapluies", "restent dans le seau de l’accueil"),
    ("téléphones", "sont éteints pendant les répétitions"),
    ("vélos", "sont attachés derrière le gymnase"),
    ("gourdes", "portent le nom de leur propriétaire"),
    ("ballons", "sont rendus le soir même"),
    ("casques", "sont nettoyés après chaque usage"),
    ("micros", "sont rangés dans la boîte bleue"),
    ("clés", "sont données par la gardienne"),
    ("casiers", "sont vidés avant les vacances"),
    ("chaises", "sont empilées par six"),
    ("instruments", "ne sortent pas sans accord écrit"),
    ("affiches", "sont collées sur le tableau de liège"),
    ("goûters", "se prennent dans la cour"),
    ("poubelles", "sont triées chaque vendredi"),
    ("rideaux", "restent fermés pendant les films"),
    ("peintures", "sèchent sur l’étagère du haut"),
    ("pinceaux", "sont lavés à l’eau froide"),
    ("costumes", "sont essayés sur rendez-vous"),
    ("tapis", "sont roulés, jamais pliés"),
    ("raquettes", "sont comptées à la fin de la séance"),
    ("chaussures", "sont changées dans le vestiaire"),
    ("livres", "sont prêtés pour trois semaines"),
    ("jeux", "sont rangés avec toutes leurs pièces"),
    ("plantes", "sont arrosées par le groupe du lundi"),
    ("photos", "sont montrées seulement avec accord"),
    ("lampes", "sont éteintes par le dernier sorti"),
    ("fenêtres", "sont fermées à dix-huit heures"),
    ("tables", "sont remises en carré"),
    ("sacs", "sont posés sous le porche"),
)
FILLERS = (
    "En cas de doute, on demande à la personne de l’accueil.",
    "Cette règle vaut pour tout le monde, membres et invités.",
    "Celui qui l’oublie aide à ranger la fois suivante.",
    "Le bureau peut faire une exception, par écrit.",
    "Cette règle a été votée par les membres.",
    "Un rappel est affiché près de la porte.",
)


def article(rng: Random) -> Draft:
    """Find one article in long rules."""
    rules, town = rng.sample(RULES, len(RULES)), rng.choice(TOWNS)
    number = rng.randint(8, len(rules))
    paragraphs = [("h1", f"Règlement de la maison des jeunes {of(town)}")]
    for place, (things, rule) in enumerate(rules, 1):
        paragraphs += [f"Article {place}. Les {things} {rule}. " + " ".join(rng.sample(FILLERS, 4))]
    things = rules[number - 1][0]
    instruction = f"""Le fichier joint est le long règlement de la maison des jeunes {of(town)}.

Quel est le numéro de l’article qui parle des {things} ?"""
    why = f"On cherche le mot « {things} » avec l’outil Rechercher : il n’est écrit qu’une fois."
    return qroc(
        instruction,
        str(number),
        label="Numéro de l’article",
        is_number=True,
        attachments=(docx_file("reglement.docx", paragraphs),),
        explanation=why,
    )


NEWS = (
    "Le club de lecture ouvre samedi.",
    "{who} présente un livre chaque mois.",
    "La salle est grande et calme.",
    "Les places sont gratuites mais peu nombreuses.",
    "Une table est réservée aux bandes dessinées.",
    "{who} anime un atelier de reliure.",
    "Chaque membre propose deux titres.",
    "Le groupe vote ensuite à main levée.",
    "Les plus jeunes lisent aussi des poèmes.",
    "Une pause a lieu vers seize heures.",
    "{who} apporte du jus de pomme.",
    "Une sortie est prévue à la mer.",
)


def compte_mots(rng: Random) -> Draft:
    """How many words too many? The text has no sign on which two programs would disagree."""
    names = [name for name in FIRST_NAMES if "-" not in name]
    sentences = [rng.choice(NEWS).format(who=rng.choice(names)) for _ in range(rng.randint(55, 75))]
    paragraphs = [" ".join(sentences[start : start + 5]) for start in range(0, len(sentences), 5)]
    words = len(" ".join(paragraphs).split())
    limit = words - rng.randint(11, 95)
    instruction = f"""Le texte joint doit paraître dans un journal qui accepte {limit} mots au plus.

Combien de mots faut-il enlever, au moins ?"""
    return qroc(
        instruction,
        str(words - limit),
        label="Nombre de mots à enlever",
        is_number=True,
        attachments=(odt_file("annonce.odt", paragraphs),),
        explanation=f"Les statistiques du document disent {words} mots : {words} − {limit}.",
    )


# The word to replace, what replaces it, sentences with the word, sentences that only contain it.
TRAPS = (
    (
        *("port", "quai"),
        ("Le port est calme.", "{who} rentre au port.", "On voit le port de loin."),
        ("La porte grince.", "Le transport part à midi.", "{who} entend un portable."),
    ),
    (
        *("car", "bus"),
        ("Le car est plein.", "{who} monte dans le car.", "On attend le car de huit heures."),
        ("La carte est sur la table.", "{who} plie les cartons.", "Le carnet est perdu."),
    ),
    (
        *("pain", "gâteau"),
        ("{who} coupe le pain.", "Le pain est chaud.", "On achète du pain."),
        ("Un copain arrive.", "{who} joue avec des copains.", "{who} attend son copain."),
    ),
    (
        *("main", "paume"),
        ("{who} lève la main.", "La carte tient dans la main.", "On se donne la main."),
        ("Demain, tout sera prêt.", "{who} part le lendemain.", "Il pleut maintenant."),
    ),
    (
        *("cour", "place"),
        ("La cour est vide.", "{who} traverse la cour.", "On joue dans la cour."),
        ("Le courrier est là.", "{who} a du courage.", "Le secours arrive.", "La courge est mûre."),
    ),
)


def mots_entiers(rng: Random) -> Draft:
    """Replace a word, with and without « whole words only »."""
    word, other, whole, inside = rng.choice(TRAPS)
    names = [name for name in FIRST_NAMES if word not in folded(name)]
    sentences = [
        rng.choice(whole if rng.random() < 0.5 else inside).format(who=rng.choice(names))
        for _ in range(rng.randint(60, 90))
    ]
    paragraphs = [" ".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4)]
    text = " ".join(paragraphs).lower()
    counts = text.count(word), len(re.findall(rf"\b{word}\b", text))
    instruction = f"""Dans le texte joint, on veut remplacer partout « {word} » par « {other} ».

Combien de remplacements le logiciel fait-il dans chaque cas ?"""
    labels = ("Sans l’option « Mots entiers »", "Avec l’option « Mots entiers »")
    fields = tuple(
        Field(name, label, (str(count),), is_number=True)
        for name, label, count in zip(("sans", "avec"), labels, counts, strict=True)
    )
    why = f"Sans l’option, les mots qui contiennent « {word} » sont abîmés eux aussi."
    attachments = (odt_file("texte.odt", paragraphs),)
    return Draft("QROCM-ind", instruction, fields=fields, attachments=attachments, explanation=why)


def motif(rng: Random) -> Draft:
    """How many lines does a regular expression describe?"""
    low, high = rng.choice(("AC", "BE", "CF", "DG", "EH"))
    digits, tail = rng.choice((2, 3)), "".join(sorted(rng.sample("KMPRTX", 2)))
    pattern = rf"[{low}-{high}]\d{{{digits}}}-[{tail}]"

    def code() -> str:
        figures = "".join(rng.choices("0123456789", k=rng.choice((digits, digits, 5 - digits))))
        return f"{rng.choice('ABCDEFGH')}{figures}-{rng.choice(tail * 3 + 'KMPRTX')}"

    codes = [code() for _ in range(180)]
    count = sum(bool(re.fullmatch(pattern, each)) for each in codes)
    instruction = f"""Le fichier joint contient 180 codes d’articles, un par ligne.

Un magasin cherche ceux qui correspondent exactement à l’expression régulière `^{pattern}$`. Dans \
cette écriture, `^` est le début de la ligne, `$` sa fin, et `\\d` un chiffre.

Combien de lignes sont trouvées ?"""
    why = (
        f"Une lettre de {low} à {high}, exactement {digits} chiffres, un tiret, puis "
        f"{tail[0]} ou {tail[1]}."
    )
    return qroc(
        instruction,
        str(count),
        label="Nombre de lignes",
        is_number=True,
        attachments=(text_file("codes.txt", "\n".join(codes) + "\n"),),
        explanation=why,
    )


def captures(rng: Random) -> Draft:
    """What does a replacement with captured groups give?"""
    parts = [str(rng.randint(10, 28)), f"{rng.randint(1, 12):02}", str(rng.randint(2010, 2029))]
    between, joint = rng.sample("/-._", 2)
    order = rng.choice([(3, 2, 1), (3, 1, 2), (2, 3, 1), (2, 1, 3)])
    before = between.join(parts)
    separator = re.escape(between) if between == "." else between
    searched = separator.join(["(\\d+)"] * 3)
    replacement = joint.join(f"\\{place}" for place in order)
    after = joint.join(parts[place - 1] for place in order)
    instruction = f"""Un éditeur de texte remplace avec des expressions régulières. Chaque partie \
trouvée entre parenthèses peut être reprise dans le remplacement : `\\1` est la première, `\\2` \
la deuxième, `\\3` la troisième. `\\d+` veut dire « un ou plusieurs chiffres ».

- Rechercher : `{searched}`
- Remplacer par : `{replacement}`

Que devient le texte `{before}` ?"""
    why = "Chaque numéro reprend la partie trouvée à cette place : ici, dans un autre ordre."
    return qroc(
        instruction,
        after,
        label="Texte obtenu",
        tolerances=frozenset({"t1"}),
        explanation=why,
    )
