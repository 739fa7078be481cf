from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from partners.models import Contact, Organisation
from tests.factories import (
    ActionFactory,
    AmendmentFactory,
    CommitmentFactory,
    ContactFactory,
    ContributionFactory,
    DecisionFactory,
    IdentifierFactory,
    InstalmentFactory,
    MembershipFactory,
    MergeFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    PaymentFactory,
    ReturnFactory,
    SuccessionFactory,
    SupportFactory,
)
from tests.partners.admin.pages import filled_in

pytestmark = pytest.mark.page

LIST = reverse("partners:organisations")
ENDED = date(2022, 7, 1)


@pytest.fixture(autouse=True)
def on_the_last_day_of_2021_22(settings):
    settings.TODAY = date(2022, 3, 31)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def ccg() -> Organisation:
    """In the middle of a chain: two merged into it, and its functions pass on to a last one."""
    ccg, before, other = (OrganisationFactory(name=f"{name} CCG") for name in ("Kirklees", "North Kirklees", "South"))
    for predecessor in (before, other):
        SuccessionFactory(predecessor=predecessor, successor=ccg, effective_on=date(2021, 4, 1))
    icb = OrganisationFactory(name="ICB")
    SuccessionFactory(predecessor=ccg, successor=icb, kind="functions_transferred", effective_on=ENDED)
    return ccg


def named(name: str) -> Organisation:
    return Organisation.objects.for_display().get(name=name)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (
            date(2021, 3, 31),
            "merges into Kirklees CCG on 1 April 2021, functions pass to ICB on 1 July 2022",
        ),
        (date(2022, 6, 30), "now Kirklees CCG, functions pass to ICB on 1 July 2022"),
        (date(2022, 7, 1), "then Kirklees CCG, now ICB"),
    ],
)
def test_a_name_says_all_that_became_of_it_from_the_day_of_each_succession(ccg, today, words):
    assert named("North Kirklees CCG").succession_words(today) == words
    assert named("ICB").succession_words(today) == ""


def test_what_was_split_leads_to_each_part(ccg):
    SuccessionFactory(predecessor=ccg, successor=OrganisationFactory(name="Board"), kind="split", effective_on=ENDED)

    words = named("South CCG").succession_words(ENDED)

    assert words == "then Kirklees CCG, now ICB; then Kirklees CCG, now Board"


def test_each_page_of_a_chain_shows_the_whole_of_it_before_and_after(as_officer, ccg):
    addresses = [organisation.get_absolute_url() for organisation in Organisation.objects.filter(name__contains="C")]

    chains = [{str(change) for change in as_officer.get(address).context["chain"]} for address in addresses]

    to, on = (
        ("North Kirklees CCG: merged into Kirklees CCG", "South CCG: merged into Kirklees CCG"),
        ("Kirklees CCG: functions passed to ICB"),
    )
    assert sorted(chains, key=len) == [{to[0], on}, {to[1], on}, {*to, on}, {*to, on}]


@pytest.mark.parametrize("words", ["metropolitan", "knowsley c", "E08000011"])
def test_partner_is_found_by_any_name_and_by_identifier(as_officer, words):
    council = OrganisationFactory(name="Knowsley Council")
    OrganisationNameFactory(organisation=council, name="Knowsley Metropolitan Borough Council", kind="legal")
    IdentifierFactory(organisation=council, scheme="GSS", value="E08000011")
    OrganisationFactory(name="One Knowsley")

    found = as_officer.get(LIST, {"q": words}).context["page"].object_list

    assert list(found) == [council]


@pytest.mark.parametrize(
    ("kind", "names"),
    [("care_association", ["Association"]), *((kind, ["Association", "Council"]) for kind in ("", "x\x00"))],
)
def test_partners_are_listed_by_kind(as_officer, kind, names):
    OrganisationFactory(name="Association", kind="care_association", ended_on=date(2022, 3, 30))
    OrganisationFactory(name="Council")

    page = as_officer.get(LIST, {"kind": kind})

    assert [organisation.name for organisation in page.context["page"]] == names
    assert "Ended 30 March 2022" in text_of(page)


def test_partner_is_counted_once_per_action_it_helps(as_officer):
    partner, action = OrganisationFactory(), ActionFactory()
    SupportFactory(organisation=partner, action=action, role="supports")
    SupportFactory(organisation=partner, action=action, role="advises")

    found = as_officer.get(LIST, {"q": partner.name}).context["page"].object_list

    assert [organisation.actions_helped for organisation in found] == [1]


