"""Addresses of requests of data subjects and of the data protection officer's records."""

from django.urls import path, register_converter

from mandat.privacy.views import cases, public, records


class _Word:
    """One of a few words of an address."""

    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class _CopyForm(_Word):
    regex = "json|pdf"


class _TableForm(_Word):
    regex = "json|csv"


class _RecordKind(_Word):
    regex = "joint|transfer"


class _Token(_Word):
    regex = "[A-Za-z0-9_-]{43}"


register_converter(_CopyForm, "copy_form")
register_converter(_TableForm, "table_form")
register_converter(_RecordKind, "record_kind")
register_converter(_Token, "link_token")

app_name = "privacy"
urlpatterns = [
    path("request/", public.ask, name="ask"),
    path("request/sent/", public.request_sent, name="request_sent"),
    path("confirm/<link_token:token>/", public.prove, name="prove_address"),
    path("follow/<link_token:token>/", public.follow, name="follow_request"),
    path("follow/<link_token:token>/act/", public.act, name="act_as_person"),
    path("copy/<link_token:token>/", public.fetch_answer, name="fetch_answer"),
    path(
        "copy/<link_token:token>/my-data.<copy_form:form>", public.download, name="download_answer"
    ),
    path("mine/", public.list_own, name="list_own_requests"),
    path("mine/<uuid:public_id>/", public.show_own, name="show_own_request"),
    path("requests/", cases.list_requests, name="list_requests"),
    path("requests/<uuid:public_id>/", cases.show_request, name="show_request"),
    path("requests/<uuid:public_id>/held/", cases.show_held, name="show_held"),
    path("requests/<uuid:public_id>/erase/", cases.erase, name="erase"),
    path("requests/<uuid:public_id>/<slug:act>/", cases.act_on_request, name="act_on_request"),
    path("holds/", records.list_holds, name="list_holds"),
    path("holds/new/", records.propose_hold, name="propose_hold"),
    path("holds/<uuid:public_id>/", records.show_hold, name="show_hold"),
    path("holds/<uuid:public_id>/decide/", records.decide_hold, name="decide_hold"),
    path("holds/<uuid:public_id>/end/", records.end_hold, name="end_hold"),
    path("breaches/", records.list_breaches, name="list_breaches"),
    path("breaches/new/", records.note_breach, name="note_breach"),
    path("breaches/<uuid:public_id>/", records.show_breach, name="show_breach"),
    path("breaches/<uuid:public_id>/<slug:state>/", records.move_breach, name="move_breach"),
    path("register/", records.show_register, name="show_register"),
    path("register.<table_form:form>", records.download_register, name="download_register"),
    path("records/", records.show_records, name="show_records"),
    path("records/new/<record_kind:kind>/", records.add_record, name="add_record"),
    path(
        "records/joint/<uuid:public_id>/",
        records.edit_joint_controller,
        name="edit_joint_controller",
    ),
    path(
        "records/joint/<uuid:public_id>/remove/",
        records.remove_joint_controller,
        name="remove_joint_controller",
    ),
    path("records/transfer/<uuid:public_id>/", records.edit_transfer, name="edit_transfer"),
    path(
        "records/transfer/<uuid:public_id>/remove/", records.remove_transfer, name="remove_transfer"
    ),
    path("records/contact/<uuid:public_id>/", records.edit_contact, name="edit_contact"),
    path("impact/", records.show_impact, name="show_impact"),
    path("impact.pdf", records.download_impact, name="download_impact"),
    path("retention/", records.show_retention, name="show_retention"),
]
