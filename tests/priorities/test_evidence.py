import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from careplan.history import event_model
from priorities.evidence import LAST_OF_COMPLETE, add_evidence
from priorities.forms.evidence import CHOOSE_AGAIN, NOTHING_GIVEN
from priorities.models import Action, Evidence
from tests.factories import TODAY, ActionFactory, EvidenceFactory
from tests.priorities.forms import errors, what_was_sent

pytestmark = [pytest.mark.page, pytest.mark.django_db]

PDF = b"%PDF-1.4 " + b"x" * 4000


@pytest.fixture(autouse=True)
def _today_and_nothing_kept_yet(settings):
    settings.TODAY = TODAY
    settings.STORAGES = settings.STORAGES.copy()


@pytest.fixture
def action(people):
    return ActionFactory(code="CA3", stage="in_progress", lead=people.officer)


def upload(name: str = "Minutes of Mr S.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def with_file(action: Action, people, **fields) -> Evidence:
    file = upload()
    file.content_type = "application/pdf"
    return add_evidence(action, by=people.officer, on=TODAY, title="Minutes", file=file, **fields)


def add_address(action: Action) -> str:
    return reverse("priorities:add_evidence", args=[action.plan.slug, action.code])


def add(client: Client, action: Action, **typed):
    sent = what_was_sent(client, add_address(action))
    return client.post(add_address(action), sent | {f"evidence_{name}": value for name, value in typed.items()})


def file_address(evidence: Evidence, action: Action | None = None) -> str:
    action = action or evidence.action
    return reverse("priorities:evidence", args=[action.plan.slug, action.code, evidence.token])


def remove_address(evidence: Evidence) -> str:
    return reverse("priorities:remove_evidence", args=[evidence.action.plan.slug, evidence.action.code, evidence.pk])


def remove(client: Client, evidence: Evidence, **typed):
    return client.post(remove_address(evidence), what_was_sent(client, remove_address(evidence)) | typed)


def kept() -> list[str]:
    return default_storage.listdir("evidence")[1] if default_storage.exists("evidence") else []


def test_a_file_is_kept_under_a_name_of_its_own_and_sent_back_as_it_came(as_officer, as_cabinet_member, action, people):
    response = add(as_officer, action, title="Minutes", note="Item 4", file=upload())

    evidence = Evidence.objects.get()
    page = as_cabinet_member.get(action.get_absolute_url()).text
    sent = as_cabinet_member.get(file_address(evidence))
    assert response.url == action.get_absolute_url()
    assert (evidence.title, evidence.note, evidence.added_on, evidence.added_by) == (
        *("Minutes", "Item 4", TODAY, people.officer),
    )
    assert (evidence.file_name, evidence.content_type, evidence.size) == (
        *("Minutes of Mr S.pdf", "application/pdf", len(PDF)),
    )
    assert "Minutes" not in evidence.file.name
    assert f'href="{file_address(evidence)}">Minutes of Mr S.pdf</a> (PDF, 4 kB)' in page
    assert evidence.file.name not in as_cabinet_member.get(f"{action.get_absolute_url()}history/").text
    assert b"".join(sent.streaming_content) == PDF
    assert {name: sent[name] for name in HEADERS} == HEADERS


HEADERS = {
    "Content-Type": "application/pdf",
    "Content-Disposition": 'attachment; filename="Minutes of Mr S.pdf"',
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-cache",
}


@pytest.mark.parametrize("stage", ["awaiting_sign_off", "complete", "cancelled"])
def test_a_link_or_a_note_may_come_when_the_work_is_over_too(as_officer, people, stage):
    action = ActionFactory(stage=stage, lead=people.officer)

    add(as_officer, action, title="Minutes", url="council.example/minutes")
    add(as_officer, action, title="Call", note="The board rang.")

    added = action.evidence.filter(added_by=people.officer).values_list("title", "url", "note")
    assert list(added) == [("Minutes", "https://council.example/minutes", ""), ("Call", "", "The board rang.")]


LINK = "Enter a whole link, such as https://council.example/minutes"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, {"evidence_url": [NOTHING_GIVEN]}),
        ({"title": "Minutes"}, {"evidence_url": [NOTHING_GIVEN]}),
        ({"note": "Item 4"}, {"evidence_title": ["Say what the evidence is"]}),
        ({"title": "Minutes", "url": "javascript:alert(1)"}, {"evidence_url": [LINK]}),
        (
            {"note": "Item 4", "file": upload()},
            {"evidence_title": ["Say what the evidence is"], "evidence_file": [CHOOSE_AGAIN]},
        ),
        (
            {"file": upload("a.pdf", b"MZ")},
            {
                "evidence_file": [
                    "“a.pdf” is not the PDF that its name says. Save it again from the program it was made with"
                ]
            },
        ),
        ({"title": "It", "file": upload("a.pdf", b"")}, {"evidence_file": ["The file is empty. Choose another"]}),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_kept(as_officer, action, typed, expected):
    page = add(as_officer, action, **typed)

    assert errors(page) == expected
    assert [page.context["form"][f"evidence_{name}"].value() for name in typed if name != "file"] == [
        text for name, text in typed.items() if name != "file"
    ]
    assert (Evidence.objects.count(), kept()) == (0, [])


