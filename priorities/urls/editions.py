from django.urls import path

from priorities.views import closing, editions

PLAN = "plans/<slug:plan_slug>/"
EDITION = f"{PLAN}editions/<int:n>"

urlpatterns = [
    path(f"{PLAN}rounds/<int:pk>/close/", closing.close_round, name="close_round"),
    path(f"{PLAN}rounds/<int:pk>/reopen/", closing.reopen_round, name="reopen_round"),
    path(f"{PLAN}editions/<int:n>/publish/", closing.publish_edition, name="publish_edition"),
    path(f"{PLAN}editions/<int:n>/errata/add/", closing.add_erratum, name="add_erratum"),
    path(f"{EDITION}/", editions.edition, name="edition"),
    path(f"{EDITION}.<str:form>", editions.edition_file, name="edition_file"),
    path(f"{EDITION}/public/", editions.edition_public, name="edition_public"),
    path(f"{EDITION}/public.<str:form>", editions.edition_public_file, name="edition_public_file"),
]
