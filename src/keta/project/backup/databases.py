"""Copies of a database while it is at work, and back into an empty one: SQLite by itself, PostgreSQL by its tools."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from keta.project.backup.archive import Broken

TOOLS_ARE_MISSING = (
    "{tool} was not found: a PostgreSQL database is copied by PostgreSQL's own tools. "
    "Install them (apt install postgresql-client), in the server's version or a later one, and try again."
)


def copy_database(target: Path) -> str:
    """Writes the database as it is at this moment, while others go on working; returns its vendor."""
    if connection.vendor == "sqlite":
        _copy_sqlite(target)
    else:
        run("pg_dump", ["--format=custom", "--compress=0", f"--file={target}"], connection.settings_dict)
        run("pg_restore", ["--list", str(target)])
    return connection.vendor


def _copy_sqlite(target: Path) -> None:
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
        (told,) = copy.execute("PRAGMA integrity_check").fetchone()
    copy.close()
    if told != "ok":
        raise Broken(f"The database is damaged ({told}); restore the last good backup.")


def refuse_filled(database: Mapping[str, Any]) -> None:
    """Raises `Broken` where the database to be written into holds anything already."""
    if is_sqlite(database):
        if Path(database["NAME"]).exists():
            raise Broken(f"{database['NAME']} exists already; restore never overwrites. Name another with --database.")
        return
    facts = {"dbname": database["NAME"], "user": database["USER"], "password": database["PASSWORD"]}
    facts |= {"host": database["HOST"], "port": database["PORT"]}
    try:
        with psycopg.connect(**{name: value for name, value in facts.items() if value}) as opened:
            row = opened.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()").fetchone()
    except psycopg.OperationalError as error:
        raise Broken(f"The database cannot be reached: {str(error).strip()}") from error
    if row and row[0]:
        raise Broken(f"The database “{database['NAME']}” is not empty; restore never overwrites. Create an empty one.")


def fill(copy: Path, database: Mapping[str, Any]) -> None:
    """Puts a copy into an empty database of the same vendor."""
    if is_sqlite(database):
        place = Path(database["NAME"])
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(copy, place)
        return
    run("pg_restore", ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(copy)], database)


def is_sqlite(database: Mapping[str, Any]) -> bool:
    return str(database["ENGINE"]).endswith("sqlite3")


def run(tool: str, arguments: list[str], database: Mapping[str, Any] | None = None) -> None:
    """Runs one of PostgreSQL's tools; the password goes by the environment, where no list of processes shows it."""
    found = shutil.which(tool)
    if found is None:
        raise Broken(TOOLS_ARE_MISSING.format(tool=tool))
    facts = database or {}
    names = {"NAME": "--dbname", "USER": "--username", "HOST": "--host", "PORT": "--port"}
    place = [f"{option}={facts[name]}" for name, option in names.items() if facts.get(name)]
    environment = {**os.environ, **({"PGPASSWORD": facts["PASSWORD"]} if facts.get("PASSWORD") else {})}
    done = subprocess.run([found, *place, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Broken(f"{tool} failed: {done.stderr.strip()[-2000:]}")
