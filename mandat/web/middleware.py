"""What happens around every page of the site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from mandat.core.errors import RuleBroken
from mandat.core.passes import held_by
from mandat.people.sign_in.answers import page_of, with_next

Answer = Callable[[HttpRequest], HttpResponse]


class RuleBrokenMiddleware:
    """A broken rule becomes a 409: a page, or for htmx the fragment in the place of messages."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, RuleBroken):
            return None
        back = request.headers.get("Referer", "/")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
            back = "/"
        context = {"message": error.message, "code": error.code, "back": back}
        if not getattr(request, "htmx", False):
            return render(request, "409.html", context, status=409)
        response = render(request, "409.html#broken-rule", context, status=409)
        return reswap(retarget(response, "#messages"), "innerHTML show:top")


class PrivatePagesMiddleware:
    """What a signed-in person, or a visitor with a pass, was shown stays in no cache: the next
    person at this computer, or whoever searches it, finds nothing there. A view that says
    otherwise itself is believed.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_private = is_private(request)
        response = self.get_response(request)
        if was_private or is_private(request):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def is_private(request: HttpRequest) -> bool:
    """Whether somebody is there who may see more than everybody does."""
    return bool(request.user.is_authenticated or held_by(request.user))


class AccountLanguageMiddleware:
    """A person who signs in on a new device meets the language they chose before.

    The cookie is the choice made in this browser and wins; Accept-Language comes last.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and request.user.is_authenticated:
            known = dict(settings.LANGUAGES)
            if request.user.language in known:
                translation.activate(request.user.language)
                request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class SignInAgainMiddleware:
    """A part of a page asked for after the session ended opens the sign-in page as a whole.

    Without this htmx would follow the redirect and put the sign-in form inside the page. Whoever
    sent a form comes back to its page: the address of an act alone shows nothing.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 302:
            return response
        sign_in = resolve_url(settings.LOGIN_URL)
        if response.headers["Location"] == f"{sign_in}?next={request.path}":
            response.headers["Location"] = with_next(sign_in, page_of(request))
        if not getattr(request, "htmx", False):
            return response
        if not response.headers["Location"].startswith(sign_in):
            return response
        page = request.htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(f"{sign_in}?next={page}")
