"""Files with faults: every fault of every file, with its place."""

import pytest

from referentiel.content import read_all, read_file

CHALLENGE = """
[[tubes.skills.challenges]]
id = "{tube}{difficulty}-{word}"
type = "QCU"
instruction = "Laquelle de ces trois réponses est la bonne, dans ce cas-là ?"
choices = ["une", "deux", "trois"]
solution = 2
accessibility = "Rien de particulier."
"""


def skill(tube, difficulty, challenges=None):
    words = ("un", "deux", "trois")
    written = challenges or "".join(
        CHALLENGE.format(tube=tube, difficulty=difficulty, word=word) for word in words
    )
    return f'[[tubes.skills]]\ndifficulty = {difficulty}\ntitle = "Savoir"\n{written}'


def tube(name, difficulties, **changes):
    skills = "".join(skill(name, level, changes.get(f"level{level}")) for level in difficulties)
    return f'[[tubes]]\nname = "{name}"\ntitle = "Un tube"\n{skills}'


def competence(code="1.1", name="Chercher", first="tri", second="somme", **changes):
    tubes = tube(first, range(1, 5), **changes) + tube(second, range(5, 9), **changes)
    return f'code = "{code}"\nname = "{name}"\n{tubes}'


@pytest.fixture
def write(tmp_path):
    def put(text, name="1-domaine/1.1-chercher.toml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put


def test_whole_file_is_read(write):
    chapter, faults = read_file(write(competence()))

    assert faults == []
    assert [(each.name, len(each.skills)) for each in chapter.tubes] == [("tri", 4), ("somme", 4)]
    assert chapter.tubes[0].skills[0].challenges[0].make(0).right_answer() == "2"


def altered(**keys):
    """The first challenge of tri1, with some lines changed."""
    lines = dict(line.split(" = ", 1) for line in CHALLENGE.strip().splitlines()[1:])
    lines |= {"id": '"tri1-un"'}
    lines = {name: value for name, value in (lines | keys).items() if value is not None}
    one = "[[tubes.skills.challenges]]\n" + "".join(f"{n} = {v}\n" for n, v in lines.items())
    others = "".join(CHALLENGE.format(tube="tri", difficulty=1, word=w) for w in ("b", "c"))
    return competence(level1=one + others)


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ({"type": '"QCZ"'}, "type inconnu : QCZ"),
        ({"solution": "4"}, "la solution n’est pas un des choix"),
        ({"solution": "[1, 2]"}, "un QCU a une bonne réponse"),
        ({"choices": '["a", "b"]'}, "de trois à huit choix"),
        ({"choices": '["a", "a", "b"]'}, "deux choix sont pareils"),
        ({"accessibility": '" "'}, "dire l’accessibilité"),
        ({"accessibility": None}, "dire l’accessibilité"),
        ({"timer": "5"}, "de 10 à 600 secondes"),
        ({"id": '"tri2-un"'}, "l’id s’écrit « tri1-mot »"),
        ({"colour": '"red"'}, "clé inconnue : colour"),
        ({"instruction": '"Court."'}, "la consigne est trop courte"),
        ({"tolerances": '["t4"]'}, "les tolérances sont t1, t2, t3"),
        ({"generator": '"nulle.part"'}, "générateur introuvable : nulle.part"),
        ({"attachments": '["../../secret.txt"]'}, "n’est pas dans le dossier files/"),
        ({"attachments": '["absent.csv"]'}, "absent.csv"),
        ({"type": '"QROC"', "label": '"Nom"', "answers": "[]"}, "n’a pas de réponse"),
        ({"type": '"QROC"', "label": '"Nom"', "answers": '["!"]', "options": '["?"]'}, "sa liste"),
    ],
)
def test_fault_is_named_with_its_challenge(write, keys, fault):
    _, faults = read_file(write(altered(**keys)))

    assert len(faults) == 1
    assert fault in faults[0]
    assert faults[0].startswith(keys.get("id", '"tri1-un"').strip('"'))


def test_every_fault_of_every_file_is_said(write, tmp_path):
    write(altered(solution="9", timer="5000"))
    write("pas du toml [", "1-domaine/1.2-autre.toml")
    write('code = "1.3"\nname = "Sans tube"\n', "1-domaine/1.3-vide.toml")

    chapters, faults = read_all(tmp_path)

    assert len(chapters) == 1
    assert [fault.partition(" : ")[0] for fault in faults] == [
        "1-domaine/1.1-chercher.toml",
        "1-domaine/1.2-autre.toml",
        "1-domaine/1.3-vide.toml",
    ]


def test_missing_difficulty_and_too_few_variants_are_said(write):
    one = CHALLENGE.format(tube="tri", difficulty=1, word="seule")
    text = f'code = "1.1"\nname = "Chercher"\n{tube("tri", [1], level1=one)}'

    _, faults = read_file(write(text))

    assert faults == [
        "tri1 : trois variantes au moins, il y en a 1",
        "deux tubes au moins",
        "aucun acquis de difficulté 2, 3, 4, 5, 6, 7, 8",
    ]


def test_name_used_twice_in_two_files_is_said(write, tmp_path):
    write(competence())
    write(competence(code="1.2"), "1-domaine/1.2-autre.toml")

    _, faults = read_all(tmp_path)

    assert "« tri » est écrit 2 fois dans le référentiel" in faults
    assert "« tri1-un » est écrit 2 fois dans le référentiel" in faults
