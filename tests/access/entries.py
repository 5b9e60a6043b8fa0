"""The access matrix: for each address who may pass. Written by hand, checked against the site.

A policy that changes must change its line here; an address without a line fails the suite.
"""

from uuid import UUID

from mandat.people.roles import Role
from tests.access.entries_of_applications import APPLICATIONS
from tests.access.kinds import (
    ADMIN,
    ALL,
    APPROVER,
    DECIDES_HOLDS,
    DPO,
    EVERYBODY,
    FACTOR,
    INSIDE,
    LINK,
    NOBODY,
    OFFICER,
    OPENS_COMPARTMENTS,
    SEES,
    SEES_PEOPLE,
    SENDS,
    SIGNED_IN,
    WRITES_FUNDING,
    WRITES_PROGRAMMES,
    Entry,
    _no_token,
    open_call,
    own,
    roles,
)
from tests.access.world import ASKER, KEEPER

__all__ = ["ENTRIES", "EVERYBODY", "SIGNED_IN"]

WEB = {
    "web:show_front": Entry(EVERYBODY),
    "web:show_home": Entry(SIGNED_IN),
    "web:show_help": Entry(EVERYBODY),
    "web:show_privacy": Entry(EVERYBODY),
    "web:choose_language": Entry(EVERYBODY, posts={"language": "en"}),
    "web:show_gallery": Entry(EVERYBODY),
    "web:show_favicon": Entry(EVERYBODY),
    "web:show_robots": Entry(EVERYBODY),
    "web:show_demo_mail": Entry(NOBODY, note="everybody, in a demo"),
}
DOCUMENTS = {
    "documents:begin_upload": Entry(SENDS, note="into what their roles let them send to"),
    "documents:send_whole": Entry(SENDS, note="into what their roles let them send to"),
    "documents:continue_upload": Entry(NOBODY, own("upload"), note="whoever began it"),
    "documents:write_piece": Entry(NOBODY, own("upload", first=0), note="whoever began it"),
    "documents:join_photos": Entry(SENDS, note="photos that they sent themselves"),
    "documents:serve_file": Entry(SEES, own("file")),
    "documents:show_line": Entry(SEES, own("file")),
    "documents:show_file": Entry(SEES, own("file")),
    "documents:show_page": Entry(SEES, own("picture", number=1)),
    "documents:make_clean_copy": Entry(OFFICER, own("file")),
}
CALLS = {
    "calls:list_calls": Entry(SEES),
    "calls:import_call": Entry(OFFICER),
    "calls:review_call": Entry(SEES, own("call")),
    "calls:download_draft": Entry(SEES, own("call")),
    "calls:settle_field": Entry(OFFICER, own("call", name="title"), {"act": "confirm"}),
    "calls:apply_remedy": Entry(OFFICER, own("call"), {"key": "none"}),
    "calls:dismiss_remark": Entry(OFFICER, own("call"), {"key": "none", "reason": "r"}),
    "calls:restore_remark": Entry(OFFICER, own("call"), {"key": "none"}),
    "calls:discard_call": Entry(OFFICER, own("call")),
    "calls:restore_call": Entry(OFFICER, own("call")),
}
ACCOUNT = {
    "account_login": Entry(EVERYBODY),
    "account_email": Entry(SIGNED_IN),
    "mfa_index": Entry(SIGNED_IN),
    "mfa_view_recovery_codes": Entry(NOBODY, note=FACTOR),
    "people:show_account": Entry(SIGNED_IN),
    "people:start_second_factor": Entry(SIGNED_IN),
    "people:rename_passkey": Entry(NOBODY, lambda _world: {"key": "none"}, note=FACTOR),
    "people:remove_factor": Entry(NOBODY, lambda _world: {"key": "none"}, note=FACTOR),
    "people:make_recovery_codes": Entry(NOBODY, note=FACTOR),
    "people:download_recovery_codes": Entry(SIGNED_IN),
    "people:keep_recovery_codes": Entry(SIGNED_IN),
    "people:prove_by_code": Entry(SIGNED_IN),
    "people:show_clock": Entry(EVERYBODY),
    "people:stay_signed_in": Entry(SIGNED_IN),
    "people:sign_out_elsewhere": Entry(SIGNED_IN),
    "people:sign_in_demo": Entry(
        NOBODY, lambda _world: {"token": "none"}, note="the demo's own links"
    ),
}
ORGANISATION = {
    "people:list_organisations": Entry(SIGNED_IN),
    "people:show_organisation": Entry(ALL, own("organisation")),
    "people:show_settings": Entry(ADMIN, own("organisation")),
    "people:change_settings": Entry(ADMIN, own("organisation", section="notice")),
    "people:list_people": Entry(SEES_PEOPLE, own("organisation")),
    "people:invite_person": Entry(ADMIN, own("organisation")),
    "people:give_role": Entry(ADMIN, own("organisation")),
    "people:show_grant": Entry(SEES_PEOPLE, own("grant")),
    "people:end_grant": Entry(ADMIN, own("grant")),
    "people:change_grant_end": Entry(ADMIN, own("grant")),
    "people:delegate_grant": Entry(ADMIN, own("grant")),
    "people:resend_invitation": Entry(ADMIN, own("invitation")),
    "people:withdraw_invitation": Entry(ADMIN, own("invitation")),
    "people:answer_invitation": Entry(NOBODY, note=LINK),
    "people:open_invitation": Entry(EVERYBODY, _no_token),  # keeps the token, and leads on
    "people:list_programmes": Entry(SEES, own("organisation")),
    "people:add_programme": Entry(WRITES_PROGRAMMES, own("organisation")),
    "people:show_programme": Entry(SEES, own("programme")),
    "people:change_programme": Entry(WRITES_PROGRAMMES, own("programme")),
    "people:close_programme": Entry(WRITES_PROGRAMMES, own("programme")),
    "people:reopen_programme": Entry(WRITES_PROGRAMMES, own("programme")),
    "people:add_contact": Entry(WRITES_PROGRAMMES, own("programme")),
    "people:remove_contact": Entry(WRITES_PROGRAMMES, own("programme", contact="id of contact")),
    "people:list_fundings": Entry(SEES, own("organisation")),
    "people:add_funding": Entry(WRITES_FUNDING, own("organisation")),
    "people:show_funding": Entry(SEES, own("funding")),
    "people:change_funding": Entry(WRITES_FUNDING, own("funding")),
    "people:list_grids": Entry(SEES, own("organisation")),
    "people:add_grid": Entry(WRITES_PROGRAMMES, own("organisation")),
    "people:change_grid": Entry(WRITES_PROGRAMMES, own("grid")),
    "people:make_grid_default": Entry(WRITES_PROGRAMMES, own("grid")),
    "people:remove_grid": Entry(WRITES_PROGRAMMES, own("grid")),
}
_MEMBERSHIP = own("compartment", membership_id="id of membership")
VAULT = {
    "vault:list_compartments": Entry(OPENS_COMPARTMENTS | INSIDE),
    "vault:write_consent_text": Entry(OPENS_COMPARTMENTS),
    "vault:show_compartment": Entry(INSIDE, own("compartment")),
    "vault:admit_member": Entry(frozenset({KEEPER}), own("compartment")),
    "vault:renew_membership": Entry(frozenset({KEEPER}), _MEMBERSHIP, {"until": "2026-03-03"}),
    "vault:end_membership": Entry(frozenset({KEEPER}), _MEMBERSHIP),
    "vault:keep_identity": Entry(INSIDE, own("compartment"), {"name": "Somebody"}),
    "vault:record_consent": Entry(INSIDE, own("compartment")),
    "vault:read_identity": Entry(INSIDE, own("identity")),
    "vault:erase_identity": Entry(frozenset({KEEPER}), own("identity")),
    "vault:withdraw_consent": Entry(EVERYBODY),
}
PRIVACY = {
    "privacy:ask": Entry(EVERYBODY),
    "privacy:request_sent": Entry(EVERYBODY),
    "privacy:prove_address": Entry(NOBODY, _no_token, note=LINK),
    "privacy:follow_request": Entry(NOBODY, _no_token, note=LINK),
    "privacy:act_as_person": Entry(NOBODY, _no_token, note=LINK),
    "privacy:fetch_answer": Entry(NOBODY, _no_token, note=LINK),
    "privacy:download_answer": Entry(
        NOBODY, lambda world: {**_no_token(world), "form": "json"}, note=LINK
    ),
    "privacy:list_own_requests": Entry(SIGNED_IN),
    "privacy:show_own_request": Entry(frozenset({ASKER}), own("request")),
    "privacy:list_requests": Entry(DPO),
    "privacy:show_request": Entry(DPO, own("request")),
    "privacy:show_held": Entry(DPO, own("request")),
    "privacy:erase": Entry(DPO, own("request")),
    "privacy:act_on_request": Entry(DPO, own("request", act="note"), {"text": "t"}),
    "privacy:list_holds": Entry(DECIDES_HOLDS),
    "privacy:propose_hold": Entry(DPO),
    "privacy:show_hold": Entry(DECIDES_HOLDS, own("hold")),
    "privacy:decide_hold": Entry(DECIDES_HOLDS, own("hold")),
    "privacy:end_hold": Entry(DPO, own("hold")),
    "privacy:list_breaches": Entry(DPO),
    "privacy:note_breach": Entry(DPO),
    "privacy:show_breach": Entry(DPO, own("breach")),
    "privacy:move_breach": Entry(DPO, own("breach", state="assessed"), {"text": "t"}),
    "privacy:show_register": Entry(DPO),
    "privacy:download_register": Entry(DPO, lambda _world: {"form": "json"}),
    "privacy:show_records": Entry(DPO),
    "privacy:add_record": Entry(DPO, lambda _world: {"kind": "joint"}),
    "privacy:edit_joint_controller": Entry(DPO, own("joint controller")),
    "privacy:remove_joint_controller": Entry(DPO, own("joint controller")),
    "privacy:edit_transfer": Entry(DPO, own("transfer")),
    "privacy:remove_transfer": Entry(DPO, own("transfer")),
    "privacy:edit_contact": Entry(DPO, own("organisation")),
    "privacy:show_impact": Entry(DPO),
    "privacy:download_impact": Entry(DPO),
    "privacy:show_retention": Entry(DPO),
}
JOURNAL = {
    "journal:list_own_acts": Entry(SIGNED_IN),
    "journal:show_journal": Entry(SEES_PEOPLE, own("organisation")),
    "journal:list_heads": Entry(SEES_PEOPLE, own("organisation")),
    "journal:export_journal": Entry(SEES_PEOPLE, own("organisation", kind="csv")),
    "journal:countersign": Entry(ADMIN | roles(Role.AUDITOR), own("daily head")),
}

