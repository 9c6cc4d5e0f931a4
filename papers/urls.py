from django.urls import path

from papers.views import bundles, convocations, papers

app_name = "papers"

SESSION = "sessions/<int:number>/papiers/"

urlpatterns = [
    path("papiers/", bundles.bundles, name="bundles"),
    path("papiers/<int:bundle>/", bundles.bundle, name="bundle"),
    path("papiers/<int:bundle>/dossier.zip", bundles.bundle_zip, name="bundle_zip"),
    path(SESSION, papers.papers, name="list"),
    path(f"{SESSION}convocations/envoi/", convocations.convocations, name="convocations"),
    path(f"{SESSION}<slug:paper>/", papers.paper, name="paper"),
    path(f"{SESSION}<slug:paper>.pdf", papers.paper_pdf, name="pdf"),
]
