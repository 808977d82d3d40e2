"""The code of a printed slip, and who may draw one."""

import base64
import io
import re

import pytest
import qrcode
from PIL import Image

from concordat.surveys.rules import slips
from concordat.surveys.rules.links import NotALink, atom_of
from concordat.surveys.rules.roster import Line, roster_hash
from concordat.surveys.rules.secrets import ALPHABET, Mistyped

LINK = slips.new_link(12)
CODE = slips.slip(LINK, address="https://c.example").code


def test_a_slip_bears_a_number_and_four_groups_of_five():
    assert re.fullmatch(r"12(-[0-9A-HJKMNP-TV-Z]{5}){4}", CODE)
    assert atom_of(LINK) == 12
    assert len({slips.new_link(12) for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", " "),
        CODE.replace("-", ""),
        f"  {CODE}  ",
        CODE.replace("0", "o").replace("1", "l"),
        LINK,
        f"https://c.example/answer/{LINK}",
        f"c.example/answer/{LINK}?size=large",
    ],
)
def test_a_code_is_known_however_it_is_typed(typed):
    assert slips.link_of(typed) == LINK


def test_one_wrong_sign_is_found_and_its_group_named():
    number, *groups = CODE.split("-")
    for place in range(4):
        for sign in range(5):
            wrong = [*groups]
            other = ALPHABET[(ALPHABET.index(wrong[place][sign]) + 7) % 32]
            wrong[place] = wrong[place][:sign] + other + wrong[place][sign + 1 :]
            with pytest.raises(Mistyped) as found:
                slips.link_of("-".join([number, *wrong]))
            assert found.value.group == place + 1


@pytest.mark.parametrize("typed", ["", "12", "12-7K3FD", CODE + "7", CODE[3:], "x" + CODE])
def test_what_is_too_short_or_too_long_is_no_code(typed):
    with pytest.raises(Mistyped):
        slips.link_of(typed)


def test_a_book_is_no_code():
    with pytest.raises(NotALink):
        slips.link_of("7" * 301)


def test_eighty_bits_of_a_code_are_chance():
    """Four signs of each group are drawn; the fifth follows from them."""
    assert slips.secrets.CODE_GROUPS * slips.secrets.PER_GROUP * slips.secrets.BITS == 80


def test_the_picture_of_a_slip_needs_no_network():
    picture = slips.slip(LINK, address="https://c.example").picture
    kind, _comma, body = picture.partition(",")
    assert kind == "data:image/svg+xml;base64"
    drawn = base64.b64decode(body).decode()
    assert "<path" in drawn
    assert LINK not in drawn


def test_the_picture_on_paper_is_the_picture_on_the_page():
    """Each dark square of the code is as many black points, in the right place."""
    made = slips.slip(LINK, address="https://c.example")
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(f"https://c.example/answer/{LINK}")
    squares = code.get_matrix()
    with Image.open(io.BytesIO(made.image)) as image:
        assert image.size == (len(squares) * slips.ENLARGED,) * 2
        points = [
            [
                image.getpixel((x * slips.ENLARGED + 3, y * slips.ENLARGED + 5)) == 0
                for x in range(len(squares))
            ]
            for y in range(len(squares))
        ]
    assert points == squares
    drawn = base64.b64decode(made.picture.partition(",")[2]).decode()
    strokes = re.findall(r"M(\d+) (\d+)h(\d+)v1", drawn)
    found = {(int(x) + n, int(y)) for x, y, length in strokes for n in range(int(length))}
    assert found == {(x, y) for y, row in enumerate(squares) for x, dark in enumerate(row) if dark}


def line(office: int, *, on_paper: bool, atom: str = "councillors") -> Line:
    return Line(atom, f"Person {office}", f"{office}@x.example", office, on_paper=on_paper)


def test_fewer_than_three_slips_in_a_group_would_hide_nobody():
    two = [line(n, on_paper=n < 2) for n in range(6)]
    three = [line(n, on_paper=n < 3) for n in range(6)]
    [told] = slips.obstacles(two)
    assert "Of councillors, 2 would draw a printed slip" in told
    assert slips.obstacles(three) == ()
    assert slips.obstacles([]) == ()


def test_who_draws_a_slip_is_part_of_what_is_signed():
    assert roster_hash([line(1, on_paper=True)]) != roster_hash([line(1, on_paper=False)])
