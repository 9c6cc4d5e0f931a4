"""Public addresses, and the two that machines ask for."""

from django.urls import path

from core import health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("mentions-legales/", views.legal, name="legal"),
    path("aide/", views.help_page, name="help"),
    path("composants/", views.components, name="components"),
    path("sante/vive", health.alive, name="alive"),
    path("sante/prete", health.ready, name="ready"),
]
