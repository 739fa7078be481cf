from django.urls import path

from priorities.views import dates, editing, stages, updates

ACTION = "plans/<slug:plan_slug>/actions/<str:code>/"

urlpatterns = [
    path("plans/<slug:plan_slug>/priorities/add/", editing.add_priority, name="add_priority"),
    path("plans/<slug:plan_slug>/priorities/<int:number>/edit/", editing.edit_priority, name="edit_priority"),
    path("plans/<slug:plan_slug>/actions/add/", editing.add_action, name="add_action"),
    path(f"{ACTION}edit/", editing.edit_action, name="edit_action"),
    path(f"{ACTION}update/", updates.post_update, name="post_update"),
    path(f"{ACTION}update/discard/", updates.discard_draft, name="discard_draft"),
    path(f"{ACTION}redate/", dates.redate, name="redate"),
    path(f"{ACTION}redate/answer/", dates.answer_date, name="answer_date"),
    path(f"{ACTION}complete/", stages.complete, name="complete"),
    path(f"{ACTION}complete/answer/", stages.sign_off, name="sign_off"),
    path(f"{ACTION}stage/<str:to>/", stages.change_stage, name="change_stage"),
    path(f"{ACTION}updates/<int:pk>/withdraw/", updates.withdraw_update, name="withdraw_update"),
    path(f"{ACTION}updates/<int:pk>/redact/", updates.redact_update, name="redact_update"),
]
