"""Who is signing in: one way of finding a person, by what our own rows say."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class LoginBackend(AuthenticationBackend):
    """The library also looks into addresses a person had once; we look at today's logins only.

    Known or not, one password is hashed: the time of the answer tells nothing.
    """

    def _authenticate(self, request, **credentials):
        typed = credentials.get("username") or credentials.get("email") or ""
        return self._check_password(User.objects.by_login(typed), credentials["password"])
