"""How sign-in behaves here: no sign-up by oneself, a first password must be changed before anything else."""

from collections.abc import Callable
from copy import copy

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from keta.kernel.versions import version

CHANGE_PASSWORD = "/account/password/change/"  # noqa: S105  (an address)
OPEN_MEANWHILE = (CHANGE_PASSWORD, "/account/logout/", "/static/", "/healthz", "/preferences")
MOST_KEPT = 5000

_users: dict[tuple[str | None, ...], tuple[str, AbstractBaseUser]] = {}


class UserMiddleware(AuthenticationMiddleware):
    """Django's own, but users are kept per process until one of them changes."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: user_of(request))  # type: ignore[assignment]  # as Django does itself


def user_of(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Whoever is signed in. The session says who, how it was proved and by which password; a kept user is one for whom
    all three were found right under the present version, which every change of a user moves on."""
    proof = tuple(request.session.get(name) for name in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY))
    now = version.current()
    kept = _users.get(proof)
    if kept is None or kept[0] != now:
        user = get_user(request)
        if not isinstance(user, AbstractBaseUser):
            return user
        if len(_users) > MOST_KEPT:
            _users.clear()
        kept = _users[proof] = (now, user)
    return copy(kept[1])


class AccountAdapter(DefaultAccountAdapter):
    """Members are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Also ends the duty to change a password that somebody else gave."""
        user.must_change_password = False  # type: ignore[attr-defined]  # our own user model
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"


class FirstPasswordMiddleware:
    """Leads a user whose password was given by somebody else to the page that changes it."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN_MEANWHILE) or not request.user.is_authenticated:
            return self.respond(request)
        if request.user.must_change_password:
            return redirect(CHANGE_PASSWORD)
        return self.respond(request)
