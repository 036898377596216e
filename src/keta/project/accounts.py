"""How sign-in behaves here: no sign-up by oneself, a first password must be changed before anything else."""

from collections.abc import Callable

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

CHANGE_PASSWORD = "/account/password/change/"  # noqa: S105  (an address)
OPEN_MEANWHILE = (CHANGE_PASSWORD, "/account/logout/", "/static/", "/healthz", "/preferences")


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
