"""The forms of sign-in: the library's, with our words and without placeholders."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from accounts.logins import fold_login
from accounts.models import User
from accounts.registration import BY_EMAIL, BY_NETWORK
from accounts.second_factor import use_code
from accounts.sign_in import SECOND_FACTOR, refuse
from core.journal import record
from core.throttle import Guesses


class WithoutPlaceholders:
    """A placeholder goes away when one types, and repeats the label until then."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(WithoutPlaceholders, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = "Adresse e-mail ou identifiant"
        login.help_text = "L’identifiant des élèves est du type lea.fontaine0412."
        login.widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        login.error_messages["required"] = "Saisissez votre adresse e-mail ou votre identifiant."
        password.error_messages["required"] = "Saisissez votre mot de passe."
        password.help_text = ""

    def clean_login(self):
        return fold_login(self.cleaned_data["login"])


class NewPassword(WithoutPlaceholders):
    """What makes a good password, in one sentence; the refusals say the rest."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        new, again = self.fields["password1"], self.fields["password2"]
        new.label = "Nouveau mot de passe"
        new.help_text = (
            "Douze caractères au moins. Une phrase bien à vous se retient mieux "
            "qu’un mot compliqué."
        )
        new.error_messages["required"] = "Choisissez un mot de passe."
        again.label = "Le même, une seconde fois"
        again.error_messages["required"] = "Saisissez une seconde fois le mot de passe."


class ChangePasswordForm(NewPassword, account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        old = self.fields["oldpassword"]
        old.label = (
            "Mot de passe provisoire" if self.user.has_temporary_password else "Mot de passe actuel"
        )
        old.help_text = ""
        old.error_messages["required"] = "Saisissez le mot de passe que vous avez maintenant."

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        if self.user.check_password(password):
            raise forms.ValidationError("C’est le mot de passe actuel : choisissez-en un autre.")
        return password


class SetPasswordForm(NewPassword, account.SetPasswordForm):
    pass


class ResetPasswordKeyForm(NewPassword, account.ResetPasswordKeyForm):
    pass


class FoldedEmailField(forms.EmailField):
    def to_python(self, value):
        return super().to_python(fold_login(value or ""))


def email_field():
    return FoldedEmailField(
        label="Adresse e-mail",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Saisissez votre adresse e-mail.",
            "invalid": "Une adresse s’écrit ainsi : nom@exemple.fr.",
        },
    )


class ResetPasswordForm(WithoutPlaceholders, account.ResetPasswordForm):
    email = email_field()

    def clean_email(self):
        """Only today's address of a person opens their account."""
        email = self.cleaned_data["email"]
        self.users = list(User.objects.filter(email=email, is_active=True))
        return email


class RegistrationStartForm(forms.Form):
    """Asking for the link; how often is counted by address and by network."""

    email = email_field()

    def __init__(self, network, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network

    def clean_email(self):
        email = self.cleaned_data["email"]
        count = Guesses.objects.count_one
        if refusal := count(BY_NETWORK, self.network) or count(BY_EMAIL, email):
            refuse(refusal)
        return email


class RegistrationForm(NewPassword, account.SetPasswordForm):
    """The account itself, for an address that is proved."""

    first_name = forms.CharField(label="Prénom", max_length=150)
    last_name = forms.CharField(label="Nom", max_length=150)
    field_order = ["first_name", "last_name", "password1", "password2"]

    def __init__(self, email, *args, **kwargs):
        super().__init__(User(email=email), *args, **kwargs)
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"

    def save(self):
        """Pressed twice, one account: the address is unique."""
        names = {name: self.cleaned_data[name] for name in ("first_name", "last_name")}
        user = User.objects.create_user(
            email=self.user.email, password=self.cleaned_data["password1"], **names
        )
        record("open_account", user, by=user)
        return user


class ReauthenticateForm(WithoutPlaceholders, account.ReauthenticateForm):
    pass


class SecondFactorCode(WithoutPlaceholders):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = "Code"
        code.error_messages["required"] = "Recopiez le code."
        code.widget.attrs |= {"autocomplete": "one-time-code", "spellcheck": "false"}


class CountedCode(SecondFactorCode):
    """A code is six figures: wrong ones are counted, and a right one serves once."""

    def clean_code(self):
        if refusal := Guesses.objects.count_one(SECOND_FACTOR, str(self.user.pk)):
            refuse(refusal)
        code = super().clean_code()
        use_code(self.authenticator, code)
        Guesses.objects.forget(SECOND_FACTOR, str(self.user.pk))
        return code


class SecondFactorForm(CountedCode, mfa.AuthenticateForm):
    pass


class SecondFactorAgainForm(CountedCode, mfa.ReauthenticateForm):
    pass


class ActivateSecondFactorForm(SecondFactorCode, ActivateTOTPForm):
    pass


class TermsForm(forms.Form):
    accepted = forms.BooleanField(
        label="J’ai lu les conditions d’utilisation et je les accepte",
        error_messages={"required": "Cochez la case pour continuer."},
    )
