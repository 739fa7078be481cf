from django.urls import path

from priorities.views import measure_editing, measures, values

PLAN = "plans/<slug:plan_slug>/"
MEASURES = f"{PLAN}measures/"

urlpatterns = [
    path(MEASURES, measures.measures, name="measures"),
    path(f"{PLAN}measures.<str:form>", measures.measures_file, name="measures_file"),
    path(f"{MEASURES}add/", measure_editing.add_measure, name="add_measure"),
    path(f"{MEASURES}<slug:slug>/edit/", measure_editing.edit_measure, name="edit_measure"),
    path(f"{MEASURES}<slug:slug>/targets/", measure_editing.set_targets, name="set_targets"),
    path(f"{MEASURES}enter/", values.enter_values, name="enter_values"),
    path(f"{MEASURES}<slug:slug>/", measures.measure, name="measure"),
    path(f"{MEASURES}<slug:slug>/values/<str:first_day>/", values.revise_value, name="revise_value"),
]
