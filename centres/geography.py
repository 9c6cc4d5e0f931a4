"""The departments of France and the clocks they live by."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import models

# By region, the departments: their code and their name.
REGIONS = {
    "Auvergne-Rhône-Alpes": "01 Ain|03 Allier|07 Ardèche|15 Cantal|26 Drôme|38 Isère|42 Loire"
    "|43 Haute-Loire|63 Puy-de-Dôme|69 Rhône|73 Savoie|74 Haute-Savoie",
    "Bourgogne-Franche-Comté": "21 Côte-d’Or|25 Doubs|39 Jura|58 Nièvre|70 Haute-Saône"
    "|71 Saône-et-Loire|89 Yonne|90 Territoire de Belfort",
    "Bretagne": "22 Côtes-d’Armor|29 Finistère|35 Ille-et-Vilaine|56 Morbihan",
    "Centre-Val de Loire": "18 Cher|28 Eure-et-Loir|36 Indre|37 Indre-et-Loire|41 Loir-et-Cher"
    "|45 Loiret",
    "Corse": "2A Corse-du-Sud|2B Haute-Corse",
    "Grand Est": "08 Ardennes|10 Aube|51 Marne|52 Haute-Marne|54 Meurthe-et-Moselle|55 Meuse"
    "|57 Moselle|67 Bas-Rhin|68 Haut-Rhin|88 Vosges",
    "Hauts-de-France": "02 Aisne|59 Nord|60 Oise|62 Pas-de-Calais|80 Somme",
    "Île-de-France": "75 Paris|77 Seine-et-Marne|78 Yvelines|91 Essonne|92 Hauts-de-Seine"
    "|93 Seine-Saint-Denis|94 Val-de-Marne|95 Val-d’Oise",
    "Normandie": "14 Calvados|27 Eure|50 Manche|61 Orne|76 Seine-Maritime",
    "Nouvelle-Aquitaine": "16 Charente|17 Charente-Maritime|19 Corrèze|23 Creuse|24 Dordogne"
    "|33 Gironde|40 Landes|47 Lot-et-Garonne|64 Pyrénées-Atlantiques|79 Deux-Sèvres|86 Vienne"
    "|87 Haute-Vienne",
    "Occitanie": "09 Ariège|11 Aude|12 Aveyron|30 Gard|31 Haute-Garonne|32 Gers|34 Hérault|46 Lot"
    "|48 Lozère|65 Hautes-Pyrénées|66 Pyrénées-Orientales|81 Tarn|82 Tarn-et-Garonne",
    "Pays de la Loire": "44 Loire-Atlantique|49 Maine-et-Loire|53 Mayenne|72 Sarthe|85 Vendée",
    "Provence-Alpes-Côte d’Azur": "04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes"
    "|13 Bouches-du-Rhône|83 Var|84 Vaucluse",
    "Guadeloupe": "971 Guadeloupe",
    "Martinique": "972 Martinique",
    "Guyane": "973 Guyane",
    "La Réunion": "974 La Réunion",
    "Mayotte": "976 Mayotte",
    "Collectivités d’outre-mer": "975 Saint-Pierre-et-Miquelon|977 Saint-Barthélemy"
    "|978 Saint-Martin|986 Wallis-et-Futuna|987 Polynésie française|988 Nouvelle-Calédonie",
}
DEPARTMENTS = dict(
    sorted(entry.split(" ", 1) for names in REGIONS.values() for entry in names.split("|"))
)
REGION_OF = {
    entry.split(" ", 1)[0]: region
    for region, names in REGIONS.items()
    for entry in names.split("|")
}


class Zone(models.TextChoices):
    """The clocks of France; the label goes after « heure »."""

    PARIS = "Europe/Paris", "de Paris"
    GUADELOUPE = "America/Guadeloupe", "de Guadeloupe"
    MARTINIQUE = "America/Martinique", "de Martinique"
    GUYANE = "America/Cayenne", "de Guyane"
    REUNION = "Indian/Reunion", "de La Réunion"
    MAYOTTE = "Indian/Mayotte", "de Mayotte"
    MIQUELON = "America/Miquelon", "de Saint-Pierre-et-Miquelon"
    NOUMEA = "Pacific/Noumea", "de Nouvelle-Calédonie"
    WALLIS = "Pacific/Wallis", "de Wallis-et-Futuna"
    TAHITI = "Pacific/Tahiti", "de Tahiti"
    MARQUESAS = "Pacific/Marquesas", "des Marquises"
    GAMBIER = "Pacific/Gambier", "des Gambier"


class OddHour(ValueError):
    """An hour that the clocks do not show once that day; the message is for whoever typed it."""


class NoSuchHour(OddHour):
    """The clocks jump over this hour on that day."""


class HourTwice(OddHour):
    """The clocks show this hour twice on that day."""


def instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks of a zone show this hour of this day."""
    first = datetime.combine(day, hour, tzinfo=zone)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if first.utcoffset() > second.utcoffset():
        raise HourTwice("Cette heure existe deux fois ce jour-là : on change d’heure.")
    raise NoSuchHour("Cette heure n’existe pas ce jour-là : on change d’heure.")
