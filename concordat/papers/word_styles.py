"""How a paper looks in Word: real styles and real lists, so that the council can go on writing in it.

A new paragraph in the style "Counted Paragraph" takes the next number by itself, and so does a new Heading 1.
"""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

TYPEFACE = "Arial"
"""Every council has it, and papers are edited where they arrive."""

INK = RGBColor(0x17, 0x21, 0x2B)
QUIET = RGBColor(0x4A, 0x57, 0x63)
ACCENT = RGBColor(0x1B, 0x4F, 0x72)
TEXT_WIDTH = Mm(166)
TALLEST = Mm(205)
"""With its caption a drawing of this height fits on a page: Word cuts off what is taller."""

SECTIONS, APPENDICES, LETTERS, BULLETS, NOTES = 901, 902, 903, 904, 905
"""The kinds of list that a paper has. A list that counts from the start again refers to one of them anew."""

COUNTED, CALLOUT, COUNCIL, BELOW, NOTE = "Counted Paragraph", "Callout", "Council", "Below a Table", "Note"
KEY_VALUE, TABLE, FACTS, LINK = "Key Figure", "Paper Table", "Paper Facts", "Hyperlink"
CELL, HEAD_CELL, FACT, FACT_NAME = "Table Text", "Table Head", "Fact", "Fact Name"

_STEP = 737  # twentieths of a point: the numbers stand in a margin 13 mm wide


def _level(
    at: int, *, kind: str, text: str, left: int, hanging: int, style: str = "", follow: str = "tab"
) -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}'
        f'<w:suff w:val="{follow}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _lists(appendix: str) -> dict[int, str]:
    return {
        SECTIONS: _level(0, kind="decimal", text="%1", left=_STEP, hanging=_STEP, style="Heading1")
        + _level(1, kind="decimal", text="%1.%2", left=_STEP, hanging=_STEP, style="CountedParagraph"),
        APPENDICES: _level(0, kind="upperLetter", text=f"{appendix} %1:", left=0, hanging=0, follow="space")
        + _level(1, kind="decimal", text="%1%2", left=_STEP, hanging=_STEP),
        LETTERS: _level(0, kind="lowerLetter", text="(%1)", left=_STEP + 510, hanging=510),
        BULLETS: _level(0, kind="bullet", text="•", left=_STEP + 510, hanging=510),
        NOTES: _level(0, kind="decimal", text="%1.", left=510, hanging=510),
    }


class Lists:
    """The numbering of one document."""

    def __init__(self, document: Any, *, appendix: str) -> None:
        self._part = document.part.numbering_part.element
        first = self._part.find(qn("w:num"))
        for key, levels in _lists(appendix).items():
            several = "multilevel" if levels.count("<w:lvl ") > 1 else "singleLevel"
            kind = parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">'
                f'<w:multiLevelType w:val="{several}"/>{levels}</w:abstractNum>'
            )
            first.addprevious(kind) if first is not None else self._part.append(kind)
        self.sections = self.begin(SECTIONS)
        self.appendices = self.begin(APPENDICES)

    def begin(self, kind: int) -> int:
        """A list of this kind that counts from the start."""
        number = self._part.add_num(kind)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)


def in_list(properties: Any, number: int, level: int = 0) -> None:
    """Put a paragraph, or all of a style, into a list; number 0 takes it out of every list."""
    counted = properties.get_or_add_numPr()
    counted.get_or_add_ilvl().val = level
    counted.get_or_add_numId().val = number


