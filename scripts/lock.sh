#!/usr/bin/env bash
# Writes the hashed locks anew from pyproject.toml, for maintainers; needs uv. They name no index, so any mirror serves them.
set -euo pipefail
cd "$(dirname "$0")/.."
options=(--universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet --custom-compile-command scripts/lock.sh)
uv pip compile "${options[@]}" pyproject.toml -o requirements/base.txt
uv pip compile "${options[@]}" --extra insight --group dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt
# Spark is 430 MB and serves one folder of tests: its lock holds what it adds to the others.
spark='import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["spark"], sep="\n")'
python3 -c "$spark" | uv pip compile "${options[@]}" -c requirements/dev.txt - -o requirements/spark.txt
