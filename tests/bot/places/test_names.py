"""Names of places, as people say them."""

import csv
import time

import pytest

from bot import paths
from bot.places import Choices, Found, NotFound, Outside, Places, PlacesError, TooWide
from bot.places.names import simple


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.read(paths.PLACES)


def rows(name: str) -> list[dict[str, str]]:
    with open(paths.PLACES / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("typed", "force"),
    [
        ("Slough", "thames-valley"), ("croydon", "metropolitan"), ("Skipton", "north-yorkshire"),
        ("warrington", "cheshire"), ("peterborough", "cambridgeshire"), ("down in truro at my mums", "devon-and-cornwall"),
        ("brum", "west-midlands"), ("pompey", "hampshire-and-isle-of-wight"), ("the wirral", "merseyside"),
        ("st albans", "hertfordshire"), ("St. Helens", "merseyside"), ("kings lynn", "norfolk"), ("Reading", "thames-valley"),
        ("i live just outside norwich", "norfolk"), ("County Durham", "durham"), ("derry", "psni"), ("Scotland", "police-scotland"),
        ("caerdydd", "south-wales"), ("bath", "avon-and-somerset"), ("i stay in dundee", "police-scotland"),
    ],
)  # fmt: skip
def test_a_name_leads_to_its_force(places, typed, force):
    answer = places.find(typed)
    assert isinstance(answer, Found)
    assert answer.force == force


@pytest.mark.parametrize(
    ("typed", "forces"),
    [
        ("Newport", {"gwent", "hampshire-and-isle-of-wight", "west-mercia"}), ("richmond", {"metropolitan", "north-yorkshire"}),
        ("ashford", {"kent", "surrey"}), ("Gillingham", {"kent", "dorset"}), ("bangor", {"psni", "north-wales"}),
        ("yorkshire", {"north-yorkshire", "south-yorkshire", "west-yorkshire", "humberside"}),
        ("wales", {"gwent", "dyfed-powys", "north-wales", "south-wales"}),
    ],
)  # fmt: skip
def test_a_name_that_could_be_several_places_is_asked_about(places, typed, forces):
    answer = places.find(typed)
    assert isinstance(answer, Choices)
    assert {option.force for option in answer.options} == forces


@pytest.mark.parametrize(
    ("typed", "force"),
    [
        ("newport isle of wight", "hampshire-and-isle-of-wight"), ("newport in wales", "gwent"),
        ("Ashford, Kent", "kent"), ("richmond upon thames", "metropolitan"), ("gillingham in dorset", "dorset"),
    ],
)  # fmt: skip
def test_the_county_beside_a_name_settles_it(places, typed, force):
    assert places.find(typed).force == force


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("jersey", "channel-islands"),
        ("Guernsey", "channel-islands"),
        ("isle of man", "isle-of-man"),
        ("i live in france", "abroad"),
    ],
)
def test_places_outside_the_kingdom_get_an_honest_answer(places, typed, where):
    assert places.find(typed) == Outside(where)


@pytest.mark.parametrize("typed", ["england", "the north", "uk"])
def test_words_that_are_too_wide_say_so(places, typed):
    assert isinstance(places.find(typed), TooWide)


@pytest.mark.parametrize(
    "typed", ["asdfgh", "", "   ", "i like reading books", "no", "why", "i hope so", "🙂", "x" * 5000, "'; DROP TABLE"]
)
def test_what_is_no_place_is_not_guessed_at(places, typed):
    assert places.find(typed) == NotFound()


def test_every_local_authority_is_known_by_its_name(places):
    for row in rows("authority-to-force.csv"):
        name = row["authority_name"].replace(", City of", "").replace(", County of", "")
        answer = places.find(name)
        forces = {answer.force} if isinstance(answer, Found) else {option.force for option in answer.options}
        assert row["force"] in forces, name


def test_every_county_is_known_by_its_name(places):
    for county in {row["county"] for row in rows("authority-to-force.csv")}:
        answer = places.find(county)
        forces = {answer.force} if isinstance(answer, Found) else {option.force for option in answer.options}
        named = {row["force"] for row in rows("authority-to-force.csv") if row["county"] == county}
        assert forces <= named, county


def test_the_five_hundred_largest_towns_are_known_with_their_county(places):
    forces = {row["authority_code"]: (row["force"], row["county"]) for row in rows("authority-to-force.csv")}
    towns = sorted(rows("names.csv"), key=lambda row: -int(row["population"]))[:500]
    assert len(towns) == 500
    # GeoNames puts Loughton in Essex into Shropshire; namesakes.csv knows better.
    mended = {row["name"]: row["places"] for row in rows("namesakes.csv")}
    for town in towns:
        if town["authority_code"] not in mended.get(town["name"].lower(), town["authority_code"]):
            continue
        force, county = forces[town["authority_code"]]
        alone = places.find(town["name"])
        offered = {alone.force} if isinstance(alone, Found) else {option.force for option in alone.options}
        assert force in offered, town["name"]
        with_county = places.find(f"{town['name']}, {county}")
        settled = {with_county.force} if isinstance(with_county, Found) else {o.force for o in with_county.options}
        assert force in settled, (town["name"], county)


