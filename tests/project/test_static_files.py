"""Static files: kept for ever under an address that changes with them."""

from pathlib import Path

from django.templatetags.static import static
from django.test import Client

from keta.project.static_digest import digest_of


def test_a_changed_file_changes_the_addresses_of_all(tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text("1")
    before = digest_of(tmp_path)
    assert digest_of(tmp_path) == before
    (tmp_path / "one.js").write_text("2")
    assert digest_of(tmp_path) != before


def test_browsers_keep_them_for_ever() -> None:
    answer = Client().get(static("keta/js/main.js"))
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    assert b"./toasts.js" in b"".join(answer)
    beside = Client().get(static("keta/js/main.js").replace("main.js", "toasts.js"))
    assert beside.status_code == 200
