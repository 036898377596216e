"""Names that say nothing are not used; see architecture.md section 7."""

import re

from tests.architecture.code import files, name_of, names

EMPTY = re.compile(r"(Manager|Helper|Utils?|Handler|Service|Processor|Common|Misc|Info|Data)(?=$|[A-Z_])")
LOWER = re.compile(r"(^|_)(manager|helper|utils?|handler|processor|common|misc|info)($|_)")
BUSINESS = {"delivered_service"}


def test_no_name_is_empty_of_meaning():
    found = [
        f"{name_of(path)}: {name}"
        for path in files()
        for name in names(path)
        if (EMPTY.search(name) or LOWER.search(name)) and name not in BUSINESS
    ]
    assert found == []


def test_every_module_says_what_is_in_it():
    bare = [
        name_of(path)
        for path in files()
        if path.name not in ("__init__.py", "apps.py")
        and not path.read_text("utf-8").lstrip().startswith(('"""', "#!"))
    ]
    assert bare == []
