"""The search over everything that is recorded."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplan.lists import LONGEST_SEARCH, page_of, search_words
from partners.requests import SignedInRequest
from priorities import filter_words
from priorities.finding import KINDS, Finding

RESULTS = 20


@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    words, kind = search_words(request), request.GET.get("kind", "")
    finding = Finding(words, kind if kind in KINDS else "")
    page = page_of(request, finding, RESULTS)
    context = {
        "searched": words,
        "is_cut": len(request.GET.get("q", "").strip()) > LONGEST_SEARCH,
        "longest": LONGEST_SEARCH,
        "has_words": bool(finding.asked.words),
        "kind": finding.kind,
        "page": page,
        "total": sum(finding.counts.values()),
        "kinds": [(key, words, finding.counts[key]) for key, words in KINDS.items()],
        "left_out": filter_words.left_out(int(kind not in ("", *KINDS))),
    }
    return render(request, "priorities/search.html", context)
