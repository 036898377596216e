"""Small files, small functions: limits as architecture.md section 8 sets them."""

from statistics import median

from tests.architecture.code import DATA_TABLES, files, functions, name_of

FILE_LIMIT, FUNCTION_LIMIT = 300, 40


def test_no_file_is_longer_than_its_limit():
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in files()}
    assert {name: length for name, length in lengths.items() if length > FILE_LIMIT and name not in DATA_TABLES} == {}
    assert median(lengths.values()) <= 100


def test_no_function_is_longer_than_its_limit():
    long = {
        f"{name_of(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in files()
        for node in functions(path)
        if node.end_lineno and node.end_lineno - node.lineno + 1 > FUNCTION_LIMIT
    }
    assert long == {}


def test_half_of_the_functions_are_very_short():
    assert median(node.end_lineno - node.lineno + 1 for path in files() for node in functions(path)) <= 9
