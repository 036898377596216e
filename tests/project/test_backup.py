"""A backup holds everything, is checked, overwrites nothing, and brings the company back on either database."""

import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from tests.company import HOUSE, create

from keta.kernel.files.keeping import keep
from keta.kernel.versions import version
from keta.project.backup import databases
from keta.project.backup.archive import Broken, verify
from keta.project.backup.keys import keys_beside, put_keys_back
from keta.project.backup.making import back_up


@pytest.fixture(scope="module")
def taken(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A backup of a company with something in the database and something in the folder, both there for good."""
    with django_db_blocker.unblock():
        version.refresh()
        file = keep("合同".encode(), "合同.txt", actor=HOUSE)
        create("parties.customer", name="Kept & restored 客户", files=[str(file.pk)])
        target = tmp_path_factory.mktemp("taken") / "keta.backup"
        assert "checked" in back_up(target)
        yield target
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def backup(taken: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """One's own copy of it."""
    for path in (taken, keys_beside(taken)):
        shutil.copy2(path, tmp_path)
    with django_db_blocker.unblock():
        yield tmp_path / taken.name


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on; empty for SQLite in the folder."""
    if connection.vendor == "sqlite":
        yield ""
        return
    facts = connection.settings_dict
    server = f"postgres://{facts['USER']}@{facts['HOST']}:{facts['PORT']}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as opened:
        opened.execute("DROP DATABASE IF EXISTS keta_restored")
        opened.execute("CREATE DATABASE keta_restored")
        yield f"{server}/keta_restored"
        opened.execute("DROP DATABASE keta_restored WITH (FORCE)")


def restore(backup: Path, folder: Path, url: str = "", *more: str) -> Any:
    """The command as somebody types it."""
    place = ["--data", str(folder), *(["--database", url] if url else []), *more]
    command = [sys.executable, "-m", "keta.project.command", "restore", str(backup), *place]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def names_in(folder: Path, url: str) -> list[str]:
    question = "SELECT name FROM parties_party"
    if url:
        with psycopg.connect(url) as opened:
            return [row[0] for row in opened.execute(question).fetchall()]
    with sqlite3.connect(folder / "keta.sqlite3") as opened:
        return [row[0] for row in opened.execute(question)]


def test_a_company_comes_back_with_its_records_files_and_keys(
    backup: Path, tmp_path: Path, empty_database: str
) -> None:
    folder = tmp_path / "restored"
    done = restore(backup, folder, empty_database)
    assert done.returncode == 0, done.stderr
    assert names_in(folder, empty_database) == ["Kept & restored 客户"]
    files = [path.read_bytes() for path in (folder / "files" / "records").rglob("*") if path.is_file()]
    assert files == ["合同".encode()]
    assert (folder / "secret.key").read_text() == (settings.DATA / "secret.key").read_text()
    assert (folder / "secret.key").stat().st_mode & 0o077 == 0


def test_the_keys_are_not_in_the_backup(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        assert not [name for name in archive.namelist() if "secret" in name or name.endswith("keta.env")]
    assert keys_beside(backup).stat().st_mode & 0o077 == 0


def test_without_keys_it_says_what_that_means(backup: Path, tmp_path: Path, empty_database: str) -> None:
    keys_beside(backup).unlink()
    done = restore(backup, tmp_path / "restored", empty_database)
    assert done.returncode == 0, done.stderr
    assert "sign in anew" in done.stdout


def test_neither_backup_nor_restore_overwrites(backup: Path, tmp_path: Path, empty_database: str) -> None:
    with pytest.raises(Broken, match="never overwrites"):
        back_up(backup)
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    done = restore(backup, folder, empty_database)
    assert (done.returncode, [path.name for path in folder.iterdir()]) == (1, ["letter.txt"])
    assert "not empty" in done.stderr


def test_a_filled_database_is_refused_before_anything_is_written(
    backup: Path, tmp_path: Path, empty_database: str
) -> None:
    url = empty_database or f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert restore(backup, tmp_path / "first", url).returncode == 0
    again = restore(backup, tmp_path / "second", url)
    assert (again.returncode, (tmp_path / "second").exists()) == (1, False)
    assert "never overwrites" in again.stderr


def test_a_damaged_backup_is_refused(backup: Path, tmp_path: Path, empty_database: str) -> None:
    content = bytearray(backup.read_bytes())
    content[len(content) // 3] ^= 0xFF
    backup.write_bytes(content)
    with pytest.raises(Broken):
        verify(backup)
    done = restore(backup, tmp_path / "restored", empty_database)
    assert (done.returncode, (tmp_path / "restored").exists()) == (1, False)


def test_missing_tools_of_postgresql_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases.shutil, "which", lambda name: None)
    with pytest.raises(Broken, match="pg_dump was not found.*apt install postgresql-client"):
        databases.run("pg_dump", [])


def test_the_old_place_of_the_database_is_left_out_of_the_keys(tmp_path: Path) -> None:
    source = tmp_path / "x.keys"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("keta.env", "KETA_ZONE=Asia/Shanghai\nKETA_DATABASE=postgres://old\n")
    put_keys_back(source, tmp_path)
    assert (tmp_path / "keta.env").read_text() == "KETA_ZONE=Asia/Shanghai\n"
