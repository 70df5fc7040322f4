"""Settings and looks are read once, and a wrong one is said plainly."""

from __future__ import annotations

import pytest
import yaml

from bot import paths
from bot.web.looks import Looks, LooksError, contrast_with_white
from bot.web.settings import PageSettings, SettingsError

GIVEN = yaml.safe_load((paths.ROOT / "credentials.yml").read_text("utf-8"))["bot.web.channel.ChatChannel"]


def test_the_settings_in_the_repository_are_right():
    assert PageSettings.read(GIVEN).may_embed == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"exit_url": None}, "exit_url"),
        ({"exit_url": "javascript:alert(1)"}, "no web address"),
        ({"longest_message": "many"}, "no whole number"),
        ({"messages_per_conversation": "lots"}, 'no rate such as "60 per minute"'),
        ({"may_embed": ["*"]}, "no origin"),
        ({"may_embed": ["https://www.example.police.uk/contact"]}, "no origin"),
        ({"colour": "red"}, "colour is no setting"),
    ],
)
def test_a_wrong_setting_is_named_with_its_mend(change, said):
    with pytest.raises(SettingsError, match="credentials.yml") as wrong:
        PageSettings.read({**GIVEN, **change})
    assert said in str(wrong.value)


def test_a_missing_setting_is_named():
    with pytest.raises(SettingsError, match="exit_url is missing"):
        PageSettings.read({name: value for name, value in GIVEN.items() if name != "exit_url"})


def test_websites_may_be_named_in_the_environment(monkeypatch):
    monkeypatch.setenv("SIGNPOST_MAY_EMBED", "https://a.example https://b.example:8443")
    assert PageSettings.read(GIVEN).may_embed == ("https://a.example", "https://b.example:8443")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("essex: {button: '#ffdd00'}", "too pale"),
        ("essex: {button: green}", "no colour"),
        ("essex: {font: '#000000'}", "only button and link"),
    ],
)
def test_a_look_nobody_could_read_is_refused(tmp_path, text, said):
    file = tmp_path / "looks.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(LooksError, match=said):
        Looks.read(file)


def test_contrast_is_that_of_wcag():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_a_look_is_css_and_an_unknown_one_is_none():
    looks = Looks({"essex": {"button": "#00594c"}})
    assert "--signpost-button:#00594c" in looks.css("essex")
    assert looks.css("narnia") == ""
