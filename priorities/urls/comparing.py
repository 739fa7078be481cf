from django.urls import path

from priorities.views import comparing

urlpatterns = [
    path("plans/<slug:plan_slug>/compare/", comparing.compare, name="compare"),
    path("plans/<slug:plan_slug>/over-time/", comparing.over_time, name="over_time"),
]
