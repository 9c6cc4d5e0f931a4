from django.urls import path

from candidates.views import candidate, imports, lists, template

app_name = "candidates"

urlpatterns = [
    path("", lists.candidates, name="list"),
    path("communes/", candidate.communes, name="communes"),
    path("inscrire/", candidate.enrol, name="enrol"),
    path("choisis/", lists.chosen, name="chosen"),
    path("liste.<slug:kind>", lists.export, name="export"),
    path("modele.<slug:kind>", template.template, name="template"),
    path("importer/", imports.choose, name="import"),
    path("importer/<int:file_import>/", imports.preview, name="import_preview"),
    path("importer/<int:file_import>/relire/", imports.again, name="import_again"),
    path("<int:candidate>/", candidate.candidate, name="candidate"),
    path("<int:candidate>/modifier/", candidate.edit, name="edit"),
    path("<int:candidate>/retirer/", candidate.remove, name="remove"),
    path("<int:candidate>/remettre/", candidate.restore, name="restore"),
]
