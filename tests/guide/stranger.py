"""What the stranger of the guide does in a browser and with a program; run in a process of its own with the new module
on the path. Prints what came of it as JSON."""

import json
import os
import sys
from typing import Any

import django
from django.core.management import call_command


class NoMigrations:
    """Tables straight from the models, as `--no-migrations` does."""

    def __contains__(self, label: str) -> bool:
        return True

    def __getitem__(self, label: str) -> None:
        return None


def begin() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "keta.project.settings"
    os.environ["KETA_LANGUAGE"] = "en"
    from keta.project import settings

    settings.INSTALLED_APPS.append("samples")
    settings.MIGRATION_MODULES = NoMigrations()  # type: ignore[attr-defined]
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    from django.db import connection

    from keta.surfaces.search import storage

    if not storage.is_made():
        with connection.schema_editor() as editor:
            storage.make(editor)


def work() -> dict[str, Any]:
    from tests.every_object.ground import EVERYTHING, Ground, make

    person = Ground().hire(is_administrator=True, **EVERYTHING)
    customer, product = make("parties.customer", name="Mine"), make("catalog.product", name="Valve")
    url = "/samples.sample_request"
    form = {"name": "Valves to try", "customer": str(customer.pk), "lines-grid": "1"}
    empty = person.post(f"{url}/new", form)
    line = {"lines-0-product": str(product.pk), "lines-0-quantity": "3"}
    made = person.post(f"{url}/new", form | line)
    told = person.call("get", made.url.lstrip("/")).told
    body = {"name": "By program", "customer": str(customer.pk), "lines": [{"product": str(product.pk)}]}
    return {
        "new": "lines-grid" in person.get(f"{url}/new").content.decode(),
        "empty": [empty.status_code, "Name at least one sample." in empty.content.decode()],
        "made": [told["title"][:2], told["quantity"], told["lines"][0]["product"]["title"], told["state"]],
        "page": person.get(made.url).status_code,
        "list": told["number"] in person.get(url).content.decode(),
        "menu": url in person.get(url).content.decode(),
        "tab": "Sample requests" in person.get(f"/parties.customer/{customer.pk}").content.decode(),
        "api": person.call("post", "samples.sample_request", body).told["quantity"],
        "found": "Valves" in person.get("/search/suggest?q=Valves").content.decode(),
        "history": person.get(f"{made.url}/history").status_code,
    }


if __name__ == "__main__":
    begin()
    json.dump(work(), sys.stdout)
