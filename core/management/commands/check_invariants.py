"""Compare the whole base with what must always be true; a large one wants STATEMENT_TIMEOUT=0."""

from django.core.management.base import BaseCommand, CommandError

from core.invariants import Note, invariants


class Command(BaseCommand):
    help = "Vérifie les invariants dans toute la base ; sort en erreur si l’un d’eux est violé."

    def handle(self, *args, **options):
        checked = invariants()
        violations = sum(self.tell(each) for each in checked)
        conclusion = f"{len(checked)} invariants vérifiés, {violations} violation(s)."
        if violations:
            raise CommandError(conclusion)
        self.stdout.write(conclusion)

    def tell(self, invariant):
        """Each thing found, on its line; how many are violations."""
        violations = 0
        for found in invariant.check():
            if isinstance(found, Note):
                self.stdout.write(f"{invariant.code} (information) : {found}")
            else:
                self.stdout.write(f"{invariant.code}, {invariant.title} : {found}")
                violations += 1
        return violations
