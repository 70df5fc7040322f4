"""The directory as it is checked in, and what happens when somebody makes a mistake in it."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from bot import paths
from bot.directory import Directory, DirectoryError, show
from bot.directory.schema import digits

AT = datetime(2026, 11, 20, 14)


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.read(paths.DIRECTORY)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(DirectoryError) as caught:
        Directory.read(folder)
    return caught.value.faults


def test_every_police_force_area_has_a_file(directory):
    with open(paths.PLACES / "authority-to-force.csv", encoding="utf-8", newline="") as file:
        named = {row["force"] for row in csv.DictReader(file)}
    assert named | {"btp"} == set(directory.forces)
    assert len(directory.forces) == 46


def test_every_entry_has_a_source(directory):
    services = list(directory.services())
    assert len(services) == 180 + 64
    assert all(service.sources for _, service in services)


def test_nothing_of_low_confidence_but_name_and_web_address_can_be_shown(directory):
    for _, service in directory.services():
        shown = show(service, AT, None, directory.freshness)
        if service.confidence == "low" and shown is not None:
            assert (shown.phone, shown.text, shown.email, shown.hours, shown.is_open) == (None,) * 5, service.id
            assert shown.url == service.url


def test_hours_of_low_confidence_are_not_shown(directory):
    helpline = show(directory.national["national-stalking-helpline"], AT, None, directory.freshness)
    assert helpline.phone == "0808 802 0300"
    assert (helpline.hours, helpline.is_open) == (None, None)


def test_an_entry_without_number_or_web_address_is_not_offered(directory):
    for _, service in directory.services():
        shown = show(service, AT, None, directory.freshness)
        assert shown is None or shown.phone or shown.text or shown.url, service.id


def test_wrong_numbers_in_circulation_stand_in_nothing_that_is_shown(directory):
    forbidden = {value for value in directory.forbidden() if value.isdigit()}
    assert "08088084444" in forbidden
    for _, service in directory.services():
        shown = show(service, AT, None, directory.freshness)
        told = " | ".join(str(value) for value in vars(shown).values()) if shown else ""
        numbers = {digits(number) for number in re.findall(r"\d[\d ]*\d", told)}
        assert not numbers & forbidden, service.id


def test_shown_words_name_no_forbidden_thing(directory):
    words = {value for value in directory.forbidden() if not value.isdigit()}
    assert "Action Fraud" in words
    for _, service in directory.services():
        told = f"{service.name} {service.who} {getattr(service, 'how', '')}"
        assert not [word for word in words if word.lower() in told.lower()], service.id


def test_every_shown_number_can_be_dialled(directory):
    for _, service in directory.services():
        shown = show(service, AT, None, directory.freshness)
        if shown and shown.phone:
            assert re.fullmatch(r"0\d{9,10}|999|101|111|116123|18000|08001111", shown.tel), shown.phone


def test_a_number_with_too_few_digits_is_named_with_file_entry_and_field(copy):
    change(copy / "forces" / "essex.yml", "phone: 0330 333 7 444", "phone: 0330 333")
    assert faults(copy) == [
        'forces/essex.yml: Essex Compass: phone: "0330 333" has 7 digits; a UK number starts with 0 and has 10 or 11'
    ]


def test_an_unknown_field_is_named(copy):
    change(copy / "forces" / "dorset.yml", "kind: stalking_advocacy", "sort: stalking_advocacy")
    found = faults(copy)
    assert any("sort: is no field of this file; check its spelling" in fault for fault in found)
    assert any("kind: is missing; add it, or null if it is not known" in fault for fault in found)
    assert all(fault.startswith("forces/dorset.yml: Dorset Independent") for fault in found)


def test_hours_that_cannot_be_read_are_named(copy):
    change(copy / "forces" / "essex.yml", "opening_hours: Mo-Fr 08:00-17:00", "opening_hours: eight to five")
    assert faults(copy) == [
        'forces/essex.yml: Victim Support in Essex: opening_hours: "eight to five" is not in opening hours '
        'notation, such as "Mo-Fr 09:00-17:00; PH off" or "24/7"'
    ]


def test_a_forbidden_number_put_back_is_named_with_its_reason(copy):
    change(copy / "national.yml", "phone: 0808 800 4444", "phone: 0808 808 4444")
    assert faults(copy) == [
        "national.yml: Shelter emergency helpline: phone: 0808 808 4444 is listed under do_not_show "
        "(misprint in a newsletter; the number is 0808 800 4444)"
    ]


def test_a_slug_that_is_not_the_files_name_is_named(copy):
    change(copy / "forces" / "kent.yml", "slug: kent", "slug: kentish")
    assert faults(copy) == ["forces/kent.yml: slug: 'kentish' must be the file's name, 'kent'"]


def test_a_number_that_nobody_can_have_is_refused(copy):
    change(copy / "forces" / "essex.yml", "phone: 0330 333 7 444", "phone: 0410 333 7 444")
    assert faults(copy) == [
        'forces/essex.yml: Essex Compass: phone: "0410 333 7 444" cannot be a UK number: nobody has been given any that begin '
        "like this; check each digit"
    ]


def test_broken_yaml_is_named_with_its_line(copy):
    (copy / "forces" / "kent.yml").write_text("slug: kent\nname: [", "utf-8")
    assert faults(copy) == ["forces/kent.yml: line 2: is not YAML; check the indentation and the quotes there"]


def test_a_rule_that_points_at_no_service_is_named(copy):
    change(copy / "choosing.yml", "{id: paladin}", "{id: palladin}")
    assert faults(copy) == [
        "choosing.yml: Paladin advises people at high risk: offer: 'palladin' is no id of national.yml"
    ]


def test_every_fault_is_told_at_once(copy):
    change(copy / "forces" / "kent.yml", "slug: kent", "slug: kentish")
    change(copy / "choosing.yml", "{id: paladin}", "{id: palladin}")
    assert len(faults(copy)) == 2


def test_two_services_with_one_id_are_named(copy):
    data = yaml.safe_load((copy / "national.yml").read_text("utf-8"))
    data["services"].append(data["services"][0])
    (copy / "national.yml").write_text(yaml.safe_dump(data), "utf-8")
    assert faults(copy) == ["national.yml: 999-emergency: id: is used twice; give one of them another id"]
