from django.urls import path

from priorities.views import measures

PLAN = "plans/<slug:plan_slug>/"
MEASURES = f"{PLAN}measures/"

urlpatterns = [
    path(MEASURES, measures.measures, name="measures"),
    path(f"{PLAN}measures.<str:form>", measures.measures_file, name="measures_file"),
    path(f"{MEASURES}<slug:slug>/", measures.measure, name="measure"),
]
