"""What is said to somebody who cannot come in: the truth about them, nothing of others."""

from assessments.models import Refusal

Reason = Refusal.Reason

REFUSALS = {
    Reason.NO_SESSION: "Aucune session n’a ce numéro : relisez-le dans la salle.",
    Reason.NOT_LISTED: (
        "Personne n’est inscrit à cette session sous ces nom, prénom et date de naissance. "
        "Relisez-les sur la feuille d’émargement, puis appelez le surveillant."
    ),
    Reason.ALIKE: (
        "Deux personnes de la liste portent ces nom, prénom et date de naissance : "
        "ajoutez votre INE ou votre identifiant."
    ),
    Reason.OTHER_ACCOUNT: (
        "Un autre compte est déjà entré sous cette identité. Si c’est aussi le vôtre, "
        "connectez-vous avec celui-là ; sinon, appelez le surveillant."
    ),
    Reason.OTHER_LINE: (
        "Votre compte est déjà entré dans cette session sous une autre identité. "
        "Appelez le surveillant."
    ),
    Reason.NOT_OPEN: "Cette session n’est pas encore ouverte : revenez une heure avant son début.",
    Reason.OVER: "Cette session est terminée. Si vous n’avez pas fini, appelez le surveillant.",
    Reason.NOT_CERTIFIABLE: (
        "Votre profil n’est pas encore certifiable : il faut le niveau 1 dans cinq compétences. "
        "« Mon profil » dit ce qui manque."
    ),
}
