import html
import re

import pytest
from django.conf import settings
from django.urls import reverse

from centres.kit import KIT, Moment
from centres.rooms import POINTS
from tests.pdfs import read, squeezed, text_of

pytestmark = pytest.mark.django_db

SLUGS = [document.slug for document in KIT]
# What each paper must not lose, and on how many pages it stands.
WORDS = {
    "guide-d-utilisation": (16, ["Par où commencer", "Les papiers", "En cas de difficulté"]),
    "guide-du-referent": (1, ["20 candidats", "48 heures", "2 ans", "certifiable"]),
    "guide-du-surveillant": (
        2,
        ["Le lancement", "écran de fin", "numéro de certification", "prénom et date de naissance"],
    ),
    "preparation-de-salle": (1, [point.question for point in POINTS]),
    "consignes-a-lire": (1, ["une heure quarante-cinq", "Levez la main", "quatre lettres"]),
    "notice-candidat": (1, ["pièce d’identité", "numéro de session", "code d’accès", "1 h 45"]),
    "pv-d-incident": (
        2,
        [*("C1", "C2", "C4", "C6", "C7", "C8", "E1", "E2", "E3", "E4", "E5", "E8", "E9")]
        + ["E10", "E11", "E12", "signature du surveillant", "Question"],
    ),
    "pv-de-fraude": (1, ["Le récit", "Le test n’est pas interrompu", "C6", "témoin"]),
}


@pytest.fixture
def browser(signed_in, manager, centre):
    return signed_in(manager)


def test_kit_lists_its_papers_by_moment(browser, centre):
    page = browser.get(reverse("centres:kit", args=[centre.pk])).text

    assert [moment for moment in Moment if moment.value not in page] == []
    for slug in SLUGS:
        assert reverse("centres:document", args=[centre.pk, slug]) in page
        assert reverse("centres:document_pdf", args=[centre.pk, slug]) in page


@pytest.mark.parametrize("slug", SLUGS)
def test_paper_is_a_page(browser, centre, slug):
    page = browser.get(reverse("centres:document", args=[centre.pk, slug])).text

    assert [word for word in WORDS[slug][1] if squeezed(word) not in squeezed(page)] == []
    assert "version de novembre 2026" in page
    assert "core/documents" in page


@pytest.mark.parametrize("slug", SLUGS)
def test_paper_is_an_accessible_pdf(browser, centre, slug):
    response = browser.get(reverse("centres:document_pdf", args=[centre.pk, slug]))

    assert response.content.startswith(b"%PDF")
    assert f'filename="{slug}.pdf"' in response["Content-Disposition"]
    document, text = read(response.content), text_of(response.content)
    pages, words = WORDS[slug]
    assert [word for word in words if squeezed(word) not in text] == []
    assert len(document.pages) == pages
    assert b"pdfuaid" in document.trailer["/Root"]["/Metadata"].get_data()
    assert document.metadata.title in {paper.title for paper in KIT}


@pytest.mark.parametrize("name", ["document", "document_pdf"])
def test_paper_that_does_not_exist_is_not_found(browser, centre, name):
    there = reverse(f"centres:{name}", args=[centre.pk, "pv-inconnu"])

    assert browser.get(there).status_code == 404


def test_long_name_of_a_centre_keeps_the_papers_whole(browser, centre):
    centre.name = "Établissement d’enseignement agricole " * 3 + "de Saint-Joseph"
    centre.save()

    response = browser.get(reverse("centres:document_pdf", args=[centre.pk, "pv-de-fraude"]))

    assert len(read(response.content).pages) == 1


def test_user_guide_says_all_that_the_document_says(nadia, centre):
    page = nadia.get(reverse("centres:document", args=[centre.pk, "guide-d-utilisation"])).text
    source = (settings.BASE_DIR / "docs/guide-d-utilisation.md").read_text()

    shown = re.sub(r"[\W_]", "", re.sub(r"<[^>]*>", "", html.unescape(page)))
    for line in source.splitlines()[1:]:
        for cell in line.strip("|").split("|"):
            words = re.sub(r"^(#+|-|\d+\.) ", "", cell.strip())
            assert re.sub(r"[\W_]", "", words) in shown, line


def test_chapters_of_the_guide_are_reached_from_its_top(nadia, centre):
    page = nadia.get(reverse("centres:document", args=[centre.pk, "guide-d-utilisation"])).text

    anchors = re.findall(r'href="#([\w-]+)"', page)
    assert len(anchors) == len(set(anchors)) > 15
    assert all(f'id="{anchor}"' in page for anchor in anchors)