def test_partner_page_shows_actions_it_helps_and_money_it_gives_and_receives_in_four_words(as_officer):
    partner = OrganisationFactory(name="One Knowsley")
    SupportFactory(organisation=partner, action=ActionFactory(code="CA2", title="Commission research"))
    grant = CommitmentFactory(title="A grant to it", recipient=partner, qualifier="up_to")
    PaymentFactory(commitment=grant, amount="400.00", paid_on=date(2022, 3, 30))
    ReturnFactory(commitment=grant, spent="150.00")
    ContributionFactory(commitment=CommitmentFactory(title="A grant by it"), funder=partner)

    page = as_officer.get(partner.get_absolute_url())

    assert "CA2 Commission research" in text_of(page)
    (received,), (given,) = page.context["received"], page.context["given"]
    words = [(row.figures.agreed, row.figures.paid, row.figures.to_pay, row.figures.spent) for row in (received, given)]
    assert words == [tuple(map(Decimal, ("1000", "400", "600", "150"))), (Decimal(1000), None, None, None)]
    assert "up to £1,000.00" in text_of(page)


def test_what_a_predecessor_promised_is_its_successors_to_pay_from_the_day_on(as_officer, settings, ccg):
    commitment = CommitmentFactory(amount="119000.00")
    share = ContributionFactory(commitment=commitment, funder=ccg, percent="50.00")
    other = ContributionFactory(commitment=commitment, percent="50.00")
    paid = InstalmentFactory(commitment=commitment, contribution=share, amount="29750.00", due_on=date(2022, 3, 1))
    PaymentFactory(commitment=commitment, instalment=paid, payer=ccg, amount="29750.00", paid_on=date(2022, 3, 1))
    InstalmentFactory(commitment=commitment, contribution=share, amount="29750.00", due_on=date(2022, 9, 1))
    InstalmentFactory(commitment=commitment, contribution=other, amount="500.00")
    icb = named("ICB").get_absolute_url()

    before = as_officer.get(icb).context["taken_over"]
    settings.TODAY = ENDED
    page = as_officer.get(icb)
    history = as_officer.get(ccg.get_absolute_url())

    (obligation,) = page.context["taken_over"]
    assert before == []
    assert (obligation.share, obligation.paid, obligation.left, obligation.planned) == (59500, 29750, 29750, 29750)
    assert f'Promised by <a class="govuk-link" href="{ccg.get_absolute_url()}">Kirklees CCG</a>' in text_of(page)
    assert "next on 1 September 2022" in text_of(page)
    assert [row.own for row in history.context["given"]] == [share]
    assert "what is still to pay passes to its successor (now <a" in text_of(history)


def test_a_share_that_was_passed_to_one_part_of_a_split_is_not_the_other_parts(as_officer, ccg):
    parts = [OrganisationFactory(), OrganisationFactory()]
    for part in parts:
        SuccessionFactory(predecessor=ccg, successor=part, kind="split")
    commitment = CommitmentFactory()
    share = ContributionFactory(commitment=commitment, funder=ccg)
    AmendmentFactory(commitment=commitment, kind="funder", contribution=share, passed_to=parts[0])

    taken = [as_officer.get(part.get_absolute_url()).context["taken_over"] for part in parts]

    assert [[each.contribution for each in obligations] for obligations in taken] == [[share], []]


def test_members_stand_apart_by_when_they_are_members(as_officer):
    association = OrganisationFactory(kind="care_association")
    days = {"Now": {}, "Last day": {"to_on": date(2022, 3, 31)}, "Later": {"from_on": date(2022, 4, 1)}}
    for name, period in {**days, "Former": {"to_on": date(2022, 3, 30)}}.items():
        MembershipFactory(association=association, member=OrganisationFactory(name=name), **period)

    page = as_officer.get(association.get_absolute_url())

    standing = [(membership.member.name, membership.standing) for membership in page.context["members"]]
    assert standing == [
        ("Last day", "Members now"),
        ("Now", "Members now"),
        ("Later", "Members from a later day"),
        ("Former", "Former members"),
    ]
    assert "2 members at 31 March 2022." in text_of(page)


def test_partner_that_does_not_exist_yet_says_when_it_starts(as_officer):
    OrganisationFactory(name="NHS West Yorkshire ICB", started_on=date(2022, 7, 1))

    assert "Starts 1 July 2022" in text_of(as_officer.get(LIST))


DETAILS = {"person": "Pat Somebody", "email": "somebody@partner.example", "phone": "0151 496 0000"}


@pytest.fixture
def chair() -> Contact:
    return ContactFactory(role="Chair", known_on=date(2021, 10, 1), known_precision="month", **DETAILS)


