"""The outbox and the journal, for the people who keep the platform running."""

from django.contrib import admin, messages

from core.admin_site import RoleAdmin
from core.journal import JournalEntry
from core.mail import Mail
from core.roles import Role
from core.states import IllegalTransition


class SupportAdmin(RoleAdmin):
    readers = frozenset({Role.SUPPORT, Role.ADMINISTRATOR})


@admin.register(Mail)
class MailAdmin(SupportAdmin):
    list_display = ["recipient", "title", "state", "attempts", "created_at", "due_at", "done_at"]
    list_filter = ["state", "kind"]
    search_fields = ["recipient", "title"]
    date_hierarchy = "created_at"
    actions = ["send_again"]

    def get_exclude(self, request, obj=None):
        """The text of a confidential mail holds a link that signs somebody in."""
        return ["body", "calendar"] if obj and obj.confidential else []

    @admin.action(description="Envoyer de nouveau", permissions=["view"])
    def send_again(self, request, mails):
        for mail in mails:
            obstacle = mail.obstacle_to_retrying()
            if not obstacle:
                obstacle = self._retry(mail, request.user)
            if obstacle:
                messages.error(request, f"{mail.recipient} : {obstacle}")
            else:
                messages.success(request, f"{mail.recipient} : Le message va être renvoyé.")

    def _retry(self, mail, user):
        try:
            mail.retry(by=user)
        except IllegalTransition:
            return "Ce message vient de changer d’état."
        return ""


# What the journal's verbs say on screen; a later chapter's verb is shown as it is.
VERBS = {
    "move": "Changement d’état",
    "accept_terms": "Acceptation des conditions d’utilisation",
    "open_account": "Ouverture du compte",
    "change": "Modification",
    "unlock": "Déblocage de la connexion",
    "give_temporary_password": "Mot de passe provisoire donné",
    "remove_second_factor": "Double authentification retirée",
    "create": "Création",
    "delete": "Suppression",
    "archive": "Mise de côté",
    "unarchive": "Retour dans les listes",
    "check": "Vérification d’une salle",
    "train": "Formation d’un surveillant",
    "answer": "Réponse à une visite de contrôle",
    "invite": "Invitation dans l’équipe",
    "invite_again": "Nouvel envoi d’une invitation",
    "cancel_invitation": "Annulation d’une invitation",
    "join": "Entrée dans l’équipe",
    "remove_member": "Retrait de l’équipe",
    "restore_member": "Retour dans l’équipe",
    "give_role": "Changement de fonction",
    "plan": "Planification d’une session",
    "delete_session": "Suppression d’une session",
    "renew_password": "Nouveau mot de passe de session",
    "renew_access_code": "Nouveau code d’accès",
    "convene": "Envoi de convocations",
    "join_session": "Entrée d’un candidat dans sa session",
    "suspend": "Arrêt des temps d’une session",
    "resume": "Reprise des temps d’une session",
    "add_minutes": "Temps ajouté",
    "end_test": "Arrêt d’un test par le surveillant",
    "change_seat": "Reprise d’un test",
    "allow_return": "Accord pour reprendre un test",
    "follow_clocks": "Suivi d’un changement d’heure légale",
}


@admin.register(JournalEntry)
class JournalAdmin(SupportAdmin):
    list_display = ["at", "actor", "author", "act", "subject", "data"]
    list_select_related = ["actor"]
    list_filter = ["verb"]
    search_fields = ["subject"]
    date_hierarchy = "at"

    @admin.display(description="acte", ordering="verb")
    def act(self, entry):
        return VERBS.get(entry.verb, entry.verb)
