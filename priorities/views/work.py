"""What the signed-in person owes."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from partners.models import Role
from partners.requests import SignedInRequest
from priorities import work_words
from priorities.models import Plan
from priorities.work import work_of


@require_safe
def your_work(request: SignedInRequest) -> HttpResponse:
    """A cabinet member owes nothing, and lands on the plan in delivery that ends last."""
    plan = Plan.objects.most_current().first()
    if request.user.roles == {Role.CABINET_MEMBER} and plan:
        return redirect(plan)
    work = work_of(request.user, request.today)
    context = {"work": work, "summary": work_words.summary(work), "navigation_plan": plan}
    return render(request, "priorities/your_work.html", context)
