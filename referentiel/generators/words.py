"""Names of people, places and things for generated questions: of all origins, no cliché."""

FIRST_NAMES = (
    *("Aïcha", "Anaïs", "Bilal", "Camille", "Chloé", "Dylan", "Éloïse", "Fatou", "Gabin", "Hugo"),
    *("Inès", "Ismaël", "Jade", "Kenza", "Kim-Anh", "Léonie", "Louis", "Lucas", "Maïwenn", "Malo"),
    *("Manon", "Mehdi", "Nadia", "Noé", "Oriane", "Paul", "Rachid", "Rose", "Samuel", "Sofia"),
    *("Tao", "Teiki", "Thaïs", "Tom", "Ylan", "Yanis", "Yuna", "Zélie", "Zoé", "Adama"),
)
LAST_NAMES = (
    *(
        "Abdallah",
        "Bernard",
        "Blanc",
        "Costa",
        "Diallo",
        "Dubois",
        "Fontaine",
        "Garnier",
        "Grondin",
    ),
    *("Hoarau", "Kaya", "Lambert", "Le Goff", "Leroy", "Martin", "Mercier", "Nguyen", "Payet"),
    *(
        "Petit",
        "Robert",
        "Rossi",
        "Roussel",
        "Sissoko",
        "Teva",
        "Traoré",
        "Vidal",
        "Weber",
        "Yilmaz",
    ),
)
TOWNS = (
    *("Aurillac", "Bastia", "Béziers", "Brest", "Cayenne", "Dole", "Fougères", "Guéret", "Lens"),
    *(
        "Mâcon",
        "Mamoudzou",
        "Nevers",
        "Nouméa",
        "Papeete",
        "Pau",
        "Quimper",
        "Rodez",
        "Saint-Denis",
    ),
    *("Sète", "Tulle", "Valence", "Vannes", "Vesoul", "Vichy"),
)
SCHOOL_SUBJECTS = (
    *("français", "mathématiques", "histoire", "géographie", "anglais", "espagnol", "physique"),
    *("technologie", "musique", "arts plastiques", "sport"),
)
OBJECTS = (
    *("un casque", "une gourde", "un sac à dos", "une lampe", "un ballon", "une trousse"),
    *("un carnet", "une calculatrice", "un clavier", "une souris", "un parapluie", "un vélo"),
)
