"""The plan of the house, held: who may import whom, and what is written nowhere."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template import Context, Origin, Template
from django.template.loader import get_template

ROOT = Path(__file__).parent.parent
ORDER = [
    *("core", "accounts", "referentiel", "profiles", "centres", "pupils", "sessions"),
    *("candidates", "papers", "assessments", "supervision", "finalisation", "jury", "certificates"),
    *("territories", "demo"),
]
APPS = [app for app in ORDER if (ROOT / app).is_dir()]
SOURCES = [
    path
    for app in [*APPS, "pixcertif"]
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted(path for app in APPS for path in (ROOT / app / "templates").rglob("*.*"))
WRITERS = {"csv", "odfdo", "xlsxwriter", "openpyxl"}
READER = ROOT / "core" / "sheet_reader.py"
DRAWERS = {"utils", "helpers", "services", "mixins", "common", "misc", "managers", "signals"}


def name(path):
    return str(path.relative_to(ROOT))


def template_name(path):
    return str(path).split("/templates/")[1]


def imports(path):
    """Every module imported, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)


@pytest.mark.parametrize("app", APPS)
def test_app_imports_only_upstream(app):
    later = {*ORDER[ORDER.index(app) + 1 :], "pixcertif"}

    imported = {module for path in (ROOT / app).rglob("*.py") for module in imports(path)}

    assert imported & later == set()


def test_every_app_of_ours_has_its_place_in_the_order():
    ours = {config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT}

    assert ours == set(APPS)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_only_one_module_writes_tables(path):
    allowed = {ROOT / "core" / "tables.py": WRITERS, READER: {"csv"}}

    assert WRITERS & set(imports(path)) <= allowed.get(path, set())


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_only_one_process_reads_tables(path):
    """What strangers send is taken apart beside us, in a process that knows nothing of ours."""
    ours = {*APPS, "pixcertif", "django"}

    if path == READER:
        assert ours & set(imports(path)) == set()
    else:
        assert "python_calamine" not in set(imports(path))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_drawer_without_a_name(path):
    assert path.stem not in DRAWERS


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_task_is_put_off_by_the_queue(path):
    """A row says when; a queue that keeps appointments loses them or keeps them twice."""
    keywords = {
        keyword.arg
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
    }

    assert keywords & {"eta", "countdown"} == set()


def assigned_attributes(path):
    for node in ast.walk(ast.parse(path.read_text())):
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        yield from (target.attr for target in targets if isinstance(target, ast.Attribute))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_states_move_in_one_place(path):
    if path != ROOT / "core" / "states.py":
        assert "state" not in set(assigned_attributes(path))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_text_is_declared_safe(path):
    assert re.search(r"\bmark_safe\b|SafeString", path.read_text()) is None


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_listens_to_rows_being_saved(path):
    """A side effect is called by name in the verb that causes it."""
    text = path.read_text()

    assert re.search(r"django\.(db\.models|core)\.signals|django\.dispatch", text) is None


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_module_says_what_it_is_for(path):
    text = path.read_text()
    plain = path.name in {"__init__.py", "apps.py", "urls.py"}

    assert plain or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_modules_and_functions_stay_short(path):
    text = path.read_text()
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]

    # A generator goes in one breath from its numbers to its question and its files.
    is_generator = "generators" in path.parts
    longest = 60 if is_generator else 30

    assert text.count("\n") <= (500 if is_generator else 400)
    assert [f.name for f in functions if f.end_lineno - f.lineno >= longest] == []


def test_models_and_migrations_agree(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_compiles(path):
    assert get_template(template_name(path)).origin.name == str(path)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_is_short_and_safe(path):
    text = path.read_text()

    assert text.count("\n") <= 90
    assert re.search(r"\|\s*safe\b|autoescape off", text) is None or path.suffix == ".txt"


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.suffix == ".html"], ids=name)
def test_template_holds_no_script_and_no_style_of_its_own(path):
    text = re.sub(r"<script src=[^>]*></script>", "", path.read_text())

    assert re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", text) is None


def library_templates():
    """Names that a library asks for: a template of ours by that name is used by it."""
    for config in apps.get_app_configs():
        folder = Path(config.path, "templates")
        if Path(config.path).parent != ROOT and folder.is_dir():
            yield from (str(path.relative_to(folder)) for path in folder.rglob("*.*"))


# Asked for by Django and crispy-forms, by a rule rather than by a whole name.
BY_RULE = re.compile(r"^(\d{3}\.html|pix/.*)$")


def test_every_template_is_used():
    text = "\n".join(path.read_text() for path in [*SOURCES, *TEMPLATES])
    known = set(library_templates())

    unused = {
        template_name(path)
        for path in TEMPLATES
        if f'"{template_name(path)}"' not in text
        and template_name(path) not in known
        and not BY_RULE.match(template_name(path))
    }

    assert unused == set()


def test_undefined_variable_in_a_template_of_ours_is_a_fault(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    template = Template("{{ nothing }}", origin=Origin(str(tmp_path / "page.html")), name="page")

    with pytest.raises(AssertionError, match="« nothing » in page"):
        template.render(Context())


# Before these signs French wants a space that does not break; and inside its quotes.
LOOSE = re.compile(r"[\w»)’…] [:;?!](?=[\s<.,]|$)|« | »", re.MULTILINE)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_french_signs_do_not_part_from_their_words(path):
    assert LOOSE.search(re.sub(r"{[{%#].*?[}%#]}", "", path.read_text())) is None


def test_tests_are_packages():
    """Without an __init__.py in each folder, tests/sessions would hide our own app."""
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}

    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
