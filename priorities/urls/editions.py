from django.urls import path

from priorities.views import closing

PLAN = "plans/<slug:plan_slug>/"

urlpatterns = [
    path(f"{PLAN}rounds/<int:pk>/close/", closing.close_round, name="close_round"),
    path(f"{PLAN}rounds/<int:pk>/reopen/", closing.reopen_round, name="reopen_round"),
    path(f"{PLAN}editions/<int:n>/publish/", closing.publish_edition, name="publish_edition"),
    path(f"{PLAN}editions/<int:n>/errata/add/", closing.add_erratum, name="add_erratum"),
]