def set_styles(document: Any, lists: Lists, *, language: str) -> None:
    styles = document.styles
    _set_defaults(styles, language)
    _type(styles["Normal"], size=11, after=8)
    styles["Normal"].paragraph_format.line_spacing = 1.2
    title = styles["Title"]
    _type(title, size=22, bold=True, before=6, after=16)
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    _type(styles["Heading 1"], size=15, bold=True, colour=ACCENT, before=22, after=6, stays=True)
    _type(styles["Heading 2"], size=12, bold=True, before=14, after=4, stays=True)
    _type(styles["Heading 3"], size=11, bold=True, before=12, after=4, stays=True)
    for name in ("Heading 4", "Heading 5"):
        _type(styles[name], size=11, bold=True, colour=QUIET, before=12, after=4, stays=True)
    for name in ("Heading 2", "Heading 3", "Heading 4", "Heading 5"):
        styles[name].paragraph_format.left_indent = Pt(_STEP / 20)
    _type(styles["Caption"], size=10, bold=True, before=10, after=5, stays=True)
    _type(styles["Footer"], size=9, colour=QUIET, after=0)
    styles["Footer"].paragraph_format.tab_stops.clear_all()
    styles["Footer"].paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    for name in ("List Bullet", "List Number"):
        _type(styles[name], size=11, after=4)
    _type(_new(styles, COUNTED), size=11, after=8)
    _type(_new(styles, COUNCIL), size=11, bold=True, colour=ACCENT, after=14)
    _type(_new(styles, CALLOUT), size=11, before=6, after=10)
    _type(_new(styles, BELOW), size=9.5, colour=QUIET, before=4, after=12)
    _type(_new(styles, NOTE), size=10, after=4)
    _type(_new(styles, KEY_VALUE), size=24, bold=True, after=0)
    # The style of a table cannot overrule Normal in every program, so the cells have styles of their own.
    _type(_new(styles, CELL), size=9.5, before=2.5, after=2.5)
    _type(_new(styles, HEAD_CELL), size=9.5, bold=True, before=2.5, after=2.5, stays=True)
    _type(_new(styles, FACT), size=11, before=3, after=3)
    _type(_new(styles, FACT_NAME), size=11, colour=QUIET, before=3, after=3)
    styles[CALLOUT].paragraph_format.left_indent = styles[CALLOUT].paragraph_format.right_indent = Pt(10)
    _edge(styles[COUNCIL], "top", size=36, space=8, colour="1B4F72")
    _edge(styles[CALLOUT], "left", size=24, space=8, colour="4A5763", fill="F1F4F6")
    in_list(styles["Heading 1"].element.get_or_add_pPr(), lists.sections)
    in_list(styles[COUNTED].element.get_or_add_pPr(), lists.sections, level=1)
    link = styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, ACCENT
    for look in _TABLE_STYLES:
        styles.element.append(parse_xml(look))


def _new(styles: Any, name: str) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.quick_style = True
    return style


def _type(
    style: Any,
    *,
    size: float,
    bold: bool = False,
    colour: RGBColor = INK,
    before: float = 0,
    after: float = 0,
    stays: bool = False,
) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = TYPEFACE, Pt(size), bold, False
    style.font.color.rgb = colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = stays
    fonts = style.element.rPr.rFonts
    # The template's theme would otherwise win over the typeface that we name.
    for attribute in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), TYPEFACE)
    for spaced in style.element.rPr.findall(qn("w:spacing")) + style.element.rPr.findall(qn("w:kern")):
        style.element.rPr.remove(spaced)


def _set_defaults(styles: Any, language: str) -> None:
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for lang in defaults.findall(qn("w:lang")):
        defaults.remove(lang)
    defaults.append(
        parse_xml(f'<w:lang {nsdecls("w")} w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>')
    )


def _edge(style: Any, side: str, *, size: int, space: int, colour: str, fill: str = "") -> None:
    properties = style.element.get_or_add_pPr()
    borders = parse_xml(
        f"<w:pBdr {nsdecls('w')}>"
        f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/></w:pBdr>'
    )
    later = [qn(f"w:{name}") for name in ("shd", "tabs", "spacing", "ind", "jc", "outlineLvl")]
    place = next((at for at, child in enumerate(properties) if child.tag in later), len(properties))
    properties.insert(place, borders)
    if fill:
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
        properties.insert(place + 1, shade)


def _table_style(name: str, lines: str, head: str = "") -> str:
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders>"
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr>{head}</w:style>"
    )


def _line(side: str, *, size: int = 4, colour: str = "B4BEC7") -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


_HEAD = (
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{_line("bottom", size=12, colour="17212B")}'
    '</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
)
_TABLE_STYLES = (
    _table_style(TABLE, _line("bottom") + _line("insideH"), _HEAD),
    _table_style(FACTS, _line("top") + _line("bottom") + _line("insideH")),
)
