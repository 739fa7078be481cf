"""Imports run one way: careplan kit <- partners <- priorities <- the wiring in careplan."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

ROOT = settings.BASE_DIR
WIRING = {"apps", "checks", "database", "embedded", "keeper", "management", "settings", "urls", "wsgi"}
LAYERS = ["kit", "partners", "priorities", "wiring"]
LOAD = re.compile(r"{%\s*load\s+(.+?)\s*%}")
NAMED_TEMPLATE = re.compile(r"{%\s*(?:include|extends)\s+\"([^\"]+)\"")
EXPRESSION = re.compile(r"{[{%].*?[%}]}")


def layer_of(module: str) -> int:
    """How high a module of ours stands."""
    app, _, rest = module.partition(".")
    if app == "careplan":
        return LAYERS.index("wiring" if rest.partition(".")[0] in WIRING else "kit")
    return LAYERS.index(app)


def template_layer(name: str) -> int:
    """How high a page stands; pages about money show both ends, so they are the plan's."""
    folder = name.partition("/")[0].replace("funding", "priorities")
    return LAYERS.index(folder) if folder in LAYERS else 0


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


APPS = ("careplan", "partners", "priorities")
MODULES = {module_of(path): path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))}
PRIORITIES = LAYERS.index("priorities")
LOWER_MODULES = [module for module in MODULES if layer_of(module) < PRIORITIES]
PAGES = ROOT / "templates"
TEMPLATES = {str(path.relative_to(PAGES)): path.read_text() for path in sorted(PAGES.rglob("*.html"))}
LIBRARIES = {path.stem: layer_of(name) for name, path in MODULES.items() if path.parent.name == "templatetags"}


def imported_by(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def upward_imports(module: str, source: str) -> list[str]:
    return [
        name
        for name in imported_by(ast.parse(source))
        if name.partition(".")[0] in APPS and layer_of(name) > layer_of(module)
    ]


def accessors_of(upper: str) -> set[str]:
    """The names by which the models of lower layers could reach the rows of `upper`."""
    return {
        relation.get_accessor_name()
        for model in apps.get_app_config("partners").get_models()
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label == upper and not relation.hidden
    }


def names_used(tree: ast.AST) -> set[str]:
    """Attributes, and the first words of look-ups such as `plans__title`."""
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    keywords = {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg}
    return attributes | {text.partition("__")[0] for text in texts | keywords}


def found(upward: dict) -> dict:
    """What looks up, and where."""
    return {where: what for where, what in upward.items() if what}


def points_up(field) -> bool:
    other = field.related_model._meta.app_label if field.is_relation and field.related_model else None
    own = field.model._meta.app_label
    return other in LAYERS and not field.auto_created and layer_of(other) > layer_of(own)


def libraries_loaded(source: str) -> list[str]:
    """From `{% load a b %}` and `{% load tag from a %}`."""
    return [name for tag in LOAD.findall(source) for name in (tag.partition(" from ")[2] or tag).split()]


def test_no_module_imports_one_that_stands_above_it():
    upward = {module: upward_imports(module, path.read_text()) for module, path in MODULES.items()}

    assert found(upward) == {}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("careplan.money", "from partners.models import Source"),
        ("careplan.money", "import careplan.settings"),
        ("careplan.money", "from careplan import settings"),
        ("partners.models", "from priorities import models"),
        ("priorities.models", "from careplan.urls import urlpatterns"),
        ("partners.models", "def later():\n    import priorities.models"),
    ],
)
def test_an_import_that_looks_up_is_found(module, line):
    assert len(upward_imports(module, line)) == 1


def test_no_foreign_key_points_up():
    upward = {
        model._meta.label: [field.name for field in model._meta.get_fields() if points_up(field)]
        for model in apps.get_models()
        if model._meta.app_label in LAYERS
    }

    assert found(upward) == {}


def test_no_reverse_accessor_looks_up():
    accessors = accessors_of("priorities")
    upward = {module: names_used(ast.parse(MODULES[module].read_text())) & accessors for module in LOWER_MODULES}

    assert found(upward) == {}


def test_no_name_in_quotes_looks_up():
    quoted = re.compile(r"[\"']priorities\.[A-Za-z]+")

    assert found({module: quoted.findall(MODULES[module].read_text()) for module in LOWER_MODULES}) == {}


def test_no_template_loads_or_includes_what_stands_above_it():
    upward = {
        name: [library for library in libraries_loaded(source) if LIBRARIES.get(library, 0) > template_layer(name)]
        + [other for other in NAMED_TEMPLATE.findall(source) if template_layer(other) > template_layer(name)]
        for name, source in TEMPLATES.items()
    }

    assert found(upward) == {}


def test_no_template_reaches_up_through_an_accessor():
    accessors = accessors_of("priorities")
    upward = {
        name: set(re.findall(r"\.(\w+)", " ".join(EXPRESSION.findall(source)))) & accessors
        for name, source in TEMPLATES.items()
        if template_layer(name) < PRIORITIES
    }

    assert found(upward) == {}


def test_no_migration_waits_for_one_that_stands_above_it():
    graph = MigrationLoader(None).graph
    own = [key for key in graph.nodes if key[0] in LAYERS]
    upward = [
        (key, before)
        for key in own
        for before in graph.forwards_plan(key)
        if before[0] in LAYERS and layer_of(before[0]) > layer_of(key[0])
    ]

    assert len(own) >= 5
    assert upward == []
