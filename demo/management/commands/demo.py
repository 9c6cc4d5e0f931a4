"""Build the demonstration's world, or say who can sign in to it."""

from django.core.management.base import BaseCommand

from demo.sign_ins import sign_ins
from demo.world import build


class Command(BaseCommand):
    help = "Construit le monde de démonstration ; --sign-ins dit qui peut s’y connecter."

    def add_arguments(self, parser):
        parser.add_argument("--sign-ins", action="store_true")

    def handle(self, *args, **options):
        if options["sign_ins"]:
            self.say_who_can_sign_in()
        else:
            build()

    def say_who_can_sign_in(self):
        for person in sign_ins():
            code = "  + code" if person.has_second_factor else ""
            self.stdout.write(f"  {person.login:32}{person.password:20}{person.office}{code}")
