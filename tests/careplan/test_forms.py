import json
import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms as django_forms
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from careplan import forms
from careplan.templatetags.careplan_forms import error_links
from careplan.versions import Stale

COMPONENTS = settings.BASE_DIR / "node_modules/govuk-frontend/dist/govuk/components"


class DateForm(forms.Form):
    due_on = forms.DateField(label="Due date")


def date_form(day: str, month: str, year: str) -> DateForm:
    return DateForm({"due_on_day": day, "due_on_month": month, "due_on_year": year})


@pytest.mark.parametrize(
    "boxes", [("31", "3", "2022"), ("31", "03", "2022"), ("31", "March", "2022"), (" 31 ", "mar", "2022")]
)
def test_a_date_is_read_as_people_type_it(boxes):
    form = date_form(*boxes)

    assert form.is_valid()
    assert form.cleaned_data["due_on"] == date(2022, 3, 31)


def test_a_date_may_also_come_as_one_value():
    form = DateForm({"due_on": "2022-03-05"})

    assert form.is_valid()
    assert form.cleaned_data["due_on"] == date(2022, 3, 5)


@pytest.mark.parametrize(
    ("boxes", "words", "target"),
    [
        (("", "", ""), "Enter a date for “Due date”", "id_due_on_day"),
        (("31", "", "2022"), "Due date must include a month", "id_due_on_month"),
        (("", "3", ""), "Due date must include a day and a year", "id_due_on_day"),
        (("31", "2", "2022"), "Due date must be a real date: February 2022 has no day 31", "id_due_on_day"),
        (("32", "1", "2022"), "Due date needs a day from 1 to 31", "id_due_on_day"),
        (("²", "1", "2022"), "Due date needs a day from 1 to 31", "id_due_on_day"),
        (
            ("1", "13", "2022"),
            "Due date needs a month from 1 to 12, or its name, such as March",
            "id_due_on_month",
        ),
        (("1", "1", "1"), "Due date needs a year from 1900 to 2199, such as 2022", "id_due_on_year"),
        (("31", "12", "9999"), "Due date needs a year from 1900 to 2199, such as 2022", "id_due_on_year"),
        (("1" * 5000, "1", "2022"), "Due date needs a day from 1 to 31", "id_due_on_day"),
        (("<script>", "\0", "👋"), "Due date needs a day from 1 to 31", "id_due_on_day"),
    ],
)
def test_a_faulty_date_names_its_faulty_part_and_links_to_it(boxes, words, target):
    form = date_form(*boxes)

    assert not form.is_valid()
    assert error_links(form) == [(words, target)]
    assert f'id="{target}"' in render_to_string("careplan/uni_form.html", {"form": form})


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31", "2022-02-31", "tomorrow", "2022-3-1"])
def test_a_faulty_single_value_is_refused_in_words(value):
    assert not DateForm({"due_on": value}).is_valid()


def test_a_date_keeps_what_was_typed():
    html = render_to_string("careplan/uni_form.html", {"form": date_form("31", "Febuary", "2022")})

    assert re.findall(r'value="(.*?)"', html) == ["31", "Febuary", "2022"]


def test_a_date_notices_a_change():
    same = DateForm({"due_on": "2022-03-31"}, initial={"due_on": date(2022, 3, 31)})
    other = DateForm({"due_on": "2022-04-01"}, initial={"due_on": date(2022, 3, 31)})

    assert (same.has_changed(), other.has_changed()) == (False, True)


class MoneyForm(forms.Form):
    amount = forms.MoneyField(label="Total", required=False)


@pytest.mark.parametrize(("typed", "amount"), [("£1,000", Decimal(1000)), ("1000.5", Decimal("1000.5")), ("", None)])
def test_money_is_read_as_people_type_it(typed, amount):
    form = MoneyForm({"amount": typed})

    assert form.is_valid()
    assert form.cleaned_data["amount"] == amount


@pytest.mark.parametrize("typed", ["1e9", "NaN", "-0", "1,00", "five", "9" * 400])
def test_what_is_not_money_is_refused_beside_its_field(typed):
    form = MoneyForm({"amount": typed})

    assert not form.is_valid()
    assert len(form.errors["amount"]) == 1


