"""What a type writes it reads back: as text in files and forms, as JSON in history and programs."""

import random

import pytest

from keta.kernel.fieldtypes import REGISTER, FieldSpec, plain_showing

pytestmark = pytest.mark.django_db

OPTIONS = {"options": {"red": "Rot", "blue": "Blau"}}
NEEDS = {"choice": OPTIONS, "choices": OPTIONS, "state": OPTIONS, "pick": OPTIONS, "picks": OPTIONS}
SAMPLES = 20


def spec_of(key: str) -> FieldSpec:
    return FieldSpec(name="value", type=REGISTER[key](**NEEDS.get(key, {})), is_custom=True)


def samples(spec: FieldSpec) -> list[object]:
    chance = random.Random(7)
    raws = [spec.type.sample(spec, chance) for __ in range(SAMPLES)]
    return [spec.type.parse(raw, spec) for raw in raws if raw is not None]


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(REGISTER))
def test_what_a_type_writes_as_text_it_reads_back(key: str) -> None:
    spec = spec_of(key)
    for value in samples(spec) if spec.type.is_written else ():
        assert spec.type.parse(spec.type.to_text(value, plain_showing("en")), spec) == value


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(REGISTER))
def test_what_a_type_writes_as_json_it_reads_back(key: str) -> None:
    spec = spec_of(key)
    for value in samples(spec) if spec.type.is_written else ():
        assert spec.type.from_json(spec.type.to_json(value)) == value
    if spec.type.is_stored and key != "lines":
        assert spec.type.is_empty(spec.type.from_json(None)) or key == "yes_no"


@pytest.mark.parametrize("key", sorted(REGISTER))
def test_every_written_type_has_a_sample_or_points_at_records(key: str) -> None:
    spec = spec_of(key)
    points = spec.type.widget in ("chooser", "source", "lines", "file")  # a file is uploaded first
    assert points or not spec.type.is_written or samples(spec)
