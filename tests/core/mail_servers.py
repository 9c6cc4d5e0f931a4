"""Mail servers in a bad mood."""

from django.core.mail.backends.locmem import EmailBackend


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("le serveur ne répond pas")


class RefusingLea(EmailBackend):
    def send_messages(self, messages):
        if any("lea@exemple.fr" in message.to for message in messages):
            raise ConnectionRefusedError("le serveur ne répond pas")
        return super().send_messages(messages)
