"""The documented import of a public sales pipeline: its figures, a second run, a changed file, a misspelt product."""

import argparse
import json
import shutil
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count, Sum
from django.test import override_settings
from tests.company import HOUSE

from keta.flows.delivered import deliver_content
from keta.flows.positions import deliver_positions
from keta.kernel.access import system
from keta.kernel.objects import kind_of
from keta.kernel.versions import version
from keta.modules.crm.models import Opportunity, OpportunityLine
from keta.modules.parties.models import Party
from keta.project import examples
from keta.surfaces.imports.importing import Importing
from keta.surfaces.imports.mapping import FileMap
from keta.surfaces.imports.tables import read_table

pytestmark = [pytest.mark.django_db, pytest.mark.feature("EXT-20")]


def run(folder: Path) -> list[str]:
    """What the command says of each step."""
    told = StringIO()
    with redirect_stdout(told):
        examples.command(argparse.Namespace(name="maven", source=str(folder), json=False))
    return [line for line in told.getvalue().splitlines() if "created" in line]


@pytest.fixture(scope="module")
def folder(data: Path) -> Path:
    return data / "pipeline" / "maven_crm"


@pytest.fixture(scope="module")
def maven(folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The data set, imported once for all tests of this file."""
    with django_db_blocker.unblock(), override_settings(BASE_CURRENCY="USD"):
        with transaction.atomic():
            version.refresh()
            deliver_positions(HOUSE)
            deliver_content(HOUSE)
            yield run(folder)
            transaction.set_rollback(True)
        version.refresh()


def test_every_row_is_taken(maven: list[str]) -> None:
    assert all("refused 0" in line for line in maven)
    assert maven[-1] == "Opportunities: created 8800, updated 0, unchanged 0, skipped 0, refused 0"
    assert Party.objects.count() == 85
    assert Party.objects.filter(parent__isnull=False).count() == 15
    assert kind_of("catalog.product").rows().count() == 7


def test_agents_stand_in_teams_below_offices_and_some_have_no_deal(maven: list[str]) -> None:
    agents = kind_of("organisation.member").rows().filter(positions__code="salesperson")
    assert agents.count() == 35
    assert agents.values("department__parent").distinct().count() == 3
    assert agents.exclude(pk__in=Opportunity.objects.values("owner")).count() == 5


def test_the_states_of_opportunities_are_those_of_the_file(maven: list[str]) -> None:
    by_state = dict(Opportunity.objects.values_list("state").annotate(n=Count("pk")))
    assert by_state == {"won": 4238, "lost": 2473, "open": 2089}
    by_stage = dict(Opportunity.objects.filter(state="open").values_list("stage__code").annotate(n=Count("pk")))
    assert by_stage == {"needs": 1589, "first_contact": 500}
    assert Opportunity.objects.filter(customer__isnull=True).count() == 1425
    assert Opportunity.objects.filter(state="open", amount__isnull=True).count() == 2089


def test_the_value_won_is_that_of_the_file_in_all_and_by_agent_and_account(maven: list[str]) -> None:
    won = Opportunity.objects.filter(state="won")
    assert won.aggregate(total=Sum("amount"))["total"] == 10_005_534
    assert best(won, "owner__name") == {
        "Darcel Schlecht": 1_153_214, "Vicki Laflamme": 478_396, "Kary Hendrixson": 454_298,
    }  # fmt: skip
    assert best(won, "customer__name") == {"Kan-code": 341_455, "Konex": 269_245, "Condax": 206_410}
    june = won.filter(closed_on__year=2017, closed_on__month=6)
    assert june.aggregate(total=Sum("amount"), n=Count("pk")) == {"total": 1_338_466, "n": 531}
    assert set(won.values_list("currency", flat=True)) == {"USD"}


def best(rows: Any, axis: str) -> dict[str, int]:
    return {name: int(total) for name, total in rows.values_list(axis).annotate(t=Sum("amount")).order_by("-t")[:3]}


def test_a_second_run_changes_nothing(maven: list[str], folder: Path) -> None:
    counted = "created 0, updated 0"
    assert [line for line in run(folder) if counted not in line] == []
    assert OpportunityLine.objects.count() == 8800


def test_a_changed_file_updates_what_has_changed(maven: list[str], folder: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(folder, tmp_path / "maven", copy_function=shutil.copyfile)
    pipeline = changed / "sales_pipeline.csv"
    pipeline.chmod(0o600)
    rows = pipeline.read_text("utf-8").replace("2017-03-01,1054", "2017-03-01,1060", 1).splitlines()
    pipeline.write_text("\n".join(rows[:301]), "utf-8")
    assert run(changed)[-1] == "Opportunities: created 0, updated 1, unchanged 299, skipped 0, refused 0"
    assert Opportunity.objects.get(name="1C1I7A6R").amount == 1060


def test_a_misspelt_product_is_refused_row_by_row_until_the_mapping_knows_it(maven: list[str], folder: Path) -> None:
    raw = (examples.EXAMPLES / "maven" / "opportunities.json").read_text("utf-8").replace('"GTXPro"', '"no such word"')
    table = read_table((folder / "sales_pipeline.csv").read_bytes(), "sales_pipeline.csv")
    importing = Importing(kind_of("crm.opportunity"), table, FileMap.from_json(json.loads(raw)), system("test"))
    report = importing.write(table.numbered()[:40])
    misspelt = [place + 2 for place, row in enumerate(table.rows[:40]) if "GTXPro" in row]
    assert misspelt and report.refused_rows == misspelt
    assert {refusal.field for refusal in report.refusals} == {"lines.product"}
    assert "GTXPro" in report.refusals[0].reason
