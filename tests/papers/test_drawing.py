import struct

import pytest

from concordat.papers.drawing import NotDrawable, checked, drawing
from concordat.papers.picture import picture
from tests.papers.marlbridge import CHART

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p>x</p></foreignObject>",
        "<image href='https://example.org/x.png'/>",
        "<a href='https://example.org'><text>x</text></a>",
        "<style>@import 'https://example.org'</style>",
        "<animate attributeName='href' to='x'/>",
        "<use href='https://example.org/x.svg#a'/>",
        "<use xlink:href='https://example.org/x.svg#a'/>",
        "<use href='javascript:alert(1)'/>",
        "<rect onclick='alert(1)'/>",
        "<rect style='fill:red'/>",
        "<rect fill='url(https://example.org/x)'/>",
        "<rect fill=\"url('file:/etc/passwd')\"/>",
        "<html xmlns='http://www.w3.org/1999/xhtml'/>",
        "<rect>",
    ],
)
def test_a_drawing_that_is_more_than_a_drawing_is_refused(inside: str) -> None:
    with pytest.raises(NotDrawable):
        checked(f"{OPEN}{inside}</svg>")


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "not xml",
        "<svg viewBox='0 0 9 9'/>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<p xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
def test_what_is_no_svg_is_refused(svg: str) -> None:
    with pytest.raises(NotDrawable):
        checked(svg)


@pytest.mark.parametrize("box", ["", "0 0 9", "0 0 0 9", "0 0 a 9", "0 0 nan 9", "0 0 99999 9"])
def test_a_drawing_needs_a_size(box: str) -> None:
    with pytest.raises(NotDrawable):
        drawing(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"/>',
            prefix="f",
            alternative="a",
            typeset=True,
        )


def test_parts_keep_finding_each_other_under_their_new_names() -> None:
    svg = drawing(CHART, prefix="f1", alternative="All of it.", typeset=False).svg
    assert 'id="f1-hatch"' in svg
    assert 'fill="url(#f1-hatch)"' in svg
    assert "aria-labelledby" not in svg


def test_on_screen_the_alternative_is_a_label_and_typeset_it_is_the_title() -> None:
    screen = drawing(CHART, prefix="f", alternative="Seven & six.", typeset=False).svg
    typeset = drawing(CHART, prefix="f", alternative="Seven & six.", typeset=True).svg
    assert 'aria-label="Seven &amp; six."' in screen
    assert "<title" not in screen
    assert "<title>Seven &amp; six.</title>" in typeset
    assert typeset.count("<title") == 1


def test_a_drawing_is_written_with_bare_names_whatever_else_was_imported() -> None:
    # WeasyPrint changes ElementTree's prefixes for the whole process when it is imported.
    before = drawing(CHART, prefix="f", alternative="a", typeset=True).svg
    import weasyprint  # noqa: F401 - for what importing it does

    assert drawing(CHART, prefix="f", alternative="a", typeset=True).svg == before
    assert "ns0" not in before


def test_the_picture_is_twice_as_fine_and_always_the_same() -> None:
    drawn = drawing(CHART, prefix="f", alternative="a", typeset=True)
    png = picture(drawn)
    assert struct.unpack(">II", png[16:24]) == (1040, 300)
    assert picture(drawn) == png


def test_the_picture_is_lettered_with_welsh_letters_of_our_own_typeface() -> None:
    empty = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 40"><text y="30">{}</text></svg>'
    pictures = {
        words: picture(drawing(empty.format(words), prefix="f", alternative="a", typeset=True))
        for words in ("", "w", "ŵ")
    }
    assert len(set(pictures.values())) == 3
