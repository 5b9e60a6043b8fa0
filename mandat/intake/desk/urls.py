"""Addresses of the clerk's desk and of the organisation's pages."""

from django.urls import URLPattern, path

from mandat.intake.desk import deciding_views, letters, views
from mandat.intake.desk.admission_urls import admission
from mandat.intake.gate.urls import gate

app_name = "intake"
desk: list[URLPattern] = [
    path("", views.list_intake, name="list_intake"),
    path("calls/<uuid:public_id>/", views.show_call, name="show_call"),
    path("calls/<uuid:public_id>/admit/", deciding_views.admit_all, name="admit_all"),
    path("calls/<uuid:public_id>/letters/", letters.list_letters, name="list_letters"),
    path("calls/<uuid:public_id>/letters/send/", letters.send_letters, name="send_letters"),
    path("applications/<uuid:public_id>/", views.show_application, name="show_application"),
    path("applications/<uuid:public_id>/history/", views.show_history, name="show_history"),
    path(
        "applications/<uuid:public_id>/decide/",
        deciding_views.decide_application,
        name="decide_application",
    ),
    path("late/<uuid:public_id>/", deciding_views.show_late, name="show_late"),
    path("late/<uuid:public_id>/decide/", deciding_views.decide_late, name="decide_late"),
    path("letters/<uuid:public_id>/", letters.show_letter, name="show_letter"),
    path("letters/<uuid:public_id>/change/", letters.change_letter, name="change_letter"),
    path("letters/<uuid:public_id>/send/", letters.send_letter, name="send_letter"),
    path("letters/<uuid:public_id>/drop/", letters.drop_letter, name="drop_letter"),
]
urlpatterns: list[URLPattern] = [*gate, *desk, *admission]
