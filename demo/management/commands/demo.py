"""Build the demonstration's world, or say who can sign in to it."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.people import KNOWN
from demo.world import build


class Command(BaseCommand):
    help = "Construit le monde de démonstration ; --sign-ins dit qui peut s’y connecter."

    def add_arguments(self, parser):
        parser.add_argument("--sign-ins", action="store_true")

    def handle(self, *args, **options):
        if options["sign_ins"]:
            self.say_who_can_sign_in()
        elif settings.DEMO:
            build()
        else:
            raise CommandError("Ce monde a des mots de passe connus : il demande DEMO=1.")

    def say_who_can_sign_in(self):
        for person in KNOWN:
            code = "  + code" if person.has_second_factor else ""
            self.stdout.write(f"  {person.login:32}{person.password:20}{person.office}{code}")
