"""Several of a list: codes or labels in, codes kept, labels shown."""

from typing import Any

import pytest
from django.db.models import Q

from keta.kernel.fieldtypes import ChoicesType, FieldSpec, PicksType, join_tags, plain_showing, split_tags
from keta.kernel.refusals import Refused

OPTIONS = {"red": "Rot", "blue": "Blau", "old": "Alt"}


def spec(kind: type[ChoicesType], **options: Any) -> FieldSpec:
    return FieldSpec(name="colours", type=kind(options=OPTIONS, **options))


@pytest.mark.parametrize("raw", [["red", "Blau"], "red,blau", "Rot, blue, red"])
def test_codes_and_labels_are_both_understood(raw: Any) -> None:
    each = spec(ChoicesType)
    assert each.type.parse(raw, each) == ("red", "blue")
    assert each.type.to_text(("red", "blue"), plain_showing("en")) == "Rot, Blau"


def test_what_is_not_in_the_list_is_refused() -> None:
    each = spec(ChoicesType)
    with pytest.raises(Refused, match="Rot, Blau"):
        each.type.parse(["green"], each)


def test_a_filter_takes_labels_too() -> None:
    each = spec(ChoicesType)
    assert each.type.condition(each, "in", "Blau", "colours") == Q(colours__contains="\nblue\n")


@pytest.mark.django_db
def test_the_companys_own_options_count() -> None:
    each = spec(PicksType, list="test.colours")
    assert [chosen["value"] for chosen in each.type.input_facts(each, ("old",), plain_showing("en"))["selected"]] == [
        "old"
    ]
    assert each.type.parse("alt", each) == ("old",)


def test_tags_come_back_as_they_were_kept() -> None:
    assert split_tags(join_tags(["a", "b c"])) == ("a", "b c")
    assert (join_tags([]), split_tags(""), split_tags(None)) == ("", (), ())
