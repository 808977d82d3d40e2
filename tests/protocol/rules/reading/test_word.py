"""Word files: the numbers that the paper shows, and everything else that a package can hold."""

import io
import shutil
import subprocess

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.reading import CannotRead, read, unplaced
from concordat.protocol.rules.reading.word_numbers import in_form
from tests.protocol.made.word_files import Level, WordFile, packed
from tests.protocol.rules.reading.trees_as_text import drawn, reasons, warned

SIGNS = [Level(), Level(text="%1.%2"), Level("lowerLetter", "(%3)"), Level("lowerRoman", "(%4)")]


def labels(file: WordFile) -> list[str]:
    reading = read(file.saved(), name="protocol.docx")
    assert unplaced(reading) == ()
    return [line.split("\t")[0] for line in reading.source.split("\n") if "\t" in line]


def many_lists() -> WordFile:
    """Lists that share, override, restart and skip, as they pile up in a file of ten years."""
    file = WordFile()
    first = file.list_of(SIGNS)
    shared = first - 1
    for words, level in (
        ("two", 1),
        ("two again", 1),
        ("one", 0),
        ("one one", 1),
        ("a", 2),
        ("b", 2),
        ("i", 3),
    ):
        file.say(words, number=first, level=level)
    file.say("back", number=first, level=1)
    file.say("a again", number=first, level=2)
    file.say("another list on the same", number=file.another_on(shared))
    seven = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    restarted = file.another_on(shared, overrides=seven)
    file.say("starts at seven", number=restarted)
    file.say("goes on", number=restarted)
    file.say("eight one", number=restarted, level=1)
    file.say("the first list again", number=first)
    five = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'
    inner = file.another_on(shared, overrides=five)
    file.say("inner at five", number=inner, level=1)
    file.say("inner goes on", number=inner, level=1)
    forms = file.list_of(
        [
            Level("decimalZero", "%1)"),
            Level("ordinal", "%2"),
            Level("cardinalText", "%3:"),
            Level("upperLetter", "%1%4.", 26),
        ]
    )
    for words, level in (("zero", 0), ("first", 1), ("second", 1), ("word", 2), ("z", 3), ("aa", 3)):
        file.say(words, number=forms, level=level)
    file.number_style("Heading 1", number=first, level=0)
    file.say("A numbered style", style="Heading 1")
    file.say("below it", number=first, level=1)
    return file


MANY = [
    *("1.1", "1.2", "2.", "2.1", "(a)", "(b)", "(i)", "2.2", "(a)", "3.", "7.", "8.", "8.1", "9.", "9.5"),
    *("9.6", "01)", "1st", "2nd", "One:", "01Z.", "01AA.", "10.", "10.1"),
]


def test_the_printed_numbers_are_recovered_from_shared_overridden_and_restarted_lists():
    assert labels(many_lists()) == MANY


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed on this machine")
def test_another_program_prints_the_same_numbers(tmp_path):
    (tmp_path / "lists.docx").write_bytes(many_lists().saved())
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "txt:Text",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "lists.docx")],
        check=True,
        capture_output=True,
        timeout=600,
    )
    lines = (tmp_path / "lists.txt").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split()[0] for line in lines if line.strip()] == MANY


def test_legal_numbers_are_decimal_and_a_level_that_never_restarts_counts_on():
    file = WordFile()
    levels = [
        Level("upperRoman", "Part %1"),
        Level(text="%1.%2", extra="<w:isLgl/>"),
        Level("lowerLetter", "(%3)", extra='<w:lvlRestart w:val="0"/>'),
    ]
    number = file.list_of(levels)
    for words, level in (("one", 0), ("x", 1), ("a", 2), ("y", 1), ("b", 2), ("two", 0), ("c", 2)):
        file.say(words, number=number, level=level)
    assert labels(file) == ["Part I", "1.1", "(a)", "1.2", "(b)", "Part II", "(c)"]


def test_a_style_that_is_tied_to_a_level_numbers_by_that_level():
    file = WordFile()
    number = file.list_of(
        [
            Level(extra='<w:pStyle w:val="Heading1"/>'),
            Level(text="%1.%2", extra='<w:pStyle w:val="Heading2"/>'),
        ]
    )
    file.number_style("Heading 1", number=number)
    file.number_style("Heading 2", number=number)
    for words, style in (
        ("Aims", "Heading 1"),
        ("Openness", "Heading 2"),
        ("Care", "Heading 2"),
        ("Ends", "Heading 1"),
    ):
        file.say(words, style=style)
    assert labels(file) == ["1.", "1.1", "1.2", "2."]


def test_a_list_may_be_linked_to_another_by_a_numbering_style():
    file = WordFile()
    real = file.list_of([Level("upperLetter", "%1)")])
    file.document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="numbering" w:styleId="Rules"><w:name w:val="Rules"/>'
            f'<w:pPr><w:numPr><w:numId w:val="{real}"/></w:numPr></w:pPr></w:style>'
        )
    )
    linked = file.list_of([], extra='<w:numStyleLink w:val="Rules"/>')
    file.say("first", number=linked)
    file.say("second", number=linked)
    assert labels(file) == ["A)", "B)"]


