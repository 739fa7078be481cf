import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from careplan import looks
from careplan.bars import draw
from priorities.templatetags.measures import DIRECTION_SHAPES, RATING_SHAPES

SEGMENTS = [("red", "Off track", 1), ("green", "On track", 0), ("not_started", "Not started", 3)]


def rendered(source: str, **context: object) -> str:
    return Template("{% load careplan %}" + source).render(Context(context))


def test_facts_are_said_in_words():
    source = "{{ amount|pounds }} {{ amount|pence }} {{ on|day }} {{ on|short_day }} {{ 1|days }} {{ 90|days }}"

    words = rendered(source, amount=Decimal("119000"), on=date(2022, 3, 31))

    assert words == "£119,000 £119,000.00 31 March 2022 31 Mar 2022 1 day 90 days"


def test_nothing_known_is_left_to_the_page_to_say():
    assert rendered("{{ none|pounds }}{{ none|pence }}{{ none|day }}{{ none|short_day }}", none=None) == ""


def test_overdue_and_late_always_carry_a_number_of_days():
    words = rendered("{{ 90|overdue }}{{ 1|late }}")

    assert words == (
        '<strong class="cp-overdue">90 days overdue</strong><strong class="cp-overdue">1 day late</strong>'
    )


@pytest.mark.parametrize(
    ("rating", "look", "words"),
    [
        ("red", "red", "Off track"),
        ("amber", "amber", "At risk"),
        ("green", "green", "On track"),
        ("", "unrated", "No rating yet"),
    ],
)
def test_a_rating_is_a_tag_with_a_shape_and_a_word(rating, look, words):
    tag = ET.fromstring(rendered("{% rating_tag rating %}", rating=rating))  # noqa: S314

    assert tag.get("class") == f"cp-rating cp-rating--{look}"
    assert tag.find("svg/use").get("href") == f"#cp-shape-{look}"
    assert "".join(tag.itertext()) == words


@pytest.mark.parametrize(("stage", "words"), looks.STAGES.items())
def test_a_stage_is_plain_words(stage, words):
    tag = ET.fromstring(rendered("{% stage value %}", value=stage))  # noqa: S314

    assert (tag.tag, tag.get("class"), "".join(tag.itertext())) == ("span", "cp-stage", words)


def test_every_shape_in_use_is_in_the_sprite():
    sprite = ET.fromstring(render_to_string("components/_sprite.html"))  # noqa: S314
    used = {"red", "amber", "green", "unrated", "disagree", "moved", "worse", "better"}
    used |= set(looks.STAGES) - looks.STAGES_WITHOUT_SHAPE
    used |= RATING_SHAPES | set(DIRECTION_SHAPES.values())

    assert {symbol.get("id").removeprefix("cp-shape-") for symbol in sprite.iter("symbol")} == used


def test_a_bar_names_itself_and_leaves_out_what_is_zero():
    bar = draw(SEGMENTS, scale=8, name="Community assets")

    assert bar.name == "Community assets: 1 off track, 3 not started"
    assert [(s.key, s.x, s.width) for s in bar.segments] == [
        ("red", "0.00%", "12.50%"),
        ("not_started", "12.50%", "37.50%"),
    ]


def test_a_thin_segment_stays_visible_and_the_bar_stays_whole():
    bar = draw([("red", "Off track", 1), ("green", "On track", 999)], scale=1000, name="All")

    assert [(s.width, s.size) for s in bar.segments] == [("0.60%", "tiny"), ("99.40%", "full")]


def test_an_empty_bar_says_so():
    assert draw([], scale=0, name="Whole plan").name == "Whole plan: none"


def test_a_bar_is_one_picture_without_inline_style():
    name = "<b>Assets & more</b>"

    picture = ET.fromstring(rendered("{% stacked_bar s 4 name %}", s=SEGMENTS, name=name))  # noqa: S314

    assert (picture.get("role"), picture.get("aria-label")) == ("img", f"{name}: 1 off track, 3 not started")
    assert [text.text for text in picture.iter("text")] == ["1", "3"]
    assert not any("style" in part.attrib or "viewBox" in part.attrib for part in picture.iter())


def test_pages_of_a_list_keep_its_filters():
    request = RequestFactory().get("/plans/p/actions/?stage=on_hold&page=2")
    page = Paginator(range(30), 10).page(2)

    links = rendered("{% pagination page 'actions' %}", request=request, page=page)

    assert links.count('href="?stage=on_hold&amp;page=3"') == 2
    assert 'aria-label="Page 2" aria-current="page"' in links


def test_one_page_has_no_links_to_others():
    request = RequestFactory().get("/")

    links = rendered("{% pagination page %}", request=request, page=Paginator(range(3), 10).page(1))

    assert links.strip() == ""


class SomePlan:
    SECTIONS = {"Actions": ("actions",), "Reports": ("rounds", "editions")}

    def get_absolute_url(self) -> str:
        return "/plans/p/"


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/", "Your work"),
        ("/plans/p/", "Plan"),
        ("/plans/", "Plan"),
        ("/plans/p/actions/CA1/", "Actions"),
        ("/plans/p/rounds/1/", "Reports"),
        ("/plans/p/editions/1/public/", "Reports"),
        ("/partners/", "Partners"),
        ("/funding/X/", "Funding"),
    ],
)
def test_navigation_marks_the_section_of_the_page(path, here):
    user = SimpleNamespace(is_authenticated=True, is_staff=False)
    page = Context({"user": user, "navigation_plan": SomePlan(), "request": RequestFactory().get(path)})

    html = Template("{% load careplan %}{% navigation %}").render(page)

    assert html.count("aria-current") == 1
    assert f'<strong class="govuk-service-navigation__active-fallback">{here}</strong>' in html
    assert "/admin/" not in html


def test_navigation_shows_the_administration_to_staff_and_nothing_to_strangers():
    page = {"request": RequestFactory().get("/")}
    staff = SimpleNamespace(is_authenticated=True, is_staff=True)

    to_staff = rendered("{% navigation %}", user=staff, **page)

    assert 'href="/admin/"' in to_staff
    assert 'href="/plans/"' in to_staff
    assert rendered("{% navigation %}", **page).strip() == ""


def test_a_page_without_context_still_has_its_frame():
    html = render_to_string("500.html")

    assert "<title>Something went wrong – Care plan</title>" in html
    assert "Sign out" not in html
