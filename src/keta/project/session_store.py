"""Sessions in the database, read in one statement with the version of rights and definitions."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from keta.kernel.versions import version

READ = f"SELECT session_data, ({version.READ}) FROM django_session WHERE session_key = %s AND expire_date > %s"  # noqa: S608  (our own words)


class SessionStore(db.SessionStore):
    """Django's own but for `load`, which comes with every page."""

    def load(self) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(READ, [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        version.tell(row[1])
        found: dict[str, Any] = self.decode(row[0])
        return found
