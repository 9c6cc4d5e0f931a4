"""Centres, for the support: opened, described, visited, granted more candidates."""

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.shortcuts import redirect

from accounts.forms import FoldedEmailField
from centres.actions import invite
from centres.forms import changes_in
from centres.models import Centre, ControlVisit, Derogation, Membership, VisitPoint
from core.admin_site import RoleAdmin
from core.journal import record
from core.roles import Role

SUPPORT = frozenset({Role.SUPPORT, Role.ADMINISTRATOR})


class SupportInline(admin.TabularInline):
    """Rows within a page: whoever may open the page may add and change them."""

    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related()

    def has_view_permission(self, request, obj=None):
        return request.user.role in SUPPORT

    def has_add_permission(self, request, obj=None):
        return request.user.role in SUPPORT

    def has_change_permission(self, request, obj=None):
        return request.user.role in SUPPORT

    def has_delete_permission(self, request, obj=None):
        return False


class SupportAdmin(RoleAdmin):
    """What the support writes here is in the journal, with what was there before."""

    writers = SUPPORT

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        rows = [row for formset in formsets for row in formset.forms]
        if changes := [*changes_in(form), *(each for row in rows for each in row_changes(row))]:
            verb = "change" if change else "create"
            record(verb, form.instance, by=request.user, changes=changes)

    def add_view(self, request, form_url="", extra_context=None):
        """The button pressed twice: the first press has made it."""
        try:
            return super().add_view(request, form_url, extra_context)
        except IntegrityError:
            messages.error(
                request, "Cela vient d’être enregistré\N{NO-BREAK SPACE}: voyez la liste."
            )
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


def row_changes(row):
    if row.cleaned_data.get("DELETE"):
        return [[row.instance._meta.verbose_name, str(row.instance), ""]]
    return changes_in(row)


class DerogationInline(SupportInline):
    model = Derogation
    fields = ["limit", "since", "until", "reason", "granted_by"]
    readonly_fields = ["granted_by"]


class TeamInline(SupportInline):
    """To be read: the team is kept by its référents, who come in by an invitation."""

    model = Membership
    fields = readonly_fields = ["user", "role", "is_active", "since"]

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class CentreForm(forms.ModelForm):
    first_manager = FoldedEmailField(
        label="Inviter un référent Pix",
        required=False,
        max_length=254,
        help_text="Adresse e-mail. Un lien valable sept jours est envoyé à l’enregistrement.",
    )

    def clean_first_manager(self):
        email = self.cleaned_data["first_manager"]
        centre = self.instance
        if email and centre.pk:
            if centre.memberships.active().filter(user__email=email).exists():
                raise forms.ValidationError("Cette personne est déjà dans l’équipe.")
            if any(each.is_open for each in centre.invitations.pending().filter(email=email)):
                raise forms.ValidationError("Cette adresse a déjà une invitation en attente.")
        return email


@admin.register(Centre)
class CentreAdmin(SupportAdmin):
    form = CentreForm
    inlines = [DerogationInline, TeamInline]
    list_display = ["name", "town", "department", "kind", "uai"]
    list_filter = ["kind", "department", "zone_name"]
    search_fields = ["name", "town", "uai", "postal_code"]
    readonly_fields = ["created_at"]
    view_on_site = False

    def save_formset(self, request, form, formset, change):
        for row in formset.save(commit=False):
            if isinstance(row, Derogation) and row._state.adding:
                row.granted_by = request.user
            row.save()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if email := form.cleaned_data["first_manager"]:
            invite(form.instance, email, Membership.Role.MANAGER, by=request.user)
            messages.success(request, f"Une invitation part vers {email}.")


class PointInline(SupportInline):
    model = VisitPoint
    fields = ["subject", "finding", "remark", "asked", "answer", "answered_by", "is_settled"]
    readonly_fields = ["answer", "answered_by"]


@admin.register(ControlVisit)
class ControlVisitAdmin(SupportAdmin):
    inlines = [PointInline]
    list_display = ["centre", "on", "kind", "visitor", "is_reported"]
    list_select_related = ["centre"]
    list_filter = ["kind", "is_reported"]
    search_fields = ["centre__name", "centre__town", "visitor"]
    autocomplete_fields = ["centre"]
    date_hierarchy = "on"
