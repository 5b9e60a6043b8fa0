"""Open contracting data, for everybody: of one call, and of all that are shared."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from mandat.calls.ocds.sharing import find_shared_call, package_of_call, package_page
from mandat.core.doors import open_door


def _json(package: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(package, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"  # open data: any page may read it
    return response


@require_GET
@open_door
def show_call(_request: HttpRequest, token: str) -> JsonResponse:
    call = find_shared_call(token)
    if call is None:
        raise Http404
    response = _json(package_of_call(call))
    response["Content-Disposition"] = f'attachment; filename="ocds-{call.public_id.hex}.json"'
    return response


@require_GET
@open_door
def list_calls(request: HttpRequest) -> JsonResponse:
    try:
        after = UUID(request.GET["after"]).hex if request.GET.get("after") else ""
    except ValueError:
        raise Http404 from None
    return _json(package_page(after))
