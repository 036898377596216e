"""Sums over the whole result, and figures by group."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from tests.surfaces.reading.company import make

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.fieldtypes import plain_showing
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Refused
from keta.surfaces.reading import Question, aggregate, count, question_of, sums


def asked(actor: Actor, **parameters: str) -> Question:
    return question_of(kind_of("parties.customer"), {key: [text] for key, text in parameters.items()}, actor=actor)


def test_sums_run_over_the_whole_result(customers: list[Any], house: Actor) -> None:
    assert sums(asked(house, limit="2"), house, ["credit_limit"]) == {
        "": 12,
        "credit_limit": Decimal("18000.00"),
    }
    assert sums(asked(house, **{"filter[grade][eq]": "key"}), house, ["credit_limit"])["credit_limit"] == Decimal(8000)


@pytest.mark.feature("STA-03")
@pytest.mark.feature("CUS-02")
def test_groups_count_and_add_up(customers: list[Any], house: Actor) -> None:
    found = aggregate(asked(house), [("grade", None)], ["count", "sum:credit_limit", "mean:credit_limit"], house)
    assert [(bucket.values, bucket.figures) for bucket in found.buckets] == [
        (("key",), (4, Decimal(8000), Decimal(2000))),
        (("major",), (4, Decimal(10000), Decimal(2500))),
        ((None,), (4, None, None)),
    ]


@pytest.mark.parametrize(
    ("group", "step", "texts"),
    [
        ("founded_on", "month", ["2026-01", "2026-02", "2026-03", "2026-04"]),
        ("founded_on", "quarter", ["2026-Q1", "2026-Q2"]),
        ("founded_on", "year", ["2026"]),
        ("address", "province", ["山西", "上海"]),
        ("address", "district", ["小店", "浦东"]),
        ("owner", None, ["Li Lei", "(none)"]),
        ("owner.department", None, ["North", "(none)"]),
        ("is_supplier", None, ["No"]),
        ("relationship_state", None, ["Prospect"]),
    ],
)
@pytest.mark.feature("STA-10")
def test_every_group_drills_to_its_rows(
    group: str, step: str | None, texts: list[str], customers: list[Any], house: Actor
) -> None:
    department = make("organisation.department", name="North")
    owner = make("organisation.member", name="Li Lei", department=department.pk)
    for party in customers[:7]:
        records.update(kind_of("parties.customer"), party.pk, {"owner": owner.pk}, actor=house)
    question = asked(house)
    found = aggregate(question, [(group, step)], ["count"], house)
    (axis,) = found.axes
    assert [axis.text(bucket.values[0], plain_showing("en")) for bucket in found.buckets] == texts
    assert sum(bucket.figures[0] for bucket in found.buckets) == 12
    if group == "owner.department":  # records without an owner have no department that could be empty
        found = aggregate(
            question.narrowed(axis.condition(found.buckets[0].values[0])), [(group, step)], ["count"], house
        )
    for bucket in found.buckets:
        assert count(question.narrowed(axis.condition(bucket.values[0])), house).count == bucket.figures[0]


def test_moments_fall_into_the_days_of_the_company(customers: list[Any], house: Actor) -> None:
    found = aggregate(asked(house), [("created_at", "day")], ["count"], house)
    (bucket,) = found.buckets
    assert count(asked(house).narrowed(found.axes[0].condition(bucket.values[0])), house).count == 12


def test_two_axes_cross(customers: list[Any], house: Actor) -> None:
    found = aggregate(asked(house), [("grade", None), ("founded_on", "quarter")], ["count"], house)
    assert len(found.buckets) == 6
    assert sum(bucket.figures[0] for bucket in found.buckets) == 12


def test_no_groups_give_the_figures_of_the_whole(customers: list[Any], house: Actor) -> None:
    found = aggregate(asked(house), [], ["count", "most:credit_limit"], house)
    assert found.buckets[0].figures == (12, Decimal(5000))


def test_many_customers_without_a_group_are_still_added_exactly(db: None, house: Actor) -> None:
    rows = [{"name": f"C{number}", "credit_limit": "0.10"} for number in range(1000)]
    records.create_set(kind_of("parties.customer"), rows, actor=house)
    assert sums(asked(house), house, ["credit_limit"])["credit_limit"] == Decimal("100.00")


@pytest.mark.parametrize(
    ("groups", "measures"),
    [
        ([("remarks", None)], ["count"]),
        ([("founded_on", "decade")], ["count"]),
        ([], ["sum:name"]),
        ([], ["middle:name"]),
    ],
)
def test_what_cannot_be_grouped_or_added_is_refused(groups: Any, measures: Any, db: None, house: Actor) -> None:
    with pytest.raises(Refused):
        aggregate(asked(house), groups, measures, house)


@pytest.mark.feature("PRM-03")
def test_a_hidden_field_is_neither_grouped_nor_added(member_with: Callable[..., Actor]) -> None:
    hidden = [("parties.party", "credit_limit", "hidden"), ("parties.party", "grade", "hidden")]
    actor = member_with(read="everyone", fields=hidden)
    for groups, measures in (([("grade", None)], ["count"]), ([], ["sum:credit_limit"])):
        with pytest.raises(Refused, match="no field"):
            aggregate(asked(actor), groups, measures, actor)
    with pytest.raises(Refused, match="no field"):
        sums(asked(actor), actor, ["credit_limit"])
