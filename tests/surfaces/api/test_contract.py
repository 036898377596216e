"""A machine reads the OpenAPI document and tries to break its promises: what fits must be taken, what does not refused,
every answer be as described, and nothing ever end in an error of ours."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import ignored_auth
from tests.surfaces.api.conftest import HOUSE, Program, make

from keta.flows.delivered import deliver_content

CLOSELY = ("activities.activity", "crm.opportunity", "organisation.position", "parties.customer")
"""Objects with every type of field, with lines, with actions, with rights: tried with more calls than the others."""
CALLS = {True: 10, False: 1}
"""How many well-formed, and how many malformed, calls of each operation."""
BOTH = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
CONFIGURATION = {
    # 422 is how the house refuses what is well-formed but untrue: an unknown record, a phone number that is none.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "422"]}},
}


@pytest.fixture
def api(program: Program, settings: LazySettings) -> Iterator[Any]:
    """The API as its document tells it, in this process and in the transaction of the test."""
    settings.API_CALLS_PER_MINUTE = 10**9
    config = SchemathesisConfig.from_dict(CONFIGURATION)
    # A request that ends would close the connection that holds the transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), config=config, headers=program.headers
    )
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def known(db: None) -> dict[str, str]:
    """A record of each object that is tried closely: without one every call would end at a 404."""
    deliver_content(HOUSE)
    return {key: str(make(key, name="One").pk) for key in CLOSELY}


def calls(operation: Any, is_close: bool) -> Iterator[Case]:
    """Some of the cases that cover each part of the description, and with the closely tried ones some by chance."""
    for mode in BOTH:
        covering = operation.schema.iter_coverage_cases(
            operation, generation_modes=[mode], generation_config=operation.schema.config.generation
        )
        yield from islice(covering, CALLS[is_close])
    yield from by_chance(operation) if is_close else ()


def by_chance(operation: Any) -> list[Case]:
    found: list[Case] = []
    for mode in BOTH:
        keep = given(case=operation.as_strategy(generation_mode=mode))(lambda case: found.append(case))
        hypothesis_settings(
            max_examples=2,
            derandomize=True,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )(keep)()
    return found


def with_known(case: Case, known: dict[str, str]) -> Case:
    found = re.match(r"^/api/v1/([a-z_.]+)/\{record_id\}", case.operation.path)
    if found and found[1] in known and case.path_parameters and is_uuid(case.path_parameters.get("record_id")):
        case.path_parameters["record_id"] = known[found[1]]
    return case


def is_uuid(text: Any) -> bool:
    try:
        return bool(UUID(str(text)))
    except ValueError:
        return False


@pytest.mark.slow
def test_the_api_keeps_its_promises(api: Any, known: dict[str, str], program: Program) -> None:
    failures: list[str] = []
    for result in api.get_all_operations():
        operation = result.ok()
        is_close = any(f"/{key}" in operation.path for key in CLOSELY) or "." not in operation.path.split("/")[3]
        for case in calls(operation, is_close):
            response = with_known(case, known).call(headers=program.headers)
            try:
                # Who may call is tested by hand: here every call shows the same token.
                case.validate_response(response, excluded_checks=[ignored_auth])
            except FailureGroup as found:
                asked = f"{case.operation.label} {case.query} {str(case.body)[:300]}"
                failures += [
                    f"{asked}\n{response.status_code} {response.text[:300]}\n{each}" for each in found.exceptions
                ]
    assert not failures, f"{len(failures)} failures\n\n" + "\n\n".join(failures[:10])
