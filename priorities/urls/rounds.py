from django.urls import path

from priorities.views import round_page, rounds

ROUNDS = "plans/<slug:plan_slug>/rounds/"
ROUND = f"{ROUNDS}<int:pk>/"

urlpatterns = [
    path(ROUNDS, rounds.rounds, name="rounds"),
    path(f"{ROUNDS}add/", rounds.add_rounds, name="add_rounds"),
    path(f"{ROUND}edit/", rounds.edit_round, name="edit_round"),
    path(ROUND, round_page.round_page, name="round"),
    path(f"{ROUND}remind/", round_page.remind_round, name="remind_round"),
    path(f"{ROUND}commentary/<int:number>/", round_page.commentary, name="commentary"),
    path(f"{ROUND}commentary/<int:number>/answer/", round_page.answer_commentary, name="answer_commentary"),
]