def test_personal_details_of_contacts_are_for_administrators_only(as_plan_manager, as_administrator, chair):
    address = chair.organisation.get_absolute_url()

    others, administrators = text_of(as_plan_manager.get(address)), text_of(as_administrator.get(address))

    assert all(words in page for words in ("Chair", "October 2021") for page in (others, administrators))
    assert [words in others for words in DETAILS.values()] == [False] * 3
    assert [words in administrators for words in DETAILS.values()] == [True] * 3
    assert "Only administrators see who they are" in others


def everything() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = " UNION ALL ".join(f'SELECT each::text FROM "{table}" AS each' for table in tables)
        cursor.execute(f"SELECT coalesce(string_agg(each, '\n'), '') FROM ({rows}) AS rows")
        return cursor.fetchone()[0]


def test_erased_personal_details_are_nowhere_any_more_and_the_role_stays(as_administrator, chair):
    admin = reverse("admin:partners_organisation_change", args=[chair.organisation_id])
    as_administrator.post(admin, filled_in(as_administrator.get(admin), note="Seen."))
    address = reverse("partners:erase_contact", args=[chair.organisation.slug, chair.pk])
    held = [words in everything() for words in DETAILS.values()]

    answer = as_administrator.post(address, filled_in(as_administrator.get(address)), follow=True)

    assert held == [True] * 3
    assert [words in everything() for words in DETAILS.values()] == [False] * 3
    chair.refresh_from_db()
    assert (chair.role, chair.known_on, chair.erased_on) == ("Chair", date(2021, 10, 1), date(2022, 3, 31))
    assert "Personal details erased on 31 March 2022" in text_of(answer)


def test_details_that_somebody_changed_meanwhile_are_not_erased_unseen(as_administrator, chair):
    address = reverse("partners:erase_contact", args=[chair.organisation.slug, chair.pk])
    page = as_administrator.get(address)
    Contact.objects.filter(pk=chair.pk).update(person="Another Person")

    answer = as_administrator.post(address, filled_in(page))

    chair.refresh_from_db()
    assert (chair.person, chair.erased_on) == ("Another Person", None)
    assert "Another Person" in text_of(answer)


def test_address_of_a_merged_record_leads_to_the_one_that_is_kept(as_officer):
    merge = MergeFactory(name="Kirklees CA", slug="kirklees-ca", merged_on=date(2022, 3, 30))

    answer = as_officer.get(reverse("partners:organisation", args=["kirklees-ca"]))

    assert (answer.status_code, answer["Location"]) == (301, merge.kept.get_absolute_url())
    assert "Until 30 March 2022 as Kirklees CA" in text_of(as_officer.get(merge.kept.get_absolute_url()))


def test_partner_that_is_not_there_is_not_found(as_officer):
    assert as_officer.get(reverse("partners:organisation", args=["none"])).status_code == 404


@pytest.mark.parametrize("size", [1, 4])
def test_list_costs_the_same_however_long(as_officer, count_statements, size):
    for _ in range(size):
        SuccessionFactory(predecessor=OrganisationFactory(), successor=OrganisationFactory())

    assert count_statements(as_officer, LIST) == 3


@pytest.mark.parametrize("size", [1, 4])
def test_partner_page_costs_the_same_however_much_it_shows(as_administrator, count_statements, size):
    partner = OrganisationFactory(kind="care_association")
    for number in range(size):
        SuccessionFactory(predecessor=partner, successor=OrganisationFactory())
        before = SuccessionFactory(predecessor=OrganisationFactory(), successor=partner).predecessor
        SuccessionFactory(predecessor=OrganisationFactory(), successor=before)
        share = ContributionFactory(funder=before)
        InstalmentFactory(commitment=share.commitment, contribution=share)
        SupportFactory(organisation=partner, action=ActionFactory())
        ActionFactory(lead_organisation=partner)
        ContributionFactory(commitment=CommitmentFactory(recipient=partner))
        CommitmentFactory(held_by=partner)
        ContributionFactory(commitment=CommitmentFactory(), funder=partner)
        MembershipFactory(member=partner)
        MembershipFactory(association=partner)
        ContactFactory(organisation=partner, **DETAILS)
        MergeFactory(kept=partner)
        OrganisationNameFactory(organisation=partner, name=f"Name {number}")
        IdentifierFactory(organisation=partner, scheme="local", value=str(number))

    assert count_statements(as_administrator, partner.get_absolute_url()) == 18


def test_a_decision_names_its_organisation_as_at_its_day(as_officer):
    council = OrganisationFactory(name="Council of now")
    OrganisationNameFactory(organisation=council, name="Council of then", kind="former", to_on=date(2020, 12, 31))
    decision = DecisionFactory(organisation=council, decided_on=date(2020, 6, 24))

    page = text_of(as_officer.get(reverse("funding:decision", args=[decision.pk])))

    assert "Council of then, Cabinet" in page
    assert "Council of now" not in page
