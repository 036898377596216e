"""The learning and lifetime methods as an analyst calls them, on a CSV."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from keta.insight.commands.main import main
from keta.insight.commands.registry import COMMANDS


@pytest.fixture
def folder(tmp_path: Path, customers: pd.DataFrame) -> Path:
    customers.to_csv(tmp_path / "customers.csv", index=False)
    rows = [("a", f"2024-{month:02d}-{day:02d}", "10.50") for month in range(1, 13) for day in (3, 17)]
    rows += [(f"c{one}", f"2024-0{one % 9 + 1}-05", "20") for one in range(40)]
    rows += [(f"c{one}", f"2024-1{one % 3}-25", "30") for one in range(30)]
    pd.DataFrame(rows, columns=["customer", "date", "amount"]).to_csv(tmp_path / "purchases.csv", index=False)
    return tmp_path


def test_every_method_stands_in_the_registry() -> None:
    names = [command.name for command in COMMANDS]
    assert {
        "lifetime",
        "cohorts",
        "learn",
        "tree",
        "rules",
        "uplift",
        "contacts",
        "forecast",
        "drift",
    } <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.feature("MIN-07")
def test_the_tree_is_printed_and_drawn(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = folder / "tree.png"
    words = [
        "tree",
        str(folder / "customers.csv"),
        "--target",
        "left",
        "--positive",
        "yes",
        "--identifier",
        "number",
    ]
    assert main([*words, "--picture", str(picture), "--locale", "en"]) == 0
    assert "If " in capsys.readouterr().out
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_lifetimes_and_cohorts_come_from_one_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(folder / "purchases.csv")
    assert main(["lifetime", file, "--locale", "en"]) == 0
    assert "Customer equity" in capsys.readouterr().out
    assert main(["cohorts", file, "--picture", str(folder / "cohorts.html")]) == 0
    assert "<svg" in (folder / "cohorts.html").read_text()


def test_drift_compares_two_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(folder / "customers.csv")
    assert main(["drift", file, file, "--locale", "en"]) == 0
    assert "None of the" in capsys.readouterr().out


def test_a_refusal_is_told_on_standard_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", str(folder / "customers.csv"), "--target", "gone", "--locale", "en"]) == 2
    assert "gone" in capsys.readouterr().err
