"""A session made by the house itself, for the commands that look at pages as somebody sees them."""

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from keta.kernel.organisation.models import User
from keta.project.session_store import SessionStore


def session_of(user: User) -> str:
    """The value of the session cookie with which requests are this user's."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
