from django.urls import path

from priorities.views import actions

ACTIONS = "plans/<slug:plan_slug>/actions"

urlpatterns = [
    path(f"{ACTIONS}/", actions.actions, name="actions"),
    path(f"{ACTIONS}.csv", actions.actions_csv, name="actions_csv"),
    path(f"{ACTIONS}.xlsx", actions.actions_xlsx, name="actions_xlsx"),
    path(f"{ACTIONS}/<str:code>/", actions.action, name="action"),
    path(f"{ACTIONS}/<str:code>/history/", actions.action_history, name="action_history"),
]
