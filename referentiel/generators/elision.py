"""« d’Inès » but « de Rose », « qu’un club » but « que la liste »."""

from unicodedata import normalize


def of(words: str) -> str:
    return elided("d", words)


def that(words: str) -> str:
    return elided("qu", words)


def elided(letters: str, words: str) -> str:
    vowel = normalize("NFD", words[0]).lower()[0] in "aeiou"
    return f"{letters}’{words}" if vowel else f"{letters}e {words}"
