from django.urls import path

from priorities.views import funding

app_name = "funding"
urlpatterns = [
    path("", funding.commitments, name="commitments"),
    path("<slug:reference>/", funding.commitment, name="commitment"),
]
