"""Every pair of colours that must be told apart can be, by the measure of WCAG 2.2 (1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

DESIGN = Path(__file__).parents[2] / "concordat" / "design"
CSS = (DESIGN / "static" / "design" / "concordat.css").read_text()
PALETTE = dict(re.findall(r"(--[a-z-]+): ?(#[0-9a-f]{3,6})", CSS)) | {"white": "#ffffff", "focus": "#ffdd00"}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_the_measure():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("--ink", "white"),
        ("--ink", "--paper"),
        ("--ink", "focus"),
        ("--quiet", "white"),
        ("--quiet", "--paper"),
        ("--on-accent", "--council-accent"),
        ("--on-accent", "--council-accent-deep"),
        ("--council-accent-deep", "--council-accent-soft"),
        ("--council-accent-deep", "--paper"),
        ("--govuk-link-colour", "white"),
        ("--govuk-link-visited-colour", "white"),
        ("--govuk-error-colour", "white"),
    ],
)
def test_words_can_be_read(words, ground):
    assert contrast(PALETTE[words], PALETTE[ground]) >= 4.5


@pytest.mark.parametrize("mark", ["--first-side", "--second-side", "--council-accent"])
def test_a_mark_can_be_seen(mark):
    assert contrast(PALETTE[mark], "#ffffff") >= 3


def test_the_two_sides_can_be_told_apart_in_grey():
    assert contrast(PALETTE["--first-side"], PALETTE["--second-side"]) >= 1.8


def test_the_tags_can_be_read():
    tags = re.findall(r"\.govuk-tag--([a-z]+)\{color:([^;]+);background-color:([^;}]+)", CSS)
    ours = {"plain", "good", "waiting", "late", "felt", "shown", "sealed"}
    worn = {}
    for name, words, ground in tags:
        if name in ours:
            words = PALETTE.get(words.removeprefix("var(").removesuffix(")"), words)
            worn[name] = contrast({"#fff": "#ffffff"}.get(words, words), ground)
    assert set(worn) == ours
    assert min(worn.values()) >= 4.5


def test_the_stylesheet_wears_nothing_that_is_not_ours_to_wear():
    assert not re.search(r"crest|crown|GDS Transport|sourceMappingURL|https?://\w", CSS)


def test_every_file_that_the_stylesheet_asks_for_is_here():
    asked = re.findall(r'url\("?([^")]+)"?\)', CSS)
    assert asked
    assert all((DESIGN / "static" / "design" / name).is_file() for name in asked)


def test_the_typeface_comes_with_its_licence():
    assert "SIL Open Font License" in (DESIGN / "static" / "design" / "fonts" / "OFL.txt").read_text()


def test_the_lock_names_no_registry():
    lock = (DESIGN.parents[1] / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "registry" not in lock