class EveryKind(forms.Form):
    rating = django_forms.ChoiceField(
        label="How is it going?",
        choices=[("green", "On track"), ("amber", "At risk")],
        widget=forms.Radios(hints={"amber": "May be late."}),
    )
    many = django_forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.Checkboxes)
    tick = django_forms.BooleanField(label="It is done")
    text = django_forms.CharField(label="What is it called?", help_text="Its <em>code</em>")
    words = django_forms.CharField(widget=django_forms.Textarea)
    number = django_forms.IntegerField()
    email = django_forms.EmailField()
    chosen = django_forms.ChoiceField(choices=[("", "Any"), ("a", "<b>"), ("Group", [("c", "C")])])
    file = django_forms.FileField()
    secret = django_forms.CharField(widget=django_forms.PasswordInput)
    due_on = forms.DateField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = forms.FormHelper(self, submit="Save it")


def test_every_error_links_to_a_control_that_takes_the_focus():
    form = EveryKind({})

    html = render_crispy_form(form)
    controls = set(re.findall(r'<(?:input|select|textarea)\b[^>]*?\bid="(.*?)"', html))

    assert len(error_links(form)) == len(form.fields)
    assert {target for _, target in error_links(form)} <= controls


def test_every_described_by_points_at_something():
    html = render_crispy_form(EveryKind({}))
    pointed_at = {id_ for ids in re.findall(r'aria-describedby="(.*?)"', html) for id_ in ids.split()}

    assert pointed_at <= set(re.findall(r'\bid="(.*?)"', html))
    assert "id_text_helptext" in pointed_at


def test_the_same_words_stand_in_the_summary_and_beside_the_field():
    form = EveryKind({})
    summary = render_to_string("components/_error_summary.html", {"form": form})
    page = render_crispy_form(form)

    assert summary.count("Fill in “What is it called?”") == page.count("Fill in “What is it called?”") == 1


def test_a_form_is_one_form_with_its_button_and_no_browser_bubbles():
    html = render_crispy_form(EveryKind())

    assert html.count("<form") == 1
    assert "novalidate" in html
    assert 'enctype="multipart/form-data"' in html
    assert " required" not in html
    assert re.search(r"<button[^>]*>Save it</button>", html)


def test_what_was_chosen_comes_back_chosen_and_escaped():
    typed = {"chosen": "a", "many": ["b"], "rating": "amber", "tick": "on", "text": '"><script>', "number": "x"}
    html = render_crispy_form(EveryKind(typed))

    assert '<option value="a" selected>&lt;b&gt;</option>' in html
    assert re.search(r'value="b" checked', html)
    assert re.search(r'value="amber" checked aria-describedby="id_rating_1_hint"', html)
    assert re.search(r'type="checkbox" checked', html)
    assert 'value="&quot;&gt;&lt;script&gt;"' in html
    assert 'value="x"' in html


def test_text_is_stored_with_plain_line_ends_and_without_null_characters():
    form = EveryKind({"words": "one\r\ntwo", "text": "a\0b"})
    form.is_valid()

    assert form.cleaned_data["words"] == "one\ntwo"
    assert form.errors["text"] == ["Null characters are not allowed."]


def test_fields_in_view_only_for_a_choice_are_wrapped_for_the_script():
    form = EveryKind()
    form.helper = forms.FormHelper(form, "rating", forms.ShowsWhen("rating=amber,red", "words"))

    assert '<div data-shows-when="rating=amber,red">' in render_crispy_form(form)


class NoteForm(forms.VersionedForm, forms.Form):
    note = django_forms.CharField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = forms.FormHelper(self)


def hidden_values(form: NoteForm) -> dict[str, str]:
    return dict(re.findall(r'name="(version|seen_at)" value="(.*?)"', render_crispy_form(form)))


def test_a_form_carries_the_version_and_the_moment_its_reader_saw():
    before = timezone.now()
    shown = hidden_values(NoteForm(root=SimpleNamespace(version=3)))

    form = NoteForm({"note": "Written", **shown}, root=SimpleNamespace(version=4))

    assert form.is_valid()
    assert form.cleaned_data == {"note": "Written", "version": 3}
    assert before <= form.seen_at <= timezone.now()