def test_a_file_that_is_too_large_is_said_to_be(as_officer, action, settings):
    settings.EVIDENCE_MB = 1

    page = add(as_officer, action, title="Minutes", file=upload(content=PDF * 1000))

    assert errors(page) == {"evidence_file": ["“Minutes of Mr S.pdf” is larger than 1 MB"]}
    assert page.context["form"].files["evidence_file"].size < 2 << 20


def test_who_comes_second_is_asked_for_the_file_again_and_none_is_left_behind(as_officer, action):
    sent = what_was_sent(as_officer, add_address(action)) | {"evidence_title": "Minutes"}
    EvidenceFactory(action=action)

    page = as_officer.post(add_address(action), sent | {"evidence_file": upload()})

    assert (errors(page)["evidence_file"], kept()) == ([CHOOSE_AGAIN], [])
    assert page.context["form"]["evidence_title"].value() == "Minutes"


def test_a_file_is_nowhere_but_at_its_own_address_for_those_who_sign_in(client, as_officer, action, people):
    evidence, lost = with_file(action, people), with_file(action, people)
    other = ActionFactory(priority=action.priority)
    default_storage.delete(lost.file.name)

    addresses = [file_address(evidence, other), f"{file_address(evidence)[:-2]}/", file_address(lost)]

    assert [as_officer.get(address).status_code for address in addresses] == [404, 404, 404]
    assert client.get(file_address(evidence)).url.startswith("/accounts/login/")


def test_what_is_removed_is_nowhere_any_more_and_the_page_says_why(
    as_plan_manager, action, people, django_capture_on_commit_callbacks
):
    evidence = with_file(action, people, url="https://council.example/mr-s", note="About Mr S")
    address = file_address(evidence)

    with django_capture_on_commit_callbacks(execute=True):
        response = remove(as_plan_manager, evidence, title="A letter", reason="It named a resident.")

    page = as_plan_manager.get(action.get_absolute_url()).text
    history = event_model(Evidence)._default_manager.filter(pgh_obj=evidence.pk)
    assert response.url == action.get_absolute_url()
    assert set(history.values_list("title", "url", "note", "file_name")) == {("A letter", "", "", "")}
    assert "Removed by Plan Manager on 31 March 2022, because:</strong> It named a resident." in page
    assert "Mr S" not in page + as_plan_manager.get(f"{action.get_absolute_url()}history/").text
    assert (as_plan_manager.get(address).status_code, kept()) == (404, [])
    assert as_plan_manager.get(remove_address(evidence)).url == action.get_absolute_url()


def test_a_complete_action_keeps_its_last_piece_and_says_what_to_do(as_plan_manager):
    evidence = ActionFactory(stage="complete").evidence.get()

    page = remove(as_plan_manager, evidence, title="It", reason="Wrong")

    evidence.refresh_from_db()
    assert (errors(page), evidence.removed_on) == ({"": [LAST_OF_COMPLETE]}, None)


def test_who_added_it_may_remove_it_and_another_officer_may_not(as_officer, action, people):
    own, anothers = with_file(action, people), EvidenceFactory(action=action)

    page = as_officer.get(action.get_absolute_url()).text

    assert remove_address(own) in page
    assert remove_address(anothers) not in page
    assert as_officer.get(remove_address(anothers)).status_code == 403


@pytest.mark.parametrize("size", [1, 4])
def test_evidence_costs_the_same_however_much_there_is(as_officer, action, people, count_statements, size):
    pieces = [with_file(action, people) for _ in range(size)]
    sent = what_was_sent(as_officer, add_address(action)) | {"evidence_title": "It", "evidence_note": "Said"}
    first = pieces[0]

    costs = [
        count_statements(as_officer, add_address(action)),
        count_statements(as_officer, add_address(action), sent),
        count_statements(as_officer, file_address(first)),
        count_statements(as_officer, remove_address(first)),
        count_statements(as_officer, remove_address(first), {}),
    ]

    assert costs == [1, 3, 1, 1, 1]
