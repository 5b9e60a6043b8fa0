"""Addresses of questions and amendments, for officers."""

from django.urls import URLPattern, path

from mandat.calls.exchange.views import amendments, milestones, questions

_CALL = "<uuid:public_id>/"
_AMENDMENT = f"{_CALL}amendments/<uuid:amendment_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_CALL}questions/", questions.list_questions, name="list_questions"),
    path(
        f"{_CALL}questions/<uuid:question_id>/", questions.answer_question, name="answer_question"
    ),
    path(f"{_CALL}amendments/", amendments.list_amendments, name="list_amendments"),
    path(f"{_CALL}amendments/start/", amendments.start_amendment, name="start_amendment"),
    path(
        f"{_CALL}amendments/close-early/",
        amendments.propose_early_closing,
        name="propose_early_closing",
    ),
    path(
        f"{_CALL}amendments/cancel/", amendments.propose_cancellation, name="propose_cancellation"
    ),
    path(_AMENDMENT, amendments.show_amendment, name="show_amendment"),
    path(
        f"{_AMENDMENT}fields/<slug:name>/",
        amendments.change_amendment_field,
        name="change_amendment_field",
    ),
    path(f"{_AMENDMENT}act/", amendments.act_on_amendment, name="act_on_amendment"),
    path(f"{_AMENDMENT}decide/", amendments.decide_derogation, name="decide_derogation"),
    path(f"{_CALL}milestones/", milestones.list_milestones, name="list_milestones"),
    path(
        f"{_CALL}milestones/<uuid:milestone_id>/", milestones.tell_milestone, name="tell_milestone"
    ),
]
