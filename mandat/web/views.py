"""Pages that join rooms, and pages for everybody."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST, require_safe

from mandat.core.doors import door, open_door
from mandat.core.rooms import waiting_for
from mandat.people.demo import sign_in_links
from mandat.people.policies import is_signed_in
from mandat.people.queries import grants_of
from mandat.people.roles import WRITES_CALLS
from mandat.people.services import set_language
from mandat.privacy.notice import organisation_parts, room_parts
from mandat.web import gallery
from mandat.web.chain import steps
from mandat.web.context import house_of


@open_door
@require_safe
def show_front(request: HttpRequest) -> HttpResponse:
    """What mandat is, for visitors; who is signed in goes home."""
    if request.user.is_authenticated:
        return redirect("web:show_home")
    context = {"steps": steps(), "demo_links": sign_in_links()}
    return render(request, "web/front_page.html", context)


@door(is_signed_in)
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """What waits for the person; where nothing was ever imported, the first step."""
    context = {
        "waiting": waiting_for(request.user, house_of(request).roles),
        "grants": grants_of(request.user).select_related("organisation"),
        "first_step": _first_step(request),
    }
    return render(request, "web/home_page.html", context)


def _first_step(request: HttpRequest) -> str:
    """The address of the import for whoever may import and whose chain is still empty."""
    house = house_of(request)
    if any(bead.count for bead in house.beads) or not WRITES_CALLS & house.roles:
        return ""
    return reverse("calls:import_call")


@open_door
@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    return render(request, "web/help_page.html")


@open_door
@require_safe
def show_privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice; what is kept, why and how long comes from the code's declarations."""
    context = {"rooms": room_parts(), "organisations": organisation_parts(timezone.now())}
    return render(request, "web/privacy_page.html", context)


@open_door
@require_safe
def show_gallery(request: HttpRequest) -> HttpResponse:
    """Every component with its states, for those who build pages."""
    return render(request, "web/gallery_page.html", gallery.samples())


@open_door
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The site speaks the chosen language: in this browser, and to this person elsewhere."""
    page = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        page = "/"
    response = HttpResponseRedirect(page)
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=getattr(settings, "LANGUAGE_COOKIE_SECURE", False),
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    if request.user.is_authenticated:
        set_language(account=request.user, language=language)
    return response


@open_door
@require_GET
@cache_control(max_age=86_400, public=True)
def show_favicon(_request: HttpRequest) -> HttpResponse:
    return redirect(staticfiles_storage.url("web/favicon.svg"))


@open_door
@require_GET
def show_robots(_request: HttpRequest) -> HttpResponse:
    """Only the pages for everybody may be listed by search engines."""
    lines = (
        "User-agent: *\nAllow: /$\nAllow: /help/\nAllow: /privacy/\nAllow: /open/\nDisallow: /\n"
    )
    return HttpResponse(lines, content_type="text/plain")