DECISION = {"decision": "approve", "approval": str(UUID(int=7))}
CALL_LIFE = {
    "calls:show_publication": Entry(SEES, own("call")),
    "calls:change_rules": Entry(
        OFFICER, own("call"), {"formula": "", "late_rule": "refuse", "seals_prices": "yes"}
    ),
    "calls:settle_rule": Entry(OFFICER, own("call", name="pass_marks")),
    "calls:take_grid": Entry(OFFICER, own("call")),
    "calls:name_holders": Entry(OFFICER, own("call"), {"holder_1": str(UUID(int=7))}),
    "calls:place_call": Entry(OFFICER, own("call"), {"reference": "R-1"}),
    "calls:switch_sensitive": Entry(OFFICER, own("call"), {"sensitive": "no"}),
    "calls:note_shift_seen": Entry(OFFICER, own("open call")),
    "calls:show_approval": Entry(SEES, own("call")),
    "calls:ask_approval": Entry(OFFICER, own("call")),
    "calls:withdraw_request": Entry(OFFICER, own("call")),
    "calls:decide_approval": Entry(
        APPROVER, own("call"), DECISION, note="but not who wrote the call or asks for it"
    ),
    "calls:archive_call": Entry(OFFICER, own("open call")),
}
OPEN_CALLS = {
    "open:list_calls": Entry(EVERYBODY),
    "open:show_call": Entry(EVERYBODY, open_call()),
    "open:show_next": Entry(EVERYBODY, open_call("sensitive call")),
    "open:serve_document": Entry(
        EVERYBODY,
        lambda world: open_call(public_id=world.things["call document"].public_id)(world),
    ),
    "open:list_ocds": Entry(EVERYBODY),
    "open:call_ocds": Entry(EVERYBODY, open_call()),
}
_AMENDMENT = own("open call", amendment_id="id of amendment")
EXCHANGE = {
    "calls:list_questions": Entry(OFFICER, own("open call")),
    "calls:answer_question": Entry(
        OFFICER, own("open call", question_id="id of question"), {"act": "publish"}
    ),
    "calls:list_amendments": Entry(SEES, own("open call")),
    "calls:start_amendment": Entry(OFFICER, own("open call")),
    "calls:propose_early_closing": Entry(OFFICER, own("open call")),
    "calls:propose_cancellation": Entry(OFFICER, own("open call")),
    "calls:show_amendment": Entry(SEES, _AMENDMENT),
    "calls:change_amendment_field": Entry(
        OFFICER, own("open call", amendment_id="id of amendment", name="title"), {"value": "T"}
    ),
    "calls:act_on_amendment": Entry(OFFICER, _AMENDMENT, {"act": "drop"}),
    "calls:decide_derogation": Entry(
        APPROVER,
        own("sensitive call", amendment_id="id of derogation"),
        {"act": "approve", "version": "1"},
        note="but not who proposed it",
    ),
    "calls:list_milestones": Entry(SEES, own("open call")),
    "calls:tell_milestone": Entry(
        OFFICER, own("open call", milestone_id="id of milestone"), {"act": "done"}
    ),
    "open:follow_call": Entry(EVERYBODY, open_call(), {"email": "who@example.org"}),
    "open:follow_sent": Entry(EVERYBODY, open_call()),
    "open:confirm_follower": Entry(NOBODY, open_call(key="A" * 43), note=LINK),
    "open:leave_call": Entry(NOBODY, open_call(key="A" * 43), note=LINK),
    "open:ask_question": Entry(EVERYBODY, open_call("sensitive call"), {"text": "Where?"}),
    "open:question_sent": Entry(EVERYBODY, open_call()),
}
CALL_TEXTS = {
    "calls:reread_call": Entry(OFFICER, own("call")),
    "calls:list_translations": Entry(OFFICER, own("open call")),
    "calls:translate_call": Entry(OFFICER, own("open call", language="en")),
    "calls:remove_translation": Entry(OFFICER, own("open call", language="en")),
    "calls:list_documents": Entry(SEES, own("call"), note="officers add to a draft"),
    "calls:remove_document": Entry(OFFICER, own("call", document_id=UUID(int=7))),
}
OUTPUTS = {
    "open:feed": Entry(EVERYBODY),
    "open:call_pdf": Entry(EVERYBODY, open_call()),
    "open:call_calendar": Entry(EVERYBODY, open_call("sensitive call")),
    "open:call_feed": Entry(EVERYBODY, open_call(), note="not of a sensitive call"),
    "calls:announce_call": Entry(OFFICER, own("open call")),
    "calls:download_announcement": Entry(OFFICER, own("open call", language="fr", form="txt")),
    "calls:note_posting": Entry(OFFICER, own("open call"), {"place": "ReliefWeb"}),
    "calls:remove_posting": Entry(OFFICER, own("open call", posting_id=UUID(int=7))),
}
AUTHORING = {
    "calls:start_call": Entry(OFFICER, posts={"from": "nothing", "language": "fr"}),
    "calls:write_call": Entry(OFFICER, own("call")),
    "calls:write_step": Entry(OFFICER, own("call", step="purpose"), {"act": "save"}),
    "calls:download_terms": Entry(SEES, own("call")),
    "calls:keep_template": Entry(OFFICER, own("call"), {"name": "T"}),
    "calls:list_templates": Entry(SEES),
    "calls:show_template": Entry(SEES, own("call template"), note="officers rename it"),
    "calls:remove_template": Entry(OFFICER, own("call template")),
}
ENTRIES = (
    WEB
    | DOCUMENTS
    | CALLS
    | ACCOUNT
    | ORGANISATION
    | VAULT
    | PRIVACY
    | JOURNAL
    | CALL_LIFE
    | OPEN_CALLS
    | OUTPUTS
    | EXCHANGE
    | CALL_TEXTS
    | AUTHORING
    | APPLICATIONS
)
