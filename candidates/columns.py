"""The columns of a list of candidates, in the files we write and in those we read."""

from decimal import Decimal

from core.tables import Table

# By the form's field: our heading first, then what other software calls it.
COLUMNS = {
    "birth_name": ("Nom de naissance", "Nom", "Nom de famille", "Nom patronymique"),
    "first_name": ("Prénom", "Premier prénom", "Prénom 1", "Prénoms", "Prénom(s)"),
    "usual_name": ("Nom d’usage", "Nom usuel", "Nom marital"),
    "birth_date": (
        *("Date de naissance", "Date de naissance (jj/mm/aaaa)", "Date naissance", "Né(e) le"),
        *("Né le", "Née le", "Naissance", "Date naiss.", "DDN"),
    ),
    "birth_country": ("Pays de naissance", "Pays"),
    "birth_department": (
        *("Code du département de naissance", "Code du département", "Département de naissance"),
        *("Département", "Code département", "Dépt", "Dép", "Code dépt", "Dept naissance"),
    ),
    "birth_commune": (
        *(
            "Commune de naissance",
            "Nom de la commune de naissance",
            "Commune",
            "Ville de naissance",
        ),
        *("Lieu de naissance", "Nom de la commune", "Commune naissance", "Ville naissance"),
    ),
    "group": ("Classe ou groupe", "Classe", "Division", "Groupe", "Libellé classe"),
    "identifier": (
        *("INE ou autre identifiant", "INE", "Identifiant", "Identifiant externe", "INA"),
        *("Identifiant local", "Identifiant national", "N° INE", "Numéro INE", "Numéro étudiant"),
    ),
    "extra_time": (
        "Temps majoré (%)",
        "Temps majoré",
        "Temps majoré ?",
        "Tiers temps",
        "Majoration",
    ),
    "arrangements": ("Autres aménagements", "Aménagements"),
    "email": (
        *("E-mail du candidat", "E-mail de convocation", "Adresse e-mail", "E-mail", "Mail"),
        *("Courriel", "Adresse mail", "Adresse électronique", "Mail élève", "E-mail élève"),
    ),
    "results_email": (
        *("E-mail du destinataire des résultats", "Destinataire des résultats"),
        "E-mail du destinataire des résultats (formateur, enseignant…)",
    ),
}


def heading(name: str) -> str:
    return COLUMNS[name][0]


def table_of(session, candidates):
    """As the import reads it back, unchanged."""
    return Table(
        title=f"Session {session.number}",
        columns=[heading(name) for name in COLUMNS],
        rows=(line_of(candidate) for candidate in candidates.iterator()),
    )


def line_of(candidate):
    values = {name: getattr(candidate, name) for name in COLUMNS}
    values["birth_country"] = candidate.birth_country.name
    values["extra_time"] = percent(candidate.extra_time)
    return list(values.values())


def percent(extra_time):
    """A number, but for 1 and 2, which alone could be hundredths or wholes."""
    if not extra_time:
        return None
    return Decimal(extra_time) if extra_time > 2 else f"{extra_time} %"
