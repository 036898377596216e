"""Ground for all tests: settings with a data folder of their own, actors, a fresh version per test."""

import os
import tempfile

os.environ.setdefault("KETA_DATA_FOLDER", tempfile.mkdtemp(prefix="keta-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keta.project.settings")
if database := os.environ.get("KETA_TEST_DATABASE"):
    os.environ["KETA_DATABASE"] = database