def test_a_number_taken_away_by_hand_is_not_printed():
    file = WordFile()
    number = file.list_of(SIGNS)
    file.number_style("Heading 1", number=number)
    file.say("Aims", style="Heading 1")
    file.say("Foreword", style="Heading 1", number=0)
    file.say("Roles", style="Heading 1")
    assert labels(file) == ["1.", "2."]


def test_bullets_of_symbol_fonts_are_bullets():
    file = WordFile()
    number = file.list_of([Level("bullet", "\uf0b7"), Level("bullet", "o"), Level("bullet", "–")])
    file.say("Each side offers:")
    file.say("candour", number=number)
    file.say("and patience", number=number, level=1)
    file.say("with everybody", number=number, level=2)
    assert labels(file) == ["•", "o", "–"]


# ------------------------------------------------------------------------------ what else a package holds


def with_xml(file: WordFile, xml: str) -> WordFile:
    body = file.document.element.body
    body.insert(len(body) - 1, parse_xml(xml.replace("<w:", "<w:", 1).replace(">", f" {nsdecls('w')}>", 1)))
    return file


def test_tracked_insertions_are_read_and_deletions_left_out_by_name():
    file = WordFile()
    file.say("Protocol on Working Together", style="Title")
    with_xml(
        file,
        "<w:p><w:r><w:t>Officers answer in </w:t></w:r><w:del><w:r><w:delText>ten</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>five</w:t></w:r></w:ins><w:r><w:t> days.</w:t></w:r></w:p>",
    )
    reading = read(file.saved(), name="protocol.docx")
    assert [clause.text for clause in reading.clauses] == ["Officers answer in five days."]
    assert ("deleted by a tracked change", "ten") in reasons(reading)
    assert warned(reading, "tracked changes")
    assert unplaced(reading) == ()


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next():
    file = WordFile()
    file.say("Protocol on Working Together", style="Title")
    with_xml(file, "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Members decide </w:t></w:r></w:p>")
    file.say("and officers advise.")
    reading = read(file.saved(), name="protocol.docx")
    assert [clause.text for clause in reading.clauses] == ["Members decide and officers advise."]


def test_hidden_text_is_left_out_by_name():
    file = WordFile()
    file.say("Protocol on Working Together", style="Title")
    with_xml(
        file,
        "<w:p><w:r><w:t>Members decide.</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Check this.</w:t></w:r></w:p>",
    )
    reading = read(file.saved(), name="protocol.docx")
    assert ("hidden text", "Check this.") in reasons(reading)
    assert reading.clauses[0].text == "Members decide."


