"""Files as people have them: every usual encoding and separator, and a clear sentence for what is no table."""

import io
import json
import struct
import tarfile
import zipfile
from pathlib import Path

import openpyxl
import pytest

from keta.kernel.refusals import Refused
from keta.surfaces.imports.tables import read_table

pytestmark = pytest.mark.feature("EXT-20", "INF-34")

CSV = "名称,电话\n太原重工,0351-1\n大同煤矿,0352-2\n"
CASES = [
    "comma_in_quotes",
    "empty",
    "empty_crlf",
    "escaped_quotes",
    "json",
    "newlines",
    "newlines_crlf",
    "quotes_and_newlines",
    "simple",
    "simple_crlf",
    "utf8",
]
"""All but location_coordinates, whose JSON is of another file."""


def workbook(*rows: tuple[object, ...], merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_it_reads_the_odd_cases_of_csv(case: str, data: Path) -> None:
    with tarfile.open(data / "conformance" / "csv-spectrum.tar.gz") as archive:
        content = archive.extractfile(f"csvs/{case}.csv").read()  # type: ignore[union-attr]  (it is a file)
        wanted = json.loads(archive.extractfile(f"json/{case}.json").read())  # type: ignore[union-attr]
    table = read_table(content, f"{case}.csv")
    found = [dict(zip(table.headings, row, strict=True)) for row in table.rows]
    assert found == [{key: text.strip().replace("\r\n", "\n") for key, text in row.items()} for row in wanted]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_it_reads_the_usual_encodings(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    table = read_table(mark + CSV.encode(encoding), "客户.csv")
    assert table.headings == ["名称", "电话"]
    assert table.rows[1] == ["大同煤矿", "0352-2"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_it_finds_the_separator(separator: str) -> None:
    assert read_table(CSV.replace(",", separator).encode(), "a.csv").headings == ["名称", "电话"]


def test_it_takes_the_guard_of_an_export_away_and_keeps_other_apostrophes() -> None:
    table = read_table(b"a\n'=1+1\n'-x\n''=y\n'tis\n=plain\n", "a.csv")
    assert [row[0] for row in table.rows] == ["=1+1", "-x", "'=y", "'tis", "=plain"]


def test_it_reads_what_formulas_gave_dates_and_numbers_of_a_workbook() -> None:
    table = read_table(
        workbook(("name", "n", "half"), ("x", 3, 0.5), (None, None, None), ("y", 12345678901, True)), "a.xlsx"
    )
    assert table.rows[0] == ["x", "3", "0.5"]
    assert table.rows[1][:2] == ["y", "12345678901"]
    assert table.lines == [2, 4], "rows keep their line in the file"


def test_merged_cells_count_as_their_first_one() -> None:
    table = read_table(workbook(("a", "b"), ("both", None), merge="A2:B2"), "a.xlsx")
    assert table.rows == [["both", ""]]


def test_it_reads_two_hundred_thousand_rows() -> None:
    table = read_table(b"name,phone\n" + b"a,1\n" * 200_000, "a.csv")
    assert len(table.rows) == 200_000


def zipped(name: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(name, "x")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "a.csv", "no rows"),
        (b"\n\n,,\n", "a.csv", "no rows"),
        (b"name,phone\n", "a.csv", "no rows below"),
        (b"%PDF-1.7", "a.pdf", "no spreadsheet"),
        (b"MZ\x00\x03\x00", "a.csv", "no text file"),
        (b"name\n\xff\xff\xff\xff", "a.csv", "cannot be read"),
        (b"PK\x03\x04broken", "a.xlsx", "cannot be opened"),
        (zipped("nothing.txt"), "a.xlsx", "cannot be opened"),
        (b"name,name\n1,2\n", "a.csv", "stands twice"),
        (("name\n" + "x" * 1_100_000 + "\n").encode(), "a.csv", "cannot be read"),
        ((",".join(f"c{n}" for n in range(501)) + "\n1\n").encode(), "a.csv", "501 columns"),
    ],
    ids=[
        "empty",
        "blank",
        "headings",
        "pdf",
        "program",
        "encoding",
        "zip",
        "no-sheet",
        "doubled",
        "huge-cell",
        "wide",
    ],
)
def test_it_says_clearly_what_is_wrong_with_a_file(content: bytes, name: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        read_table(content, name)


def test_it_says_that_a_workbook_is_protected_by_a_password() -> None:
    locked = compound({"EncryptionInfo": b"\x04\x00\x04\x00\x40", "EncryptedPackage": b"\x08" * 5000})
    with pytest.raises(Refused, match="protected by a password"):
        read_table(locked, "a.xlsx")


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file as Excel and WPS write one around an encrypted workbook (MS-CFB, version 3, no short streams)."""
    size, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    sectors: list[bytes] = []
    chain: list[int] = []

    def add(content: bytes) -> int:
        first, count = len(sectors), -(-len(content) // size)
        sectors.extend(content[place * size :][:size].ljust(size, b"\0") for place in range(count))
        chain.extend([*range(first + 1, first + count), end])
        return first

    def entry(name: str, kind: int, below: int, beside: int, first: int, length: int) -> bytes:
        word = name.encode("utf-16-le") + b"\0\0"
        head = word.ljust(64, b"\0") + struct.pack("<HBBIII", len(word), kind, 1, free, beside, below)
        return head + b"\0" * 36 + struct.pack("<IQ", first, length)

    folder = entry("Root Entry", 5, 1, free, end, 0)
    for place, (name, content) in enumerate(streams.items(), start=1):
        whole = content.ljust(4096, b"\0")
        folder += entry(name, 2, free, place + 1 if place < len(streams) else free, add(whole), len(whole))
    first = add(folder.ljust(size, b"\0"))
    table = b"".join(struct.pack("<I", each) for each in [*chain, 0xFFFFFFFD]).ljust(size, b"\xff")
    numbers = struct.pack("<HHHHH6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, first, 0, 4096, end, 0, end, 0)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + numbers + struct.pack("<I", len(sectors))
    return head.ljust(size, b"\xff") + b"".join([*sectors, table])


def test_three_hundred_columns_are_read() -> None:
    headings = ",".join(f"c{n}" for n in range(300))
    assert len(read_table(f"{headings}\n1\n".encode(), "a.csv").rows[0]) == 300
