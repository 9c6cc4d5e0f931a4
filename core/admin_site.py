"""The back office: Django's admin, behind our own sign-in, each page opened to named roles."""

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.shortcuts import redirect


class PlatformAdmin(AdminSite):
    site_title = "Pix Certif"
    site_header = "Pix Certif, administration"
    index_title = "Administration"
    site_url = "/"
    enable_nav_sidebar = False
    empty_value_display = "–"

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.is_staff

    def login(self, request, extra_context=None):
        """Our sign-in, with its second factor; there is no other door."""
        return redirect("admin:index" if self.has_permission(request) else "accounts:home")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")


class RoleAdmin(admin.ModelAdmin):
    """Rows that some roles may read, fewer may change, and none by default."""

    readers: frozenset[str] = frozenset()
    writers: frozenset[str] = frozenset()

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.role in self.readers | self.writers

    def has_change_permission(self, request, obj=None):
        return request.user.role in self.writers

    def has_add_permission(self, request):
        return request.user.role in self.writers

    def has_delete_permission(self, request, obj=None):
        return False
