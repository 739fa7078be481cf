from django.urls import path

from priorities.views import plans, work

urlpatterns = [
    path("", work.your_work, name="your_work"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<slug:plan_slug>/", plans.plan, name="plan"),
    path("plans/<slug:plan_slug>/priorities/<int:number>/", plans.priority, name="priority"),
    path("plans/<slug:plan_slug>/dates/", plans.slippage, name="slippage"),
]
