"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keta.project.settings")
application = get_wsgi_application()
# All pages are loaded now, and what is loaded stays: the collector need not look through it again and again.
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
