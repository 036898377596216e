"""Makes the tables of kernel/china from a folder of data: python scripts/make_china_tables.py FOLDER."""

import csv
import json
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

TABLES = Path(__file__).parents[1] / "src/keta/kernel/china"
WORKED = "+"  # before the holiday for which a day at the weekend is worked
NOT_IN_THE_FILES = [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def divisions(folder: Path) -> str:
    """One line a division, code and name; cities without districts stand in their source twice, here once."""
    names = dict(NOT_IN_THE_FILES)
    for name in ("areas", "cities", "provinces"):
        names |= {row["code"].ljust(6, "0"): row["name"] for row in rows(folder / f"divisions/{name}.csv")}
    return "".join(f"{code} {names[code]}\n" for code in sorted(names))


def industries(folder: Path) -> str:
    """One line an industry: code, name, code of the one above; in the order of the standard."""
    listed = {row["code"]: row for row in rows(folder / "gbt4754_2017.csv")}
    below: dict[str, list[str]] = {}
    for code, row in listed.items():
        below.setdefault(row["parent"], []).append(code)

    def branch(code: str) -> str:
        own = f"{code} {listed[code]['name']} {listed[code]['parent'] or '-'}\n"
        return own + "".join(branch(lower) for lower in below.get(code, []))

    return "".join(branch(code) for code in below[""])


def holidays(folder: Path) -> str:
    """Days off and shifted working days of each year, named by the holiday they belong to."""
    years: dict[str, dict[str, str]] = {}
    with tarfile.open(folder / "holiday-cn.tar.gz") as archive:
        for name in sorted(name for name in archive.getnames() if re.search(r"\d{4}\.json$", name)):
            file = archive.extractfile(name)
            days = json.load(file)["days"] if file else []
            years[name[-9:-5]] = {day["date"]: ("" if day["isOffDay"] else WORKED) + day["name"] for day in days}
    return json.dumps(years, ensure_ascii=False, indent=0) + "\n"


def main() -> None:
    folder = Path(sys.argv[1])
    (TABLES / "divisions.txt").write_text(divisions(folder), encoding="utf-8")
    (TABLES / "industries.txt").write_text(industries(folder), encoding="utf-8")
    (TABLES / "holidays.json").write_text(holidays(folder), encoding="utf-8")


if __name__ == "__main__":
    main()
