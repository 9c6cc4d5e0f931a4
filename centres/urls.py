from django.urls import path

from centres.views import card, home, invigilators, join, kit, rooms, team, visits

app_name = "centres"

urlpatterns = [
    path("", home.home, name="home"),
    path("<int:centre>/fiche/", card.card, name="card"),
    path("<int:centre>/fiche/modifier/", card.edit, name="card_edit"),
    path("invitation/<str:token>/", join.join, name="join"),
    path("<int:centre>/equipe/", team.team, name="team"),
    path("<int:centre>/equipe/inviter/", team.invite, name="invite"),
    path("<int:centre>/equipe/quitter/", team.leave, name="leave"),
    path("<int:centre>/equipe/<int:member>/retirer/", team.remove_member, name="remove_member"),
    path("<int:centre>/equipe/<int:member>/remettre/", team.restore_member, name="restore_member"),
    path("<int:centre>/equipe/<int:member>/fonction/", team.give_role, name="give_role"),
    path(
        "<int:centre>/equipe/invitations/<int:invitation>/renvoyer/",
        team.invite_again,
        name="invite_again",
    ),
    path(
        "<int:centre>/equipe/invitations/<int:invitation>/annuler/",
        team.cancel_invitation,
        name="cancel_invitation",
    ),
    path("<int:centre>/salles/", rooms.rooms, name="rooms"),
    path("<int:centre>/salles/ajouter/", rooms.add, name="room_add"),
    path("<int:centre>/salles/<int:room>/", rooms.room, name="room"),
    path("<int:centre>/salles/<int:room>/modifier/", rooms.edit, name="room_edit"),
    path("<int:centre>/salles/<int:room>/verifier/", rooms.check, name="room_check"),
    path("<int:centre>/salles/<int:room>/archiver/", rooms.archive, name="room_archive"),
    path("<int:centre>/salles/<int:room>/supprimer/", rooms.delete, name="room_delete"),
    path("<int:centre>/surveillants/", invigilators.invigilators, name="invigilators"),
    path("<int:centre>/surveillants/ajouter/", invigilators.add, name="invigilator_add"),
    path(
        "<int:centre>/surveillants/ajouter-plusieurs/",
        invigilators.add_several,
        name="invigilators_add",
    ),
    path("<int:centre>/surveillants/formation/", invigilators.train, name="train"),
    path(
        "<int:centre>/surveillants/<int:invigilator>/",
        invigilators.invigilator,
        name="invigilator",
    ),
    path(
        "<int:centre>/surveillants/<int:invigilator>/archiver/",
        invigilators.archive,
        name="invigilator_archive",
    ),
    path("<int:centre>/visites/", visits.visits, name="visits"),
    path("<int:centre>/visites/<int:point>/repondre/", visits.answer, name="visit_answer"),
    path("<int:centre>/kit/", kit.kit, name="kit"),
    path("<int:centre>/kit/<slug:slug>/", kit.document, name="document"),
    path("<int:centre>/kit/<slug:slug>.pdf", kit.document_pdf, name="document_pdf"),
]
