"""A rival measured in turn with us: its own scripts `setup.sh` and `bench.py` in the folder KETA_PEERS load and measure
the same shape of data. A machine's speed drifts; so each round measures both, and the median of the rounds counts."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 3
ROWS = {"list-api": "list", "search-api": "search_name", "open-api": "open", "create": "create", "report": "report"}
"""Our rows, and what the scripts call theirs."""


def compare(
    rival: str, size: int, folder: Path, ours: Callable[[], dict[str, float]]
) -> dict[str, dict[str, list[float]]]:
    """p50 in ms of each row and round: `ours` gives one round of our own."""
    scripts = Path(os.environ["KETA_PEERS"]) / rival
    environment = {**os.environ, "PEER_DIR": str(folder / f"peer-{rival}-{size}"), "PEER_SCALE": str(size / 100_000)}
    environment |= {"PEER_ONLY": ",".join(ROWS.values()), "PEER_SECONDS": "1"}
    if not (Path(environment["PEER_DIR"]) / "dataset.json").exists():
        subprocess.run(["bash", str(scripts / "setup.sh")], env=environment, check=True)
    found: dict[str, dict[str, list[float]]] = {row: {"keta": [], rival: []} for row in ROWS}
    for __ in range(ROUNDS):
        own, other = ours(), _theirs(scripts, environment)
        for row, name in ROWS.items():
            found[row]["keta"].append(own[row])
            found[row][rival].append(other[name]["single"]["p50_ms"])
    return found


def print_comparison(found: dict[str, dict[str, list[float]]]) -> None:
    print(f"p50 in ms, one client, median of {ROUNDS} rounds in turn")
    for row, figures in found.items():
        told = "  ".join(
            f"{name} {median(each):8.1f} ({min(each):.1f}-{max(each):.1f})" for name, each in figures.items()
        )
        print(f"{row:12} {told}")


def _theirs(scripts: Path, environment: dict[str, str]) -> dict[str, Any]:
    python = Path(environment["PEER_DIR"]) / "venv" / "bin" / "python"
    command = [str(python), str(scripts / "bench.py")]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told
