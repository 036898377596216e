"""Foreign keys go down as imports do, kinds are complete, and no signal carries domain logic."""

import ast

from django.apps import apps
from tests.architecture.code import files, name_of, tree_of

from keta.kernel.objects.register import built_in

FLOORS = ("project", "flows", "studio", "modules", "surfaces", "kernel")
MODULES = ("billing", "stock", "sales", "crm", "activities", "ledger", "catalog", "parties", "people")


def floor_of(model):
    parts = model.__module__.split(".")
    floor = FLOORS.index(parts[1])
    return (floor, MODULES.index(parts[2])) if parts[1] == "modules" else (floor, 0)


def test_foreign_keys_go_down_only():
    wrong = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model in apps.get_models()
        if model.__module__.startswith("keta.")
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model.__module__.startswith("keta.")
        if floor_of(model) > floor_of(field.related_model)
    ]
    assert wrong == []


def test_nothing_listens_to_signals():
    listening = [
        name_of(path)
        for path in files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("django.dispatch", "django.db.models.signals"))
    ]
    assert listening == []


def test_only_the_write_path_saves_business_objects():
    """`.objects.create(`, `.save()` and friends on a business object stand in kernel/records alone."""
    homes = {kind.model.__name__: kind.model.__module__.partition(".models")[0] for kind in built_in().values()}
    wrong = []
    for path in files():
        if name_of(path).startswith(("kernel/records/", "project/bench/")):
            continue
        for node in ast.walk(tree_of(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("create", "bulk_create")
            ):
                owner = node.func.value
                if isinstance(owner, ast.Attribute) and owner.attr == "objects":
                    name = getattr(owner.value, "id", "")
                    # Two packages may have a model of this name; only one of them is a business object.
                    if name in homes and imported_from(path, name).startswith(homes[name]):
                        wrong.append(f"{name_of(path)}:{node.lineno}")
    assert wrong == []


def imported_from(path, name):
    """The module from which a file takes a name; where it defines it, its own."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and any((each.asname or each.name) == name for each in node.names):
            return node.module or ""
    return f"keta.{name_of(path).removesuffix('.py').replace('/', '.')}"


def test_every_kind_is_complete():
    incomplete = []
    for key, kind in built_in().items():
        if not kind.label:
            incomplete.append(f"{key} has no label")
        named = [name for names in kind.spec.sections.values() for name in names]
        incomplete += [
            f"{key} lays out {name}, which it has not"
            for name in (*named, *kind.spec.columns)
            if name not in kind.fields
        ]
        incomplete += [
            f"{key} shows on {shows.object}" for shows in kind.spec.shows_on if shows.object not in built_in()
        ]
        incomplete += [f"{key}.{name} has no label" for name, spec in kind.fields.items() if not spec.label]
    assert incomplete == []


def test_surfaces_speak_no_business():
    words = {"customer", "quotation", "contract", "opportunity", "invoice", "supplier", "salesperson"}
    wrong = {
        f"{name_of(path)}: {node.value}"
        for path in files()
        if name_of(path).startswith(("surfaces/", "studio/"))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Name) and node.id.lower() in words
        for node in [type("", (), {"value": node.id})]
    }
    assert wrong == set()
