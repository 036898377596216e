"""Days that have passed: read from a date, filtered as a date."""

import datetime
from types import SimpleNamespace

import pytest
from django.db.models import Q
from django.utils import timezone

from keta.kernel.fieldtypes import ElapsedType, FieldSpec
from keta.kernel.refusals import Refused

SPEC = FieldSpec(name="days", type=ElapsedType(since="begun_on"))
TODAY = timezone.localdate()


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


@pytest.mark.parametrize(("day", "days"), [(ago(0), 0), (ago(40), 40), (ago(-1), None), (None, None)])
def test_what_lies_ahead_or_is_empty_has_no_days(day: datetime.date | None, days: int | None) -> None:
    assert SPEC.type.read(SimpleNamespace(begun_on=day), SPEC) == days
    assert SPEC.type.unpack((day,)) == days


@pytest.mark.parametrize(
    ("operator", "lookup", "bound"),
    [("gte", "lte", 7), ("gt", "lt", 7), ("lte", "gte", 7), ("lt", "gt", 7), ("eq", "exact", 7)],
)
def test_more_days_mean_an_earlier_date(operator: str, lookup: str, bound: int) -> None:
    counted = Q(begun_on__isnull=False, begun_on__lte=TODAY)
    wanted = counted & Q(**{f"begun_on__{lookup}": ago(bound)})
    assert SPEC.type.condition(SPEC, operator, bound, "begun_on") == wanted


def test_between_takes_both_ends() -> None:
    wanted = Q(begun_on__gte=ago(30), begun_on__lte=ago(10))
    assert SPEC.type.condition(SPEC, "between", "10,30", "begun_on") == wanted


@pytest.mark.parametrize(
    ("operator", "operand"), [("gte", "-1"), ("gte", "1.5"), ("gte", "9999999"), ("contains", "1"), ("between", "1")]
)
def test_what_is_no_number_of_days_is_refused(operator: str, operand: str) -> None:
    with pytest.raises(Refused):
        SPEC.type.condition(SPEC, operator, operand, "begun_on")
