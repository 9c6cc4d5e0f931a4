"""All addresses, space by space."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("compte/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("profil/", include("profiles.urls")),
    path("centre/", include("centres.urls")),
    path("centre/<int:centre>/", include("sessions.urls")),
    path("centre/<int:centre>/sessions/<int:number>/candidats/", include("candidates.urls")),
    path("centre/<int:centre>/", include("papers.urls")),
    path("", include("assessments.urls")),
    path("epreuves/", include("referentiel.urls")),
    path("demo/", include("demo.urls")),
]

handler400 = "core.views.bad_request"
handler403 = "core.views.forbidden"
handler404 = "core.views.not_found"
handler429 = "core.views.too_many_requests"
handler500 = "core.views.server_error"
