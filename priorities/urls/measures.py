from django.urls import path

from priorities.views import measure_editing, measures, values, values_import

PLAN = "plans/<slug:plan_slug>/"
MEASURES = f"{PLAN}measures/"

urlpatterns = [
    path(MEASURES, measures.measures, name="measures"),
    path(f"{PLAN}measures.<str:form>", measures.measures_file, name="measures_file"),
    path(f"{MEASURES}add/", measure_editing.add_measure, name="add_measure"),
    path(f"{MEASURES}<slug:slug>/edit/", measure_editing.edit_measure, name="edit_measure"),
    path(f"{MEASURES}<slug:slug>/targets/", measure_editing.set_targets, name="set_targets"),
    path(f"{MEASURES}enter/", values.enter_values, name="enter_values"),
    path(f"{MEASURES}import/", values_import.import_values, name="import_values"),
    path(f"{MEASURES}import/template.<str:form>", values_import.values_template, name="values_template"),
    path(f"{MEASURES}import/<int:pk>/", values_import.values_preview, name="values_preview"),
    path(f"{MEASURES}<slug:slug>/", measures.measure, name="measure"),
    path(f"{MEASURES}<slug:slug>/values/<str:first_day>/", values.revise_value, name="revise_value"),
]
