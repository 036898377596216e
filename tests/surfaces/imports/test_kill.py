"""A worker process that is killed in the middle of an import: another one goes on, and nothing comes twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connections
from pytest_django import DjangoDbBlocker
from tests.kernel.jobs.processes import Workers, scratch_database, wait_until
from tests.kernel.jobs.workshop import work

from keta.kernel.access import system
from keta.kernel.history.models import Entry
from keta.kernel.jobs.models import Job, JobState
from keta.kernel.objects import kind_of
from keta.kernel.versions import version
from keta.modules.parties.models import Party
from keta.surfaces.duplicates.models import MatchKey
from keta.surfaces.imports.jobs import begin
from keta.surfaces.imports.models import RefusedRow, Upload
from keta.surfaces.imports.uploads import keep
from keta.surfaces.search import storage
from keta.surfaces.search.models import SearchRow

ROWS, BAD = 1500, 15
HOUSE = system("tests")


@pytest.fixture
def database(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database with every table, which several processes share; it is `default` here meanwhile."""
    before, name_before = connections["default"], connections.settings["default"]["NAME"]
    with scratch_database(tmp_path) as name, django_db_blocker.unblock():
        connections.settings["default"]["NAME"] = name
        connections["default"] = connections.create_connection("default")
        with connections["default"].schema_editor() as editor:
            for model in apps.get_models():
                editor.create_model(model)
            storage.make(editor)
        version.refresh()
        yield
        connections["default"].close()
        connections["default"] = before
        connections.settings["default"]["NAME"] = name_before


@pytest.fixture
def workers(database: None) -> Iterator[Workers]:
    made = Workers(lambda: work(2))
    yield made
    made.have(0)


@pytest.mark.slow
@pytest.mark.feature("EXT-20")
def test_another_worker_goes_on_and_nothing_comes_twice(workers: Workers, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    rows = "".join(f"Customer {place},{'12' if place % 100 == 0 else 138_0000_0000 + place}\n" for place in range(ROWS))
    upload = keep(kind_of("parties.customer"), f"name,phone\n{rows}".encode(), "a.csv", actor=HOUSE)
    job = begin(upload, actor=HOUSE)
    (first,) = workers.have(1)
    wait_until(lambda: Party.objects.count() > ROWS // 10, 60)
    workers.kill(first.pid or 0)
    assert Party.objects.count() < ROWS - BAD, "it was to be killed in the middle"
    workers.have(1)
    wait_until(lambda: Job.objects.get(pk=job.pk).is_ended, 120)
    ended = Job.objects.get(pk=job.pk)
    assert (ended.state, ended.attempts, ended.done_count) == (JobState.DONE, 2, ROWS), ended.trace
    written = ROWS - BAD
    assert Party.objects.count() == Party.objects.values("name").distinct().count() == written
    assert Entry.objects.count() == SearchRow.objects.count() == written
    assert MatchKey.objects.filter(field="phone").count() == written
    assert RefusedRow.objects.count() == BAD
    report = Upload.objects.get().report
    assert (report["created"], report["refused"]) == (written, BAD)
