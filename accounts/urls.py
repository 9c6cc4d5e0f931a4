"""Addresses of the account. The library's names are kept: it looks its own pages up by them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as school
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView

from accounts import views

own = [
    path("", views.home, name="home"),
    path("conditions/", views.terms, name="terms"),
    path(
        "inscription/envoye/",
        login_not_required(TemplateView.as_view(template_name="accounts/register_sent.html")),
        name="register_sent",
    ),
    path("inscription/<str:token>/", views.register, name="register"),
]

second_factor = [
    path("", mfa.index, name="mfa_index"),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("confirmer/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("activer/", views.activate_second_factor, name="mfa_activate_totp"),
    path("desactiver/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("secours/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("secours/nouveaux/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("secours/fichier/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

password = [
    path("changer/", account.password_change, name="account_change_password"),
    path("choisir/", account.password_set, name="account_set_password"),
    path("oublie/", account.password_reset, name="account_reset_password"),
    path("oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "nouveau/fait/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        "nouveau/<slug:uidb36>/<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

establishment = [
    path("<slug:provider_id>/", views.school_sign_in, name="openid_connect_login"),
    path("<slug:provider_id>/retour/", views.school_return, name="openid_connect_callback"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("connexion/", account.login, name="account_login"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("inscription/", views.register_start, name="account_signup"),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("mot-de-passe/", include(password)),
    path("deux-etapes/", include(second_factor)),
    path("etablissement/", include(establishment)),
    path("etablissement-annule/", school.login_cancelled, name="socialaccount_login_cancelled"),
    path(
        "etablissement-erreur/",
        login_not_required(school.login_error),
        name="socialaccount_login_error",
    ),
    path("etablissement-inscription/", school.signup, name="socialaccount_signup"),
]
