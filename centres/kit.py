"""The document kit: what a centre reads, prints and projects, before, on and after the day."""

from dataclasses import dataclass
from enum import StrEnum


class Moment(StrEnum):
    BEFORE = "À préparer"
    DAY = "Le jour même"
    INCIDENT = "En cas d’incident"


@dataclass(frozen=True)
class Document:
    """A paper of the kit: one template makes the page and the PDF."""

    slug: str
    title: str
    purpose: str
    template: str
    audience: str
    moment: Moment
    orientation: str = "portrait"


KIT = (
    Document(
        "guide-d-utilisation",
        "Guide d’utilisation",
        "Toute la plateforme, page par page, dans l’ordre du travail.",
        "centres/kit/user_guide.html",
        "Pour les référents et les assistants",
        Moment.BEFORE,
    ),
    Document(
        "guide-du-referent",
        "Guide du référent",
        "De la première salle à la finalisation : quoi faire, et quand.",
        "centres/kit/manager_guide.html",
        "Pour les référents",
        Moment.BEFORE,
    ),
    Document(
        "guide-du-surveillant",
        "Guide du surveillant",
        "Accueillir, lancer, surveiller, clore : à lire avant le jour, à garder sous la main.",
        "centres/kit/invigilator_guide.html",
        "Pour les surveillants",
        Moment.BEFORE,
    ),
    Document(
        "preparation-de-salle",
        "Check-list de préparation de salle",
        "Les points à vérifier dans chaque salle, avec des cases à cocher.",
        "centres/kit/room_checklist.html",
        "Pour les référents et le personnel informatique",
        Moment.BEFORE,
    ),
    Document(
        "consignes-a-lire",
        "Consignes à lire aux candidats",
        "À lire à voix haute, quand toute la salle est prête et avant de donner le code.",
        "centres/kit/instructions.html",
        "Pour les surveillants",
        Moment.DAY,
    ),
    Document(
        "notice-candidat",
        "Notice candidat",
        "Dix étapes, à projeter ou à afficher dès l’arrivée.",
        "centres/kit/candidate_notice.html",
        "Pour les candidats",
        Moment.DAY,
        orientation="landscape",
    ),
    Document(
        "pv-d-incident",
        "PV d’incident",
        "Tout ce qui peut compter pour le jury : à remplir en salle, à reporter à la finalisation.",
        "centres/kit/incident_report.html",
        "Pour les surveillants",
        Moment.INCIDENT,
    ),
    Document(
        "pv-de-fraude",
        "PV de fraude",
        "Un par personne et par fait : ce qui a été vu, et ce qui a été gardé.",
        "centres/kit/fraud_report.html",
        "Pour les surveillants et les référents",
        Moment.INCIDENT,
    ),
)
BY_SLUG = {document.slug: document for document in KIT}


def by_moment():
    return [(moment, [each for each in KIT if each.moment == moment]) for moment in Moment]
