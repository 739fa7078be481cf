"""The addresses of plans and of what serves them, a module per subject; names in the namespace `priorities`.

Forms come first, so that `actions/add/` is not taken for an action called "add".
"""

from priorities.urls import (
    actions,
    comparing,
    editing,
    editions,
    evidence,
    importing,
    measures,
    plans,
    rounds,
    search,
    team,
)

app_name = "priorities"
urlpatterns = [
    *plans.urlpatterns,
    *team.urlpatterns,
    *search.urlpatterns,
    *importing.urlpatterns,
    *rounds.urlpatterns,
    *editions.urlpatterns,
    *comparing.urlpatterns,
    *editing.urlpatterns,
    *evidence.urlpatterns,
    *measures.urlpatterns,
    *actions.urlpatterns,
]
