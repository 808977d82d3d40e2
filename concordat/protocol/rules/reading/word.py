"""Word files: the paragraphs as the paper shows them, with their automatic numbers.

Insertions that somebody tracked are read as if accepted, deletions are left out by name. Macros are never
run: nothing but XML is taken out of the file.
"""

from lxml import etree

from concordat.protocol.rules.reading.lines import Layout, Sheet, tidy
from concordat.protocol.rules.reading.packages import Package
from concordat.protocol.rules.reading.refusing import CannotRead, not_too_long
from concordat.protocol.rules.reading.telling import Progress
from concordat.protocol.rules.reading.word_numbers import Numbered, W, indents, numbering_of
from concordat.protocol.rules.reading.word_runs import Told, told_by
from concordat.protocol.rules.reading.word_styles import Style, Styles, on

WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
STEP = 3.0  # how far a level is set in that does not say so itself


def layout(data: bytes, told: Progress) -> Layout:
    package = Package(data)
    document = package.tree("word/document.xml")
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise CannotRead("The Word file holds no document. Open it in Word and save it again.")
    made = Document(package, told).read(body)
    if not any(not line.left_out for line in made.lines):
        raise CannotRead("The Word file holds no words: if its pages are pictures, it was scanned.")
    return made


class Document:
    """Goes through the body once and writes lines."""

    def __init__(self, package: Package, told: Progress) -> None:
        self.package, self.told = package, told
        self.sheet = Sheet()
        self.styles = Styles(package.tree("word/styles.xml"))
        self.numbering = numbering_of(package.tree("word/numbering.xml"), self.styles.numbered())
        self.notes = _notes(package)
        self.carried: list[Told] = []  # paragraphs whose end somebody deleted run on into the next
        self.inserted = self.deleted = 0
        self.in_row, self.waiting = False, ""  # a number whose words stand in the next cell

    def read(self, body: etree._Element) -> Layout:
        children = list(body)
        for place, child in enumerate(children):
            if place % 500 == 0:
                self.told("Reading the paragraphs", 0.05 + 0.4 * place / max(1, len(children)))
            self._block(child, {})
        self._around()
        self._warn()
        return self.sheet.layout()

    # -------------------------------------------------------------------------- blocks

    def _block(self, element: etree._Element, facts: dict[str, object]) -> None:
        if element.tag == f"{W}p":
            self._paragraph(element, facts)
        elif element.tag == f"{W}tbl":
            self._table(element, facts)
        elif element.tag in WRAPPERS:
            if element.tag == f"{W}sdt" and _is_contents(element):
                facts = facts | {"left_out": "contents"}
            for child in element:
                self._block(child, facts)
        elif element.tag in (f"{W}del", f"{W}moveFrom"):
            self._gone(element)
        elif element.tag == CHOICE and len(element):
            for child in element[0]:
                self._block(child, facts)

    def _table(self, table: etree._Element, facts: dict[str, object]) -> None:
        for row in table.iterchildren(f"{W}tr"):
            cells = [self._cell(cell) for cell in row.iterchildren(f"{W}tc")]
            if len(cells) > 1 and all(len(cell) <= 1 for cell in cells):
                labels = [told.words for cell in cells for told in cell]
                self.sheet.rows(labels, whole=True, blanks=1, **facts)
                continue
            outer, self.in_row = self.in_row, True
            for cell in row.iterchildren(f"{W}tc"):
                for child in cell:
                    self._block(child, facts)
            self.in_row = outer
            if self.waiting and not outer:
                self.sheet.add(self.waiting, left_out="number without text")
                self.waiting = ""

    def _cell(self, cell: etree._Element) -> list[Told]:
        """What its paragraphs say, if they are plain; two empty ones stand for anything more than that."""
        plain: list[Told] = []
        for child in cell:
            if child.tag == f"{W}tcPr":
                continue
            said = told_by(child) if child.tag == f"{W}p" else Told(hidden="?")
            apart = said.deleted or said.hidden or said.pictures or said.boxes or said.notes
            if apart or _properties(child).find(f"{W}numPr") is not None:
                return [Told(), Told()]
            if said.words.strip():
                plain.append(said)
        return plain

    def _paragraph(self, element: etree._Element, facts: dict[str, object]) -> None:
        not_too_long(len(self.sheet.lines))
        said = told_by(element)
        self.inserted += said.inserted
        if said.deleted.strip():
            self.deleted += 1
            self.sheet.add(said.deleted, left_out="deleted by a tracked change")
        properties = _properties(element)
        marks = properties.find(f"{W}rPr")
        if marks is not None and (on(marks, "del") or on(marks, "moveFrom")):
            self.carried.append(said)
            return
        said, self.carried = _together([*self.carried, said]), []
        style = self.styles[_style_of(properties)]
        numbered = self._number(properties, style)
        if said.hidden.strip():
            self.sheet.add(said.hidden, left_out="hidden text")
        self._lines(said, numbered, self._facts(properties, style, said, numbered) | facts)
        for box in said.boxes:
            for child in box:
                self._block(child, facts)
        for kind, name in said.notes:
            self._note(kind, name)

    def _facts(
        self, properties: etree._Element, style: Style, said: Told, numbered: Numbered | None
    ) -> dict[str, object]:
        left, hanging = indents(properties)
        if left is None and numbered is not None:
            left, hanging = numbered.left, numbered.hanging
            left = STEP * (numbered.level + 1) if left is None else left
        if left is None:
            left, hanging = style.left, style.hanging
        return {
            "indent": max(0.0, (left or 0.0) - hanging) if numbered else (left or 0.0),
            "bold": said.bold or (style.bold and not said.light),
            "size": said.size or style.size,
            "level": style.outline,
            "left_out": "contents" if style.contents or said.contents else "",
        }

    def _number(self, properties: etree._Element, style: Style) -> Numbered | None:
        own = properties.find(f"{W}numPr")
        number, level = style.number, style.level
        if own is not None:
            found, place = own.find(f"{W}numId"), own.find(f"{W}ilvl")
            if found is not None:
                number = found.get(f"{W}val", "")
            if place is not None and place.get(f"{W}val", "").isdigit():
                level = int(place.get(f"{W}val", "0"))
        if not number or number == "0":
            return None
        if level is None:
            level = self.numbering.level_of_style(number, style.numbered_by)
        return self.numbering.next(number, level)

    # -------------------------------------------------------------------------- lines

    def _lines(self, said: Told, numbered: Numbered | None, facts: dict[str, object]) -> None:
        for picture in said.pictures:
            words = f"[picture: {tidy(picture)}]" if tidy(picture) else "[picture]"
            self.sheet.add(words, picture=True, whole=True, indent=facts["indent"])
        rows = [row for row in said.words.split("\n") if tidy(row)]
        label = numbered.label if numbered else ""
        if not rows:
            self._nothing(label if numbered and not numbered.bullet else "", said)
            return
        label, self.waiting = label or self.waiting, ""
        broken = len(rows) > 1
        for place, row in enumerate(rows):
            text = f"{label}\t{row}" if place == 0 and label else row
            self.sheet.add(
                text,
                mark=len(label) if place == 0 else 0,
                whole=not broken,
                blanks=0 if place else 1,
                **facts,
            )

    def _nothing(self, label: str, said: Told) -> None:
        """A number by itself: in a table its words stand in the next cell."""
        if label and self.in_row:
            self.waiting = label
        elif label:
            self.sheet.add(label, left_out="number without text")
        elif not said.pictures:
            self.sheet.blank()

    def _note(self, kind: str, name: str) -> None:
        words = self.notes.get((kind, name), "")
        if tidy(words):
            self.sheet.add(words, note=True, whole=True)

    def _gone(self, element: etree._Element) -> None:
        words = " ".join(told_by(each).deleted or told_by(each).words for each in element.iter(f"{W}p"))
        if tidy(words):
            self.deleted += 1
            self.sheet.add(words, left_out="deleted by a tracked change")

    def _around(self) -> None:
        """What stands at the head and foot of each page, once."""
        for kind, reason in (("header", "page header"), ("footer", "page footer")):
            for name in self.package.like(f"word/{kind}"):
                root = self.package.tree(name)
                for element in root.iter(f"{W}p") if root is not None else ():
                    words = told_by(element).words
                    if tidy(words):
                        self.sheet.add(words, left_out=reason)
        comments = self.package.tree("word/comments.xml")
        for element in comments.iter(f"{W}p") if comments is not None else ():
            if tidy(told_by(element).words):
                self.sheet.add(told_by(element).words, left_out="comment")

    def _warn(self) -> None:
        warn = self.sheet.warnings.append
        if any("vbaProject" in name for name in self.package.names):
            warn("The file holds macros; they were neither run nor read.")
        if self.inserted or self.deleted:
            warn(
                "The file holds tracked changes: insertions are read as if accepted,"
                f" {self.deleted} deletions are left out."
            )


# ------------------------------------------------------------------------------ small questions

NO_PROPERTIES = etree.Element(f"{W}pPr")


def _properties(element: etree._Element) -> etree._Element:
    found = element.find(f"{W}pPr")
    return NO_PROPERTIES if found is None else found


def _style_of(properties: etree._Element) -> str:
    found = properties.find(f"{W}pStyle")
    return found.get(f"{W}val", "") if found is not None else ""


def _is_contents(element: etree._Element) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Contents" in gallery.get(f"{W}val", "")


def _together(parts: list[Told]) -> Told:
    first = parts[0]
    for each in parts[1:]:
        first = first.with_more(each)
    return first


def _notes(package: Package) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        root = package.tree(f"word/{kind}s.xml")
        for each in root.iterchildren(f"{W}{kind}") if root is not None else ():
            if each.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            words = " ".join(told_by(p).words for p in each.iter(f"{W}p"))
            found[kind, each.get(f"{W}id", "")] = words
    return found
