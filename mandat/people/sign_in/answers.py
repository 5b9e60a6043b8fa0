"""How somebody is sent to another page first, whatever their browser asked for."""

from urllib.parse import urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect


def page_of(request: HttpRequest) -> str:
    """The page that the person looks at: to come back to, never a bare act."""
    if getattr(request, "htmx", False):
        page = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    elif request.method in ("GET", "HEAD"):
        page = request.get_full_path()
    else:
        page = _path_of(request.headers.get("Referer", ""), request)
    return page


def _path_of(address: str, request: HttpRequest) -> str:
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return "/"
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"


def with_next(path: str, page: str) -> str:
    """The address of `path` that leads on to `page` afterwards."""
    query = QueryDict(mutable=True)
    query[REDIRECT_FIELD_NAME] = page
    return f"{path}?{query.urlencode(safe='/')}"


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def send_first_to(request: HttpRequest, path: str, *, code: str, status: int) -> HttpResponse:
    """To `path` and then back: a redirect, htmx's own for a part of a page, words for a program.

    `code` and `status` answer programs that ask for JSON.
    """
    url = with_next(path, page_of(request))
    if wants_json(request):
        return JsonResponse({"error": code, "go_to": url}, status=status)
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url)
