"""The calendar of certification, for the support: levels and their windows."""

from django.contrib import admin

from centres.admin import SupportAdmin, SupportInline
from sessions.models import Level, Window


class WindowInline(SupportInline):
    model = Window

    def has_delete_permission(self, request, obj=None):
        """Nothing points to a window: one that is not opened after all goes away."""
        return self.has_change_permission(request, obj)


@admin.register(Level)
class LevelAdmin(SupportAdmin):
    inlines = [WindowInline]
    list_display = ["name", "position"]
    list_editable = ["position"]
