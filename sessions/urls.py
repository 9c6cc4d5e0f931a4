from django.urls import path

from sessions.views import codes, imports, lists, planning, session

app_name = "sessions"

urlpatterns = [
    path("", lists.dashboard, name="dashboard"),
    path("sessions/", lists.sessions, name="list"),
    path("sessions/agenda/", lists.agenda, name="agenda"),
    path("sessions/nouvelle/", session.create, name="create"),
    path("sessions/importer/", imports.choose, name="import"),
    path("sessions/importer/modele/<slug:kind>/", imports.template, name="import_template"),
    path("sessions/importer/<int:upload>/", imports.preview, name="import_preview"),
    path("sessions/exporter/<slug:kind>/", imports.export, name="export"),
    path("planifier/", planning.planning, name="planning"),
    path("planifier/proposition/", planning.proposal, name="planning_proposal"),
    path("planifier/creer/", planning.confirm, name="planning_confirm"),
    path("planifier/<int:planning>/", planning.made, name="planning_made"),
    path("planifier/<int:planning>/annuler/", planning.undo, name="planning_undo"),
    path("sessions/<int:number>/", session.session, name="session"),
    path("sessions/<int:number>/modifier/", session.edit, name="edit"),
    path("sessions/<int:number>/supprimer/", session.delete, name="delete"),
    path("sessions/<int:number>/annuler/", session.cancel, name="cancel"),
    path("sessions/<int:number>/retablir/", session.reinstate, name="reinstate"),
    path("sessions/<int:number>/code-d-acces/", codes.renew_access_code, name="renew_access_code"),
    path("sessions/<int:number>/mot-de-passe/", codes.password, name="password"),
    path("sessions/<int:number>/journal/", session.journal, name="journal"),
]