def test_a_lost_race_shows_what_changed_keeps_what_was_typed_and_lets_the_next_submit_through():
    shown = hidden_values(NoteForm(root=SimpleNamespace(version=3)))
    form = NoteForm({"note": "Written", **shown}, root=SimpleNamespace(version=3))
    change = SimpleNamespace(label="Due date", before="1", after="2", who="Somebody", at=timezone.now())
    form.is_valid()

    form.show_what_changed(Stale(SimpleNamespace(version=5)), [change])

    summary = render_to_string("components/_error_summary.html", {"form": form})
    assert forms.CHANGED_MEANWHILE in summary
    assert "Due date" in summary
    assert hidden_values(form)["version"] == "5"
    assert 'value="Written"' in render_crispy_form(form)


@pytest.mark.parametrize(
    "tampered",
    [
        {},
        {"version": "3"},
        {"version": "x", "seen_at": "2022-03-31T10:00:00+00:00"},
        {"version": "3", "seen_at": "yesterday"},
        {"version": "3", "seen_at": "2022-03-31T10:00:00"},
        {"version": "3", "seen_at": "9999-12-31T23:59:59-12:00"},
        {"version": "9" * 5000, "seen_at": "2022-03-31T10:00:00+00:00"},
        {"version": "3", "seen_at": "\0"},
    ],
)
def test_a_form_that_lost_its_version_says_so_once_and_can_be_sent_again(tampered):
    form = NoteForm({"note": "Written", **tampered}, root=SimpleNamespace(version=3))

    assert not form.is_valid()
    assert error_links(form) == [(forms.LOST_VERSION, "")]
    assert NoteForm({"note": "Written", **hidden_values(form)}, root=form.root).is_valid()


def fixture(component: str, name: str) -> str:
    path = COMPONENTS / component / "fixtures.json"
    if not path.exists():
        pytest.skip("the design system is not installed")
    return next(f["html"] for f in json.loads(path.read_text())["fixtures"] if f["name"] == name)


SIZE = re.compile(r"govuk-(label|fieldset__legend)--s|govuk-input--width-\d+")


def classes(html: str) -> list[tuple[str, set[str]]]:
    """Every element with the design system's classes, in order: its build, without words, ids and sizes."""
    found = re.findall(r'<(\w+)\b[^>]*?\bclass="(.*?)"', html)
    return [(tag, {name for name in css.split() if not SIZE.fullmatch(name)}) for tag, css in found]


def drawn(field: django_forms.Field, data: dict | None = None) -> str:
    form = type("OneField", (forms.Form,), {"field": field})(data)
    return render_to_string("careplan/uni_form.html", {"form": form})


@pytest.mark.parametrize(
    ("component", "name", "field", "data"),
    [
        ("input", "default", django_forms.CharField(), None),
        ("input", "with hint text", django_forms.CharField(help_text="Hint"), None),
        ("input", "with error and hint", django_forms.CharField(help_text="Hint"), {}),
        ("textarea", "default", django_forms.CharField(widget=django_forms.Textarea), None),
        ("textarea", "with error message", django_forms.CharField(widget=django_forms.Textarea), {}),
        ("select", "default", django_forms.ChoiceField(choices=[("1", "One")]), None),
        ("file-upload", "default", django_forms.FileField(), None),
        ("file-upload", "with error message and hint", django_forms.FileField(help_text="Hint"), {}),
        (
            "radios",
            "with fieldset and error message",
            django_forms.ChoiceField(choices=[("1", "1"), ("2", "2")], widget=forms.Radios),
            {},
        ),
        (
            "checkboxes",
            "small with error",
            django_forms.MultipleChoiceField(choices=[(n, n) for n in "123"], widget=forms.Checkboxes(small=True)),
            {},
        ),
        ("date-input", "default", forms.DateField(help_text="Hint"), None),
        ("date-input", "with error message and hint", forms.DateField(help_text="Hint"), {}),
    ],
)
def test_a_field_is_built_as_the_design_system_builds_it(component, name, field, data):
    assert classes(drawn(field, data)) == classes(fixture(component, name))
