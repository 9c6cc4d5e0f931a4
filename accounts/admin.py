"""People, for the support: open an account, unlock one, give a temporary password."""

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.shortcuts import redirect
from django.utils.html import format_html

from accounts.models import User
from core.admin_site import RoleAdmin
from core.journal import record
from core.roles import STAFF, Role


class PersonForm(forms.ModelForm):
    def clean(self):
        """Somebody must be left who can give offices."""
        cleaned = super().clean()
        stays = cleaned.get("role", self.instance.role) == Role.ADMINISTRATOR
        is_last = self.instance.pk and self.instance.is_last_administrator
        if is_last and not (stays and cleaned.get("is_active")):
            raise forms.ValidationError(
                "C’est la dernière personne de l’administration : donnez d’abord cette fonction à "
                "quelqu’un d’autre."
            )
        return cleaned


@admin.register(User)
class UserAdmin(RoleAdmin):
    writers = frozenset({Role.SUPPORT, Role.ADMINISTRATOR})
    list_display = ["last_name", "first_name", "username", "email", "role", "is_active"]
    list_filter = ["role", "is_active", "has_temporary_password"]
    search_fields = ["last_name", "first_name", "username", "email"]
    readonly_fields = ["has_temporary_password", "date_joined", "last_login"]
    fields = ["first_name", "last_name", "username", "email", "role", "is_active", *readonly_fields]
    actions = ["unlock", "give_temporary_password", "remove_second_factor"]

    def has_change_permission(self, request, obj=None):
        """Only the administration touches the accounts of the back office."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or self._may_touch(request, obj))

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, form=PersonForm, **kwargs)

    def add_view(self, request, form_url="", extra_context=None):
        """The button pressed twice: the first press has made the account."""
        try:
            return super().add_view(request, form_url, extra_context)
        except IntegrityError:
            messages.error(request, "Ce compte vient d’être créé : le voici dans la liste.")
            return redirect("admin:accounts_user_changelist")

    def get_readonly_fields(self, request, obj=None):
        own = [] if request.user.role == Role.ADMINISTRATOR else ["role"]
        return [*super().get_readonly_fields(request, obj), *own]

    def save_model(self, request, user, form, change):
        super().save_model(request, user, form, change)
        record(
            "change" if change else "open_account", user, by=request.user, fields=form.changed_data
        )
        if not change:
            self._say_new_password(request, user)

    @admin.action(description="Débloquer la connexion", permissions=["change"])
    def unlock(self, request, users):
        for user in self._touchable(request, users):
            user.unlock(by=request.user)
            messages.success(request, f"{user} peut de nouveau se connecter.")

    @admin.action(description="Donner un mot de passe provisoire", permissions=["change"])
    def give_temporary_password(self, request, users):
        if len(users) > 1:
            messages.error(
                request, "Une personne à la fois : son ancien mot de passe ne servira plus."
            )
            return
        for user in self._touchable(request, users):
            self._say_new_password(request, user)

    @admin.action(description="Retirer la double authentification", permissions=["change"])
    def remove_second_factor(self, request, users):
        for user in self._touchable(request, users):
            user.remove_second_factor(by=request.user)
            messages.success(request, f"La double authentification de {user} est retirée.")

    def _say_new_password(self, request, user):
        password = user.give_temporary_password(by=request.user)
        words = "Mot de passe provisoire de {} ({}) : {} Il n’est montré qu’une fois."
        code = format_html("<code>{}</code>.", password)
        messages.success(request, format_html(words, user, user.login, code))

    def _may_touch(self, request, user):
        return request.user.role == Role.ADMINISTRATOR or user.role not in STAFF

    def _touchable(self, request, users):
        for user in users:
            if self._may_touch(request, user):
                yield user
            else:
                messages.error(request, f"{user} : réservé à l’administration de la plateforme.")