@pytest.mark.parametrize(
    ("typed", "force"),
    [
        ("i work in leeds but i live over in knaresborough", "north-yorkshire"),
        ("used to be luton but ive been in aylesbury about 6 years now", "thames-valley"),
        ("my son lives in durham but me and my husband are in stockport", "greater-manchester"),
        ("moved out of london last yr, got a place in deal by the pier", "kent"),
        ("was only visiting blackpool when it happened, home is motherwell", "police-scotland"),
        ("codsall near wolverhampton", "staffordshire"), ("easton in bristol", "avon-and-somerset"), ("poynton, stockport", "cheshire"),
        ("sale, cheshire", "greater-manchester"), ("yarm, north yorkshire", "cleveland"), ("ringwood bh24", "hampshire-and-isle-of-wight"),
        ("craven district", "north-yorkshire"), ("down in truro at my mums", "devon-and-cornwall"),
    ],
)  # fmt: skip
def test_of_several_places_the_home_counts(places, typed, force):
    answer = places.find(typed)
    assert isinstance(answer, Found), answer
    assert answer.force == force


@pytest.mark.parametrize("typed", ["i used to live in luton", "i work in leeds", "visiting blackpool"])
def test_a_place_that_is_said_not_to_be_home_is_not_taken_for_it(places, typed):
    assert not isinstance(places.find(typed), Found)


def test_two_places_that_may_both_be_home_are_asked_about(places):
    answer = places.find("between exeter and taunton")
    assert isinstance(answer, Choices)
    assert {option.force for option in answer.options} == {"devon-and-cornwall", "avon-and-somerset"}


@pytest.mark.parametrize(
    ("typed", "force"),
    [
        ("brimingham", "west-midlands"), ("midlesborough", "cleveland"), ("port tallbot", "south-wales"), ("tunbrige wells", "kent"),
        ("i live in cambrige near mill road", "cambridgeshire"), ("lincon", "lincolnshire"), ("edinbrough", "police-scotland"),
        ("brizzle", "avon-and-somerset"), ("donny", "south-yorkshire"), ("hyson green", "nottinghamshire"), ("splott", "south-wales"),
        ("mk", "thames-valley"), ("slough", "thames-valley"), ("croydon", "metropolitan"), ("skipton", "north-yorkshire"),
        ("warrington", "cheshire"), ("peterborough", "cambridgeshire"),
    ],
)  # fmt: skip
def test_slips_nicknames_and_parts_of_towns_are_known(places, typed, force):
    assert places.find(typed).force == force


@pytest.mark.parametrize(
    "typed",
    [
        "nothing",
        "somewhere safe",
        "im not telling you",
        "why does it matter",
        "weather",
        "asdf qwer",
        "prefer not",
        "milborne",
    ],
)
def test_words_are_not_taken_for_misspelt_towns(places, typed):
    assert not isinstance(places.find(typed), (Found, Choices))


def test_a_name_is_found_in_good_time(places):
    places.find("warm up")
    for typed in (
        "hyson green",
        "brimingham",
        "i used to be in luton but now im over in aylesbury near the hospital, been here six years",
    ):
        began = time.perf_counter()
        for _ in range(20):
            places.find(typed)
        assert (time.perf_counter() - began) / 20 < 0.005, typed


@pytest.mark.parametrize(
    ("story", "force"),
    [
        ("my ex keeps turning up. i'm in chelmsford", "essex"), ("i live in leeds with my mum", "west-yorkshire"),
        ("my daughter lives near truro", "devon-and-cornwall"), ("we're from hull", "humberside"),
    ],
)  # fmt: skip
def test_a_home_is_heard_in_a_story(places, story, force):
    assert places.find_home(story).force == force


@pytest.mark.parametrize(
    "story",
    [
        "he lives in leeds", "he followed me from preston to bolton", "im in the car", "i am in hiding",
        "i was at the gym in derby", "im reading his messages", "i'm scared in my own home",
    ],
)  # fmt: skip
def test_other_places_in_a_story_are_no_home(places, story):
    assert places.find_home(story) == NotFound()


def test_simple_names_compare_alike():
    assert simple("St. Helen's") == simple("saint helens")
    assert simple("Tyne & Wear") == simple("tyne and wear")


def test_a_missing_file_is_named_with_the_mend(tmp_path):
    for file in paths.PLACES.iterdir():
        if file.name != "names.csv":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(PlacesError, match=r"names.csv: the file is missing: .*make places"):
        Places.read(tmp_path)


def test_an_authority_that_does_not_exist_is_named_with_the_mend(tmp_path):
    for file in paths.PLACES.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    nicknames = tmp_path / "nicknames.yml"
    nicknames.write_text(
        nicknames.read_text("utf-8").replace("authority: Portsmouth", "authority: Portsmuoth"), "utf-8"
    )
    with pytest.raises(
        PlacesError, match=r"nicknames.yml: 'pompey': 'Portsmuoth' is in no line of authority-to-force.csv"
    ):
        Places.read(tmp_path)
