"""`keta features` reads the marks of the tests and the list of ids."""

import ast
import json
from argparse import Namespace

import pytest

from keta.project import features


def test_every_mark_names_a_feature_of_the_list() -> None:
    assert features.marks().keys() <= features.features().keys()


def test_it_tells_the_tests_of_a_feature_and_what_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert features.command(Namespace(json=True, tests=False)) == 0
    told = json.loads(capsys.readouterr().out)
    assert any(test.startswith("tests/every_object/test_rights.py::") for test in told["features"]["PRM-02"])
    assert not set(told["features"]) & set(told["without"])


def test_marks_of_a_test_and_of_a_whole_file_are_told_apart() -> None:
    text = """
pytestmark = [pytest.mark.slow, pytest.mark.feature("CUS-01")]

@pytest.mark.feature("CUS-02", "CUS-03")
def test_it(): ...
"""
    assert list(features._marks_in(ast.parse(text))) == [("", ["CUS-01"]), ("test_it", ["CUS-02", "CUS-03"])]
