from django.urls import path

from priorities.views import team

urlpatterns = [
    path("team/", team.team, name="team"),
    path("team/hand-over/", team.hand_over, name="hand_over"),
]
