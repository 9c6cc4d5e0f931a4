"""Open the accounts of a list of pupils, and write their temporary passwords to hand out."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.pupil_list import open_accounts, read_pupils
from core.tables import Table, to_csv

COLUMNS = ["Nom", "Prénom", "Identifiant", "Mot de passe provisoire"]


class Command(BaseCommand):
    help = "Ouvre les comptes d’une liste « Prénom;Nom » et écrit les mots de passe provisoires."

    def add_arguments(self, parser):
        parser.add_argument("list", type=Path, help="un élève par ligne, en UTF-8")
        parser.add_argument("passwords", type=Path, help="le fichier CSV à écrire")

    def handle(self, *args, **options):
        if options["passwords"].exists():
            raise CommandError(f"{options['passwords']} existe déjà : choisissez un autre nom.")
        pupils, faults = read_pupils(self.read(options["list"]))
        for fault in faults:
            self.stderr.write(fault)
        if faults or not pupils:
            raise CommandError(f"{len(faults)} faute(s), aucun compte ouvert.")
        rows = list(open_accounts(pupils))
        options["passwords"].write_bytes(b"".join(to_csv(Table("Comptes", COLUMNS, rows))))
        options["passwords"].chmod(0o600)
        self.stdout.write(f"{len(rows)} comptes ouverts.")

    def read(self, path):
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} est illisible : {error}") from error
