from django.urls import path

from priorities.views import evidence

EVIDENCE = "plans/<slug:plan_slug>/actions/<str:code>/evidence/"

urlpatterns = [
    path(f"{EVIDENCE}add/", evidence.add_evidence, name="add_evidence"),
    path(f"{EVIDENCE}<slug:token>/", evidence.evidence, name="evidence"),
    path(f"{EVIDENCE}<int:pk>/remove/", evidence.remove_evidence, name="remove_evidence"),
]
