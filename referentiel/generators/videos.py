"""Questions about films and sounds: lengths, subtitles, weights."""

from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import text_file
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, TOWNS

CLIPS = (
    *("Générique", "Arrivée du bus", "Visite du port", "Interview", "Repas", "Jeux", "Coucher"),
    *("Match", "Remise des prix", "Chorale", "Atelier cuisine", "Départ"),
)


def in_words(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return (
        f"{minutes} min {rest} s"
        if minutes and rest
        else f"{minutes} min"
        if minutes
        else f"{rest} s"
    )


def clock_fields(seconds: int) -> tuple[Field, Field]:
    minutes, rest = divmod(seconds, 60)
    return (
        Field("minutes", "Minutes", (str(minutes),), is_number=True),
        Field("secondes", "Secondes", (str(rest),), is_number=True),
    )


def montage(rng: Random) -> Draft:
    """How long is a film made of clips?"""
    clips = rng.sample(CLIPS, 4)
    lengths = [rng.randint(8, 19), *(rng.randint(21, 118) for _ in range(3))]
    lines = "\n".join(
        f"- {clip} : {in_words(length)}" for clip, length in zip(clips, lengths, strict=True)
    )
    instruction = f"""{rng.choice(FIRST_NAMES)} monte un film en mettant ces plans l’un après \
l’autre, sans rien couper et sans transition :

{lines}

Combien de temps dure le film ?"""
    why = f"{sum(lengths)} secondes en tout ; 60 secondes font une minute."
    return Draft("QROCM-ind", instruction, fields=clock_fields(sum(lengths)), explanation=why)


def rognage(rng: Random) -> Draft:
    """How long is what is left of a recording?"""
    length, start, end = rng.randint(260, 590), rng.randint(12, 75), rng.randint(15, 95)
    what = rng.choice(("un podcast", "un exposé", "une interview", "un concert", "un conte"))
    instruction = f"""L’enregistrement d’{what} dure {in_words(length)}. On coupe les \
{in_words(start)} du début, où l’on règle le micro, et les {in_words(end)} de la fin, où l’on range.

Combien de temps dure ce qui reste ?"""
    why = f"{length} − {start} − {end} = {length - start - end} secondes."
    fields = clock_fields(length - start - end)
    return Draft("QROCM-ind", instruction, fields=fields, explanation=why)


LINES = (
    *("Bienvenue à bord.", "Le vent se lève.", "On part dans une heure.", "Où est la carte ?"),
    *(
        "Je l’ai laissée au port.",
        "Regardez les dauphins !",
        "La nuit tombe vite.",
        "Merci, capitaine.",
    ),
    *("Il reste deux gourdes.", "Qui prend la barre ?", "C’est mon tour.", "L’orage approche."),
    *("Tout le monde à l’abri !", "La radio ne répond plus.", "J’entends une cloche."),
    *(
        "Terre en vue !",
        "On y sera demain.",
        "Je n’oublierai jamais cela.",
        "Rentrons, maintenant.",
    ),
    *("Pose ce sac ici.", "Écoute bien.", "Rien à signaler.", "La mer est calme.", "À bientôt."),
)


def timing(rng: Random, number: int) -> list[tuple[int, int]]:
    """Start and end of subtitles, in seconds, with a silence between them."""
    times, now = [], rng.randint(3, 20)
    for _ in range(number):
        length = rng.randint(3, 7)
        times.append((now, now + length))
        now += length + rng.randint(3, 45)
    return times


def stamp(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},000"


def srt(times: list[tuple[int, int]], lines: list[str]) -> str:
    blocks = (
        f"{number}\n{stamp(start)} --> {stamp(end)}\n{line}\n"
        for number, ((start, end), line) in enumerate(zip(times, lines, strict=True), 1)
    )
    return "\n".join(blocks)


def affiche_a(rng: Random) -> Draft:
    """Which subtitle is on the screen at a given instant?"""
    times, lines = timing(rng, 24), rng.sample(LINES, 24)
    rank = rng.randint(9, 22)
    start, end = times[rank]
    minutes, seconds = divmod(rng.randint(start + 1, end - 1), 60)
    instruction = f"""Le fichier joint contient les sous-titres d’un film. Il s’ouvre avec un \
éditeur de texte.

Quelle phrase est à l’écran quand le lecteur indique {minutes} min {seconds} s ?"""
    why = f"Ce sous-titre est affiché de {stamp(start)[:8]} à {stamp(end)[:8]}."
    return qroc(
        instruction,
        lines[rank],
        label="Phrase",
        attachments=(text_file("film.srt", srt(times, lines)),),
        explanation=why,
    )


def decalage(rng: Random) -> Draft:
    """Subtitles come late: when must one of them start?"""
    times, lines = timing(rng, 24), rng.sample(LINES, 24)
    first, late = rng.randint(0, 3), rng.randint(2, 25)
    times = [(start + 40, end + 40) for start, end in times]
    rank = rng.randint(12, 23)
    said = times[first][0] - late
    instruction = f"""Tous les sous-titres du fichier joint ont le même décalage avec le film. Le \
fichier s’ouvre avec un éditeur de texte.

Dans le film, la phrase « {lines[first]} » est prononcée à {in_words(said)}. Une fois le décalage \
corrigé, à quel moment doit commencer le sous-titre numéro {rank + 1} ?"""
    why = f"Les sous-titres arrivent {late} secondes trop tard : on enlève {late} secondes à tous."
    return Draft(
        "QROCM-ind",
        instruction,
        fields=clock_fields(times[rank][0] - late),
        attachments=(text_file("decale.srt", srt(times, lines)),),
        explanation=why,
    )


def chevauchement(rng: Random) -> Draft:
    """Two subtitles are still on the screen when the next one comes."""
    times, lines = timing(rng, 24), rng.sample(LINES, 24)
    ranks = sorted(rng.sample(range(2, 12), 1) + rng.sample(range(13, 22), 1))
    for rank in ranks:
        times[rank] = times[rank][0], times[rank + 1][0] + rng.randint(1, 2)
    instruction = f"""{rng.choice(FIRST_NAMES)} a sous-titré un film tourné à \
{rng.choice(TOWNS)}. Dans le fichier de sous-titres joint (il s’ouvre avec un éditeur de texte), \
deux sous-titres restent trop longtemps : ils sont encore à l’écran quand le suivant arrive.

Quels sont les numéros de ces deux sous-titres trop longs ?"""
    why = "La fin de ces deux sous-titres vient après le début du sous-titre qui les suit."
    return Draft(
        "QROCM-dep",
        instruction,
        fields=(Field("a", "Un numéro"), Field("b", "L’autre numéro")),
        groups=tuple((str(rank + 1),) for rank in ranks),
        attachments=(text_file("reportage.srt", srt(times, lines)),),
        explanation=why,
    )


def poids(rng: Random) -> Draft:
    """How heavy is a film of a given bitrate?"""
    rate, minutes = rng.choice((2, 4, 6, 10, 12, 16)), rng.randint(3, 48)
    weight = rate * 60 * minutes // 8
    instruction = f"""La vidéo {of(rng.choice(FIRST_NAMES))} dure {minutes} minutes. Elle est \
exportée avec un débit total de {rate} mégabits par seconde (Mbit/s). Un octet vaut 8 bits.

Combien de mégaoctets (Mo) pèse le fichier, environ ?"""
    why = (
        f"{rate} × {60 * minutes} s = {rate * 60 * minutes} mégabits ; divisés par 8, cela "
        f"fait {weight} Mo."
    )
    return qroc(instruction, str(weight), label="Poids en Mo", is_number=True, explanation=why)


def carte(rng: Random) -> Draft:
    """How many minutes of film fit on a memory card?"""
    rate, minutes = rng.choice((8, 16, 20, 24, 40, 80)), rng.randrange(20, 90)
    free = rate * 60 * minutes // 8
    place = rng.choice(TOWNS)
    instruction = f"""Pour filmer un tournoi à {place}, on a une carte mémoire où il reste {free} \
mégaoctets (Mo). La caméra enregistre à {rate} mégabits par seconde (Mbit/s), et un octet vaut 8 \
bits.

Combien de minutes peut-on filmer, au plus ?"""
    why = (
        f"{free} × 8 = {free * 8} mégabits ; à {rate} par seconde, cela fait {minutes * 60} "
        "secondes."
    )
    return qroc(
        instruction,
        str(minutes),
        label="Nombre de minutes",
        is_number=True,
        explanation=why,
    )
