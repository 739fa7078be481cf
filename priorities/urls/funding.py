from django.urls import path

from priorities.views import conditions, decisions, funding

app_name = "funding"
urlpatterns = [
    path("", funding.commitments, name="commitments"),
    path("decisions/add/", decisions.add_decision, name="add_decision"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/edit/", decisions.edit_decision, name="edit_decision"),
    path("<slug:reference>/conditions/<int:pk>/met/", conditions.meet_condition, name="meet_condition"),
    path("<slug:reference>/exit/", conditions.answer_exit, name="answer_exit"),
    path("<slug:reference>/", funding.commitment, name="commitment"),
]
