"""A drawing as PNG, for Word, which older copies of show no SVG."""

import resvg_py

from concordat.papers.drawing import FONTS, TYPEFACE, Drawing

FINENESS = 2.0
"""Pixels of the picture for one of the drawing: sharp on paper and on a fine screen."""


def picture(drawn: Drawing) -> bytes:
    """Lettered only from our own fonts, so that it is the same picture on every machine."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawn.svg,
            zoom=FINENESS,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=sorted(str(path) for path in FONTS.glob("*.ttf")),
            font_family=TYPEFACE,
            sans_serif_family=TYPEFACE,
        )
    )
