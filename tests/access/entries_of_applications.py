"""The lines of the matrix about applications: the desk, the applicant's pages, receipts."""

from uuid import UUID

from tests.access.kinds import (
    ADMIN,
    APPLIES,
    APPROVER,
    CLERK,
    COUNTS,
    EVERYBODY,
    LINK,
    NOBODY,
    READS_DOSSIER,
    Entry,
    _no_token,
    open_call,
    own,
)
from tests.access.world import TEAM_MEMBER

DESK = {
    "intake:list_intake": Entry(COUNTS),
    "intake:show_call": Entry(COUNTS, own("applied call"), note="clerks see who applied"),
    "intake:admit_all": Entry(CLERK, own("applied call"), {"seen": "x"}),
    "intake:list_letters": Entry(CLERK, own("applied call")),
    "intake:send_letters": Entry(CLERK, own("applied call"), {"seen": "x"}),
    "intake:show_application": Entry(CLERK, own("filed application")),
    "intake:show_history": Entry(CLERK, own("filed application")),
    "intake:decide_application": Entry(CLERK, own("filed application"), {"kind": "admitted"}),
    "intake:show_late": Entry(APPROVER, own("late application"), note="not who it is"),
    "intake:decide_late": Entry(APPROVER, own("late application"), {"kind": "late_refused"}),
    "intake:show_letter": Entry(CLERK, own("letter")),
    "intake:change_letter": Entry(CLERK, own("letter"), {"text": "T", "seen": "x"}),
    "intake:send_letter": Entry(CLERK, own("letter"), {"seen": "x"}),
    "intake:drop_letter": Entry(CLERK, own("letter")),
    "intake:show_eligibility": Entry(CLERK, own("ended application")),
    "intake:decide_criterion": Entry(CLERK, own("ended application", number=0), {"seen": "0"}),
    "intake:show_references": Entry(CLERK, own("ended application")),
    "intake:ask_referee": Entry(CLERK, own("ended application", number=0), {"language": "fr"}),
    "intake:note_contact": Entry(CLERK, own("ended application", number=0), {"act": "answered"}),
    "intake:ask_proof": Entry(CLERK, own("ended call", number=0)),
    "intake:list_duplicates": Entry(CLERK, own("ended call")),
    "intake:list_validity": Entry(CLERK, own("ended call"), {"seen": "x"}),
    "intake:show_dossier": Entry(READS_DOSSIER, own("applied call"), note="no names, no contents"),
    "intake:download_dossier": Entry(READS_DOSSIER, own("applied call")),
    "intake:list_arrivals": Entry(CLERK),
    "intake:show_arrival": Entry(CLERK, own("lost arrival"), note="may show prices: journalled"),
    "intake:place_arrival": Entry(CLERK, own("lost arrival"), {"call": "x"}),
    "intake:settle_arrival": Entry(CLERK, own("lost arrival")),
    "intake:sort_part": Entry(
        CLERK, own("arrival", part="id of arrival part"), {"place": "technical"}
    ),
    "intake:ask_copy": Entry(CLERK, own("arrival", part="id of arrival part")),
    "intake:list_mailboxes": Entry(ADMIN),
    "intake:add_mailbox": Entry(ADMIN, posts={"host": "x"}),
    "intake:change_mailbox": Entry(ADMIN, own("mailbox"), {"host": "x"}),
    "intake:try_mailbox": Entry(ADMIN, own("mailbox")),
    "intake:stop_mailbox": Entry(ADMIN, own("mailbox")),
    "my:show_proof": Entry(APPLIES, own("ended application", proof="id of proof")),
    "my:answer_extension": Entry(APPLIES, own("ended application"), {"answer": "agree"}),
    "my:open_proof": Entry(
        NOBODY, lambda _world: {"proof": UUID(int=7), "key": "0" * 64}, note=LINK
    ),
    "my:open_reference": Entry(
        NOBODY, lambda _world: {"reference": UUID(int=7), "key": "0" * 64}, note=LINK
    ),
    "my:show_letters": Entry(APPLIES, own("filed application")),
}
RECEIPTS = {
    "receipts:check_receipt": Entry(EVERYBODY, posts={"receipt": "x"}),
    "receipts:show_key": Entry(EVERYBODY),
    "receipts:show_receipt": Entry(NOBODY, _no_token, note=LINK),
    "receipts:show_receipt_file": Entry(NOBODY, _no_token, note=LINK),
    "receipts:show_receipt_paper": Entry(NOBODY, _no_token, note=LINK),
    "my:show_erased": Entry(EVERYBODY),
    "my:show_rights": Entry(APPLIES, own("filed application")),
    "my:download_own_data": Entry(APPLIES, own("filed application")),
    "my:correct_own_data": Entry(APPLIES, own("filed application"), {"text": "T"}),
    "my:erase_own_data": Entry(APPLIES, own("filed application")),
}

TEAM = {
    "my:edit_team": Entry(APPLIES, own("draft application"), {"act": "save"}),
    "my:edit_offer": Entry(APPLIES, own("draft application"), {"act": "save"}),
    "my:open_member_link": Entry(NOBODY, lambda _world: {"key": "0" * 64}, note=LINK),
    "my:confirm_member": Entry(frozenset({TEAM_MEMBER}), own("team member"), {"answer": "yes"}),
}
PORTAL = {
    "apply:start_application": Entry(EVERYBODY, open_call(), note="who applies, nobody learns"),
    "apply:show_sent": Entry(EVERYBODY, open_call()),
    "apply:open_link": Entry(NOBODY, lambda _world: {"key": "0" * 64}, note=LINK),
    "my:show_application": Entry(APPLIES, own("filed application")),
    "my:edit_documents": Entry(APPLIES, own("draft application")),
    "my:show_slot": Entry(APPLIES, own("draft application", slot="0")),
    "my:remove_piece": Entry(APPLIES, own("draft application", piece="id of application piece")),
    "my:label_piece": Entry(APPLIES, own("draft application", piece="id of application piece")),
    "my:join_photos": Entry(APPLIES, own("draft application")),
    "my:check_application": Entry(APPLIES, own("draft application")),
    "my:withdraw_application": Entry(APPLIES, own("filed application")),
}

APPLICATIONS = DESK | RECEIPTS | TEAM | PORTAL
