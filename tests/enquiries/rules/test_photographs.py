"""What a camera wrote into a photograph is gone, and the picture is the same, the right side up."""

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps, PngImagePlugin

from concordat.enquiries.rules import attachments
from concordat.enquiries.rules.photographs import NotAPicture, bared, orientation

WHERE = "51.5033 N, 0.1276 W"
KINDS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png"), "WEBP": ("image/webp", "webp")}
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{WHERE}</x:xmpmeta>".encode()
TELLING = (
    WHERE.encode(),
    b"NikoPhone",
    b"2026:09:07 08:15:00",
    b"\x00\x00\x00\x33\x00\x00\x00\x01",
    b"xmpmeta",
)


def exif(turned=None) -> Image.Exif:
    """Where, when and with what; 51 degrees north stands in it as two whole numbers."""
    found = Image.Exif()
    found[0x010F], found[0x0132], found[0x010E] = "NikoPhone", "2026:09:07 08:15:00", WHERE
    if turned:
        found[0x0112] = turned
    found[0x8825] = {1: "N", 2: (51.0, 30.0, 12.0), 3: "W", 4: (0.0, 7.0, 39.0)}
    return found


def taken_by_a_camera(form: str, turned=None, mode="RGB", **how) -> bytes:
    image = Image.linear_gradient("L").resize((37, 23)).convert(mode)
    image.putpixel((3, 5), image.getpixel((36, 22)))  # so that each way of holding it looks another
    if form == "PNG":
        how["pnginfo"] = PngImagePlugin.PngInfo()
        how["pnginfo"].add_text("Comment", WHERE)
        how["pnginfo"].add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=False)
    elif form == "JPEG":
        how |= {"comment": WHERE.encode(), "xmp": XMP}
    else:
        how |= {"xmp": XMP, "lossless": True}
    file = BytesIO()
    image.save(file, form, exif=exif(turned), **how)
    return file.getvalue()


def seen(content: bytes) -> tuple[tuple[int, int], bytes]:
    """As a program shows it: decoded, and turned as it says."""
    with Image.open(BytesIO(content)) as image:
        upright = ImageOps.exif_transpose(image)
        return upright.size, upright.tobytes()


@pytest.mark.parametrize("form", KINDS)
@pytest.mark.parametrize("turned", [None, *range(1, 9)])
def test_nothing_is_left_but_the_picture_and_which_side_is_up(form, turned):
    content = taken_by_a_camera(form, turned)
    assert WHERE.encode() in content
    assert b"NikoPhone" in content
    kept = bared(content, kind=KINDS[form][0])
    assert not [word for word in TELLING if word in kept]
    assert seen(kept) == seen(content)
    with Image.open(BytesIO(kept)) as image:
        left = dict(image.getexif())
        assert left == ({0x0112: turned} if turned and turned > 1 else {})
        assert not image.getexif().get_ifd(0x8825)
    assert bared(kept, kind=KINDS[form][0]) == kept


@pytest.mark.parametrize(
    ("form", "how"),
    [
        ("JPEG", {"progressive": True}),
        ("JPEG", {"mode": "CMYK"}),
        ("JPEG", {"mode": "L", "quality": 100}),
        ("JPEG", {"restart_marker_blocks": 1}),
        ("JPEG", {"icc_profile": b"a profile of colours" * 5000}),
        ("PNG", {"mode": "P"}),
        ("PNG", {"mode": "RGBA"}),
        ("PNG", {"mode": "1"}),
        ("WEBP", {"mode": "RGBA"}),
        ("WEBP", {"icc_profile": b"a profile of colours"}),
    ],
)
def test_every_way_of_saving_it_keeps_every_point_and_its_colours(form, how):
    content = taken_by_a_camera(form, 6, **how)
    kept = bared(content, kind=KINDS[form][0])
    assert seen(kept) == seen(content)
    assert not [word for word in TELLING if word in kept]
    if "icc_profile" in how:
        with Image.open(BytesIO(kept)) as image:
            assert image.info["icc_profile"] == how["icc_profile"]


@pytest.mark.parametrize("form", KINDS)
def test_what_hangs_behind_the_picture_goes(form):
    """A moving photograph has its film there, and a second picture its own place."""
    content = taken_by_a_camera(form)
    kept = bared(content + b"\0\0\0\x18ftypmp42" + WHERE.encode() * 50, kind=KINDS[form][0])
    assert kept == bared(content, kind=KINDS[form][0])


def test_a_picture_that_moves_moves_on():
    frames = [Image.new("RGBA", (9, 7), colour) for colour in ("red", "blue", "green")]
    for form in ("PNG", "WEBP"):
        file = BytesIO()
        frames[0].save(
            file, form, save_all=True, append_images=frames[1:], duration=90, exif=exif(), lossless=True
        )
        kept = bared(file.getvalue(), kind=KINDS[form][0])
        assert b"NikoPhone" not in kept
        with Image.open(BytesIO(kept)) as image:
            assert image.n_frames == 3


def test_a_little_copy_in_the_head_of_a_jpeg_goes():
    small = bytes(range(48))  # four by four, three colours
    content = taken_by_a_camera("JPEG")
    head = b"\xff\xe0" + struct.pack(">H", 16 + 48) + b"JFIF\0\1\2\0\0\1\0\1\4\4" + small
    assert content[2:4] == b"\xff\xe0"
    kept = bared(content[:2] + head + content[20:], kind="image/jpeg")
    assert small not in kept
    assert seen(kept) == seen(content)


@pytest.mark.parametrize("form", KINDS)
@given(data=st.data())
def test_a_picture_that_is_cut_short_gives_nothing_away(form, data):
    """A lost connection, wherever it is lost: it is refused, or kept without what a camera wrote."""
    content = CONTENTS[form]
    cut = content[: data.draw(st.integers(0, len(content)))]
    try:
        kept = bared(cut, kind=KINDS[form][0])
    except NotAPicture:
        return
    assert not [word for word in TELLING if word in kept]


@pytest.mark.parametrize("form", KINDS)
@given(data=st.data())
def test_a_picture_that_is_spoilt_is_refused_or_kept_and_never_trips_us(form, data):
    content = bytearray(CONTENTS[form])
    for place, value in data.draw(
        st.dictionaries(st.integers(0, len(content) - 1), st.integers(0, 255))
    ).items():
        content[place] = value
    try:
        kept = bared(bytes(content), kind=KINDS[form][0])
    except NotAPicture:
        return
    assert len(kept) <= len(content) + 64


CONTENTS = {form: taken_by_a_camera(form, 8) for form in KINDS}


@given(st.binary(max_size=80))
def test_no_exif_however_spoilt_makes_a_picture_stand_in_no_way_at_all(exif):
    assert orientation(b"II*\0" + exif) in range(1, 9)


def test_what_is_attached_is_kept_without_it():
    for form, (kind, end) in KINDS.items():
        content = taken_by_a_camera(form, 3)
        file = attachments.taken(name=f"lamp.{end}", content=content)
        assert file.content == bared(content, kind=kind) != content


def test_a_picture_that_cannot_be_read_is_refused_because_it_cannot_be_cleaned():
    with pytest.raises(attachments.NotTaken) as refused:
        attachments.taken(name="lamp.jpg", content=b"\xff\xd8\xff\xe1" + b"\xff" * 90)
    assert refused.value.why == "damaged"
