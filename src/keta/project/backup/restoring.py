"""`keta restore`: a backup into an empty folder and an empty database. Loads no models: nothing is there yet."""

import argparse
import os
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import environ

from keta.project.backup.archive import DATABASE, FOLDER, Broken, Contents, take_out, verify
from keta.project.backup.databases import fill, is_sqlite, refuse_filled
from keta.project.backup.keys import keys_beside, put_keys_back


def command(chosen: argparse.Namespace) -> int:
    source = Path(chosen.file)
    folder = Path(chosen.data or os.environ.get("KETA_DATA_FOLDER", "data")).resolve()
    url = chosen.database or os.environ.get("KETA_DATABASE") or f"sqlite:///{folder / 'keta.sqlite3'}"
    keys = Path(chosen.keys) if chosen.keys else keys_beside(source)
    try:
        if chosen.keys and not keys.is_file():
            raise Broken(f"There is no file {keys}.")
        bring_back(source, folder, environ.Env.db_url_config(url), keys)
    except (Broken, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    if not keys.is_file():
        print(f"The keys were not found ({keys}): everybody has to sign in anew; --keys FILE brings them too.")
    database = f" --database {chosen.database}" if chosen.database else ""
    print(f"Restored and checked. Start it with: keta up --data {folder}{database}")
    return 0


def bring_back(source: Path, folder: Path, database: Mapping[str, Any], keys: Path) -> None:
    """Raises `Broken` before anything is written where the backup is damaged or the place is not empty."""
    if folder.exists() and any(folder.iterdir()):
        raise Broken(f"{folder} is not empty; restore never overwrites. Name an empty folder with --data.")
    contents = verify(source)
    _refuse_other_vendor(contents, database)
    refuse_filled(database)
    folder.mkdir(parents=True, exist_ok=True)
    if keys.is_file():
        put_keys_back(keys, folder)
    with zipfile.ZipFile(source) as archive, tempfile.TemporaryDirectory(dir=folder) as scratch:
        copy = Path(scratch) / DATABASE
        take_out(archive, DATABASE, copy)
        fill(copy, database)
        for name in contents.parts:
            if name.startswith(FOLDER):
                take_out(archive, name, _place(folder, name))


def _refuse_other_vendor(contents: Contents, database: Mapping[str, Any]) -> None:
    if contents.vendor == "sqlite" and not is_sqlite(database):
        raise Broken("This is the backup of an SQLite database; restore it without --database.")
    if contents.vendor != "sqlite" and is_sqlite(database):
        raise Broken("This is the backup of a PostgreSQL database; name an empty one: --database postgres://...")


def _place(folder: Path, name: str) -> Path:
    place = (folder / name.removeprefix(FOLDER)).resolve()
    if not place.is_relative_to(folder):
        raise Broken(f"The backup holds a file outside of its folder ({name}); it was not made by Keta.")
    return place