def test_footnotes_are_notes_that_hang_from_their_clause():
    file = WordFile()
    file.say("Protocol on Working Together", style="Title")
    with_xml(
        file, '<w:p><w:r><w:t>Members decide.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )

    def add(parts: dict[str, bytes]) -> None:
        parts["word/footnotes.xml"] = (
            f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r>"
            "<w:t>Unless the law says otherwise.</w:t></w:r></w:p></w:footnote></w:footnotes>"
        ).encode()

    reading = read(file.saved(add), name="protocol.docx")
    assert [(clause.kind, clause.text, clause.depth) for clause in reading.clauses] == [
        (Kind.RULE, "Members decide.", 0),
        (Kind.NOTE, "Unless the law says otherwise.", 1),
    ]


def test_a_number_and_its_text_in_two_cells_are_one_clause():
    file = WordFile()
    file.say("Protocol on Working Together", style="Title")
    number = file.list_of([Level(), Level(text="%1.%2")])
    table = file.document.add_table(rows=0, cols=2)
    for label, words in (("1.", "Aims"), ("1.1", "Members decide."), ("1.2", "Officers advise.")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, words
    automatic = file.document.add_table(rows=1, cols=2).rows[0].cells
    automatic[0].paragraphs[0]._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
    )
    automatic[1].text = "Both sides are open with each other."
    reading = read(file.saved(), name="protocol.docx")
    assert drawn(reading)[:3] == ["1. = Aims =", "  1.1 Members decide.", "  1.2 Officers advise."]
    assert reading.clauses[3].label == "1."
    assert reading.clauses[3].text == "Both sides are open with each other."
    assert unplaced(reading) == ()


def test_a_table_of_contents_headers_and_footers_are_left_out_by_name():
    file = WordFile()
    file.say("Protocol on Working Together", style="Title")
    section = file.document.sections[0]
    section.header.paragraphs[0].text = "Larkfield Borough Council"
    section.footer.paragraphs[0].text = "Constitution, part 5"
    with_xml(
        file,
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>Aims 2</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    file.say("Aims", style="Heading 1")
    file.say("Both sides are open.")
    reading = read(file.saved(), name="protocol.docx")
    assert drawn(reading) == ["= Aims =", "  Both sides are open."]
    assert {("contents", "Aims 2"), ("page header", "Larkfield Borough Council")} <= set(reasons(reading))
    assert ("page footer", "Constitution, part 5") in reasons(reading)


def test_a_picture_is_a_node_with_the_words_that_describe_it():
    file = WordFile()
    file.say("Protocol on Working Together", style="Title")
    file.say("Values", style="Heading 1")
    dot = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
    file.document.add_picture(io.BytesIO(dot))
    file.say("Roles", style="Heading 1")
    file.say("Members decide.")
    reading = read(file.saved(), name="protocol.docx")
    assert [clause.kind for clause in reading.clauses] == [
        Kind.HEADING,
        Kind.IMAGE_MISSING,
        Kind.HEADING,
        Kind.RULE,
    ]
    assert warned(reading, "picture")


def test_macros_are_neither_run_nor_read_and_that_is_said():
    file = WordFile()
    file.say("Protocol on Working Together", style="Title")
    file.say("Members decide.")

    def add(parts: dict[str, bytes]) -> None:
        parts["word/vbaProject.bin"] = b"Sub AutoOpen()"

    reading = read(file.saved(add), name="protocol.docm")
    assert [clause.text for clause in reading.clauses] == ["Members decide."]
    assert warned(reading, "macros")


def test_text_boxes_are_read_once_though_they_stand_in_the_file_twice():
    file = WordFile()
    file.say("Protocol on Working Together", style="Title")
    box = "<w:txbxContent><w:p><w:r><w:t>Members decide.</w:t></w:r></w:p></w:txbxContent>"
    body = file.document.element.body
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body.insert(
        len(body) - 1,
        parse_xml(
            f"<w:p {nsdecls('w')} {mc}><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}"
            f"</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
            "</w:r></w:p>"
        ),
    )
    reading = read(file.saved(), name="protocol.docx")
    assert [clause.text for clause in reading.clauses] == ["Members decide."]


def test_a_package_without_a_document_is_refused():
    with pytest.raises(CannotRead, match="archive"):
        read(packed([("note.txt", b"nothing")]), name="protocol.docx")


def tree_of(file: WordFile) -> list[tuple[int, str, str]]:
    reading = read(file.saved(), name="protocol.docx")
    assert unplaced(reading) == ()
    return [(clause.depth, clause.label, clause.heading or clause.text) for clause in reading.clauses]


def test_whatever_words_word_prints_before_a_number_it_is_a_label():
    file = WordFile()
    file.say("A protocol", style="Title")
    rules = file.list_of([Level(text="Rule %1:"), Level("lowerLetter", "%2)")])
    for number in (1, 2):
        file.say(f"Members must do thing {number}.", number=rules)
        file.say("This is part of it.", number=rules, level=1)
    articles = file.list_of([Level("upperRoman", "Article %1"), Level("decimalZero", "Section %1.%2")])
    for number in (1, 2, 3):
        file.say(f"Officers must do thing {number}.", number=articles)
        file.say("This is part of it too.", number=articles, level=1)
    assert [(depth, label) for depth, label, _words in tree_of(file)] == [
        (0, "Rule 1:"), (1, "a)"), (0, "Rule 2:"), (1, "a)"),
        (0, "Article I"), (1, "Section I.01"), (0, "Article II"), (1, "Section II.01"),
        (0, "Article III"), (1, "Section III.01"),
    ]  # fmt: skip


def test_an_appendix_that_word_numbers_begins_below_the_clauses_and_not_in_the_last_of_them():
    file = WordFile()
    file.say("A protocol", style="Title")
    clauses = file.list_of([Level(), Level(text="%1.%2")])
    file.say("Roles", number=clauses, bold=True)
    file.say("Members set policy.", number=clauses, level=1)
    file.say("Officers advise without fear.", number=clauses, level=1)
    appendix = file.list_of([Level("upperLetter", "Appendix %1"), Level(text="%1%2.")])
    file.say("Contacts", number=appendix)
    file.say("The monitoring officer is the first contact.", number=appendix, level=1)
    assert tree_of(file)[-2:] == [
        (0, "Appendix A", "Contacts"),
        (1, "A1.", "The monitoring officer is the first contact."),
    ]


def test_ordinal_numbers_in_words_are_printed_as_words():
    numbers = (1, 2, 3, 5, 8, 9, 11, 12, 20, 21, 30, 40, 99, 101)
    assert [in_form(number, "ordinalText") for number in numbers] == [
        "First", "Second", "Third", "Fifth", "Eighth", "Ninth", "Eleventh", "Twelfth", "Twentieth",
        "Twenty-first", "Thirtieth", "Fortieth", "Ninety-ninth", "101st",
    ]  # fmt: skip
