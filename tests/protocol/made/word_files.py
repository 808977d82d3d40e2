"""Word files made for tests: python-docx for the package, and the numbering written as Word writes it."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph


@dataclass(frozen=True)
class Level:
    """One level of a list: "decimal", "lowerLetter", "bullet" …, and what is printed, with %1 to %9."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1
    extra: str = ""
    left: int = 0


@dataclass
class WordFile:
    document: Document = field(default_factory=docx.Document)
    _lists: int = 200

    def list_of(self, levels: Sequence[Level], *, extra: str = "") -> int:
        """A new abstract list and one list on it; its number."""
        self._lists += 1
        xml = "".join(_level(place, level) for place, level in enumerate(levels))
        numbering = self.document.part.numbering_part.element
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self._lists}">'
            f'<w:multiLevelType w:val="multilevel"/>{extra}{xml}</w:abstractNum>'
        )
        first = numbering.find(qn("w:num"))
        numbering.insert(list(numbering).index(first), abstract) if first is not None else numbering.append(
            abstract
        )
        return self.another_on(self._lists)

    def another_on(self, abstract: int, *, overrides: str = "") -> int:
        """One more list on an abstract one, which may start its levels elsewhere."""
        self._lists += 1
        self.document.part.numbering_part.element.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self._lists}"><w:abstractNumId w:val="{abstract}"/>'
                f"{overrides}</w:num>"
            )
        )
        return self._lists

    def say(
        self, words: str, *, number: int | None = None, level: int = 0, style: str = "", bold: bool = False
    ) -> Paragraph:
        paragraph = self.document.add_paragraph(style=style or None)
        run = paragraph.add_run(words)
        if bold:
            run.bold = True
        if number is not None:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
                )
            )
        return paragraph

    def number_style(self, style: str, *, number: int, level: int | None = None) -> None:
        """Paragraphs of this style carry a number of their own."""
        properties = self.document.styles[style].element.get_or_add_pPr()
        place = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}>{place}<w:numId w:val="{number}"/></w:numPr>'))

    def saved(self, *changes: Callable[[dict[str, bytes]], None]) -> bytes:
        """The bytes; ``changes`` may put other parts into the package or take some out."""
        packed = io.BytesIO()
        self.document.save(packed)
        return changed(packed.getvalue(), *changes) if changes else packed.getvalue()


def _level(place: int, level: Level) -> str:
    left = level.left or 720 * (place + 1)
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{level.start}"/><w:numFmt w:val="{level.form}"/>'
        f"{level.extra}"
        f'<w:lvlText w:val="{level.text}"/><w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def changed(data: bytes, *changes: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for change in changes:
        change(parts)
    return packed(parts.items())


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return written.getvalue()


def element(tag: str, **attributes: str) -> OxmlElement:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
