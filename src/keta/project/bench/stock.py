"""Loaded databases, kept on a server of the bench's own: each run measures a fresh copy, so that none grows by the runs
before it. A database is of use as long as the migrations are those that it was made by."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

import keta
from keta.project.servers import PostgreSQL

MEASURED = "measured"


def copy_of_loaded(server: PostgreSQL, size: int) -> str:
    """The address of a copy of the database with so many customers, which is loaded where there is none."""
    loaded = f"loaded_{size}_{_digest()}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [loaded]).fetchone()
        if known is None:
            _execute(connection, "DROP DATABASE IF EXISTS {}", "loading")
            _execute(connection, "CREATE DATABASE {}", "loading")
            _load(server.url_of("loading"), size)
            _execute(connection, "ALTER DATABASE {} RENAME TO {}", "loading", loaded)
        _execute(connection, "DROP DATABASE IF EXISTS {}", MEASURED)
        _execute(connection, "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", MEASURED, loaded)
    return server.url_of(MEASURED)


def _execute(connection: psycopg.Connection[tuple[object, ...]], words: str, *names: str) -> None:
    connection.execute(sql.SQL(words).format(*map(sql.Identifier, names)))


def _load(url: str, size: int) -> None:
    """In a process of its own: this one must not know the database yet."""
    command = [sys.executable, "-m", "keta.project.command", "bench", "--load-only", "--size", str(size)]
    subprocess.run([*command, "--database", url, "--data", os.environ["KETA_DATA_FOLDER"]], check=True)


def _digest() -> str:
    """Of all migrations, in order."""
    package = Path(keta.__file__).parent
    told = hashlib.sha256()
    for path in sorted(package.glob("**/migrations/*.py")):
        told.update(path.read_bytes())
    return told.hexdigest()[:8]
