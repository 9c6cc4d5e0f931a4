"""The database itself refuses that the journal be rewritten.

SQLite lets rows go: its test database is emptied row by row between tests. PostgreSQL, which
holds the real journal, refuses that too.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER journal_insert_only BEFORE UPDATE ON core_journalentry
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END
"""
POSTGRESQL = """
CREATE FUNCTION journal_insert_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is insert-only' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER journal_insert_only BEFORE UPDATE OR DELETE ON core_journalentry
FOR EACH ROW EXECUTE FUNCTION journal_insert_only();
"""


def guard(apps, editor):
    editor.execute(SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL)


def unguard(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER journal_insert_only")
    else:
        editor.execute("DROP FUNCTION journal_insert_only() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
