"""Public addresses, and the two that machines ask for."""

from django.urls import path

from core import health, views

urlpatterns = [
    path("", views.page, {"template": "core/home.html"}, name="home"),
    path("accessibilite/", views.page, {"template": "core/accessibility.html"}, "accessibility"),
    path("donnees-personnelles/", views.page, {"template": "core/privacy.html"}, "privacy"),
    path("mentions-legales/", views.page, {"template": "core/legal.html"}, "legal"),
    path("aide/", views.page, {"template": "core/help.html"}, "help"),
    path("composants/", views.components, name="components"),
    path("sante/vive", health.alive, name="alive"),
    path("sante/prete", health.ready, name="ready"),
]
