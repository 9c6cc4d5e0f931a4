"""The people of the demonstration: invented, with the names that real lists hold."""

from core.roles import Role

PASSWORD = "certif-demo-2026"
TEMPORARY_PASSWORD = "provisoire-2026"
# The same for everybody here, so that the demonstration's page can show today's code.
SECOND_FACTOR_SECRET = "PIXCERTIFDEMOPIXCERTIFDEMOPIXCER"

PARIS = "Lycée Aimé-Césaire, Paris"
REUNION = "Lycée agricole de Saint-Joseph, La Réunion"

# Office, first name, last name, e-mail address, what to show them for.
STAFF = [
    (Role.ADMINISTRATOR, "Gaël", "N’Diaye-Lefèvre", "admin@demo.example"),
    (Role.SUPPORT, "Inès", "Le Goff", "assistance@demo.example"),
    (Role.JURY_TECHNICAL, "Maëlys", "O’Connor", "jury.technique@demo.example"),
    (Role.JURY_PEDAGOGICAL, "Zoé", "Saint-Étienne", "jury.pedagogique@demo.example"),
    (Role.JURY_OUTSIDE, "Thaïs", "d’Hautefeuille", "jury.exterieur@demo.example"),
    (Role.AUTHORITY, "Raphaël", "Payet", "autorite@demo.example"),
]

# Establishment, first name, last name, e-mail address.
MANAGERS = [
    (PARIS, "Nadia", "Ferrand", "nadia.ferrand@demo.example"),
    (PARIS, "François-Xavier", "Œhler", "fx.oehler@demo.example"),
    (REUNION, "Jean-Noël", "Hoarau", "jean-noel.hoarau@demo.example"),
    (REUNION, "Marie-Ève", "Grondin", "marie-eve.grondin@demo.example"),
]

# Establishment, first name, last name, identifiant.
PUPILS = [
    (PARIS, "Léa", "Fontaine", "lea.fontaine0412"),
    (PARIS, "Kim-Anh", "Nguyễn", "kim-anh.nguyen1506"),
    (PARIS, "Aminata", "Diallo", "aminata.diallo2301"),
    (PARIS, "Chloé", "de La Tour d’Auvergne", "chloe.delatour0909"),
    (REUNION, "Ylan", "Técher", "ylan.techer1211"),
    (REUNION, "Anaïs", "M’Bapté-Rivière", "anais.mbapte0307"),
    (REUNION, "Dylan", "Hoareau", "dylan.hoareau1804"),
]

# One pupil whose establishment has just made the account: to see what a first sign-in asks.
NEWCOMER = (REUNION, "Océane", "Boyer", "oceane.boyer0101")
