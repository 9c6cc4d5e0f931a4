"""After a country has changed its clocks: hours stay as planned, instants follow."""

from django.core.management.base import BaseCommand

from sessions.models import Session


class Command(BaseCommand):
    help = "Recalcule les instants des sessions à venir d’après les fuseaux horaires à jour."

    def handle(self, *args, **options):
        changed = Session.objects.recompute_instants()
        self.stdout.write(f"{changed} sessions recalculées.")
