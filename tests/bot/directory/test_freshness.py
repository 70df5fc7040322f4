"""Facts grow old: past their review, or when a contract has ended, people see name and web page only."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot import paths
from bot.directory import Directory, Person, show
from bot.directory.review import Why, findings
from tests.bot.directory.test_directory import change, faults

TODAY = datetime(2026, 11, 22, 14)


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.read(paths.DIRECTORY)


def shown(directory, file_and_id, at):
    service = next(s for file, s in directory.services() if (file, s.id) == file_and_id)
    return show(service, at, None, directory.freshness)


def test_past_its_review_a_service_keeps_its_name_and_page_but_not_its_number(directory):
    helpline = directory.national["national-stalking-helpline"]
    last_day = datetime.combine(helpline.review_by, datetime.min.time()) + timedelta(hours=23)
    assert show(helpline, last_day, None, directory.freshness).phone == "0808 802 0300"
    after = show(helpline, last_day + timedelta(hours=1), None, directory.freshness)
    assert (after.phone, after.email, after.hours, after.is_open) == (None, None, None, None)
    assert after.url
    assert after.name


def test_999_is_never_withheld_however_old_its_check(directory):
    for at in (TODAY, datetime(2040, 1, 1)):
        chosen = directory.choose(Person(at=at, immediate_danger=True))
        assert chosen[0].service.phone == "999"


def test_once_a_contract_has_ended_the_number_is_withheld_until_the_service_confirms_it(copy):
    place = ("forces/west-mercia.yml", "telford-and-wrekin-domestic-abuse-helpline")
    assert shown(Directory.read(copy), place, datetime(2026, 5, 31)).phone == "0800 840 3747"
    assert shown(Directory.read(copy), place, datetime(2026, 6, 1)).phone is None
    path = copy / "forces" / "west-mercia.yml"
    text = path.read_text("utf-8")
    before, entry = text.split("- id: telford-and-wrekin-domestic-abuse-helpline\n")
    entry = entry.replace("verified: null", "verified: '2026-11-20'", 1)
    path.write_text(f"{before}- id: telford-and-wrekin-domestic-abuse-helpline\n{entry}", "utf-8")
    assert shown(Directory.read(copy), place, datetime(2026, 11, 22)).phone == "0800 840 3747"


def test_a_review_date_that_is_too_far_away_is_refused_with_the_latest_day(copy):
    change(copy / "forces" / "essex.yml", "review_by: '2027-02-19'", "review_by: '2027-12-31'")
    assert faults(copy) == [
        "forces/essex.yml: Changing Pathways: review_by: 2027-12-31 is too late; a check of this kind of service holds for 90 days "
        "(freshness.yml), until 2027-02-19"
    ]


def test_dates_that_cannot_be_are_refused(copy):
    change(copy / "forces" / "essex.yml", "review_by: '2027-02-19'", "review_by: '2026-11-01'")
    change(copy / "forces" / "kent.yml", "verified: null", "verified: '2027-01-01'")
    told = "\n".join(faults(copy))
    assert "forces/essex.yml: Changing Pathways: review_by: 2026-11-01 is not after 2026-11-21" in told
    assert "verified: 2027-01-01 is after 2026-11-21" in told


def test_law_past_its_review_is_known_to_be_so(directory):
    assert directory.law_to_ask_again("utter_faq/the_law", "scotland", date(2026, 11, 22)) == []
    old = directory.law_to_ask_again("utter_faq/the_law", "scotland", date(2028, 1, 1))
    assert {fact.id for fact in old} == {
        "no-threat-is-needed",
        "non-harassment-orders-in-scotland",
        "one-act-in-scotland",
        "stalking-is-a-crime-in-scotland",
    }


def test_reviewers_are_told_the_worst_first_and_each_entry_once(directory):
    found = findings(directory, date(2026, 11, 22))
    assert [finding.why for finding in found] == sorted(finding.why for finding in found)
    assert len({(finding.file, finding.service.id) for finding in found}) == len(found)
    worst = next(finding for finding in found if finding.why == Why.STALKING_NEVER_VERIFIED)
    assert "nobody has confirmed" in worst.says
    assert worst.mend.startswith("Ring 0")


def test_everything_is_due_once_its_time_is_over(directory):
    found = findings(directory, date(2028, 1, 1))
    past = {(f.file, f.service.id) for f in found if f.why in (Why.PAST_REVIEW, Why.CONTRACT_ENDED)}
    assert past == {(file, service.id) for file, service in directory.services()}


def test_a_review_may_be_of_one_force_alone(directory):
    found = findings(directory, date(2026, 11, 22), "essex")
    assert found
    assert {finding.file for finding in found} == {"forces/essex.yml"}
