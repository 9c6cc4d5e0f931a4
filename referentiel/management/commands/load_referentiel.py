"""Check the content files, and load them if there is no fault in any."""

from django.core.management.base import BaseCommand, CommandError

from referentiel.content import read_all
from referentiel.loading import load


class Command(BaseCommand):
    help = "Vérifie les questions et les charge ; --check n’écrit rien."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, **options):
        chapters, faults = read_all()
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faute(s) : rien n’est chargé.")
        if options["check"]:
            self.stdout.write(f"{len(chapters)} compétences, aucune faute.")
            return
        outcome = load(chapters)
        self.stdout.write(
            f"{len(outcome.added)} ajoutées, {len(outcome.changed)} changées, "
            f"{len(outcome.archived)} archivées, {outcome.unchanged} inchangées."
        )
