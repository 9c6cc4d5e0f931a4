"""Make the table of communes anew from the files of the national repository."""

import gzip
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from candidates.communes import TABLE

TODAY = {"commune-actuelle", "arrondissement-municipal"}


class Command(BaseCommand):
    help = (
        "Refait la table des communes à partir de fichiers communes.json, le plus récent d’abord : "
        "les plus anciens donnent les communes qui n’existent plus."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--to", type=Path, default=TABLE)

    def handle(self, *args, files, to, **options):
        rows = {}
        for number, path in enumerate(files):
            for row in rows_of(path, is_newest=number == 0):
                rows.setdefault(row[:2], row)
        to.write_bytes(packed(sorted(rows.values(), key=in_order)))
        self.stdout.write(f"{len(rows)} communes.")


def in_order(row):
    """Those of today first, so that a name of today wins over a former one."""
    name, department, insee, _, status, _ = row
    return department, status != "1", name, insee


def rows_of(path, *, is_newest):
    try:
        communes = json.loads(path.read_text(encoding="utf-8"))
        return [
            (
                commune["nom"].replace("'", "’"),
                commune["departement"],
                commune["code"],
                " ".join(commune.get("codesPostaux", [])),
                str(int(is_newest and commune["type"] in TODAY)),
                commune.get("population", 0) if is_newest else 0,
            )
            for commune in communes
        ]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CommandError(f"{path} n’est pas un fichier de communes ({error}).") from error


def packed(rows):
    """The same rows make the same bytes."""
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    return gzip.compress(text.encode(), mtime=0)
