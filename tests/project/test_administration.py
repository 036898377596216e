"""The commands of administrators say what they have done, or why not and what to do."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from keta.kernel.organisation.models import Member, User
from keta.project import companies, users

Told = pytest.CaptureFixture[str]


def user(what: str, name: str = "wang", **more: Any) -> int:
    return users.command(Namespace(what=what, name=name, **{"member": None, "position": "salesperson", **more}))


def test_a_new_sign_in_gets_a_password_that_must_be_changed(company: Any, capsys: Told) -> None:
    assert user("add", member="王芳") == 0
    told = capsys.readouterr().out
    made = User.objects.get(username="wang")
    assert told.startswith("wang / ")
    assert "must be changed" in told
    assert made.check_password(told.split()[2])
    assert made.must_change_password
    assert Member.objects.get(user=made).name == "王芳"


def test_an_unknown_position_is_answered_with_those_there_are(company: Any, capsys: Told) -> None:
    assert user("add", position="king") == 1
    assert "there are: accountant, administrator, buyer" in capsys.readouterr().err
    assert not User.objects.exists()


def test_who_is_switched_off_comes_back_by_a_new_password(company: Any, capsys: Told) -> None:
    user("add")
    assert user("disable") == 0
    assert "user password wang" in capsys.readouterr().out
    assert not User.objects.get(username="wang").is_active
    assert user("password") == 0
    assert User.objects.get(username="wang").is_active
    assert user("password", "nobody") == 1
    assert "`user add` makes one" in capsys.readouterr().err


def test_the_company_is_told_and_a_second_one_is_refused_with_a_way_out(company: Any, capsys: Told) -> None:
    assert companies.command(Namespace(what="list", file=None)) == 0
    assert "parties" in capsys.readouterr().out
    for what in ("add", "suspend", "delete"):
        assert companies.command(Namespace(what=what, file=None)) == 1
        assert "holds one company" in capsys.readouterr().err
    assert companies.command(Namespace(what="export", file=None)) == 2


def test_an_export_of_the_company_is_a_backup(company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(companies, "back_up", lambda path: asked.append(path) or "done")
    assert companies.command(Namespace(what="export", file=str(tmp_path / "x"))) == 0
    assert asked == [tmp_path / "x"]
