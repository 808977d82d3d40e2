"""PDF: what is one line on the paper is one line, and what stands around the text is none of it."""

import io

import pikepdf

from concordat.protocol.rules.reading import read, unplaced
from tests.protocol.made.pdf_files import Printed, document, printed
from tests.protocol.rules.reading.trees_as_text import drawn, reasons

TITLE = Printed("Protocol on Working Together", size=18, bold=True)


def shown(words: str, left: float, down: float) -> str:
    return f"BT /F1 11 Tf 1 0 0 1 {left} {down} Tm ({words}) Tj ET"


def test_a_stamp_set_sideways_is_left_out_by_its_direction():
    lines = [
        TITLE,
        Printed("1. Aims", bold=True),
        Printed("1.1 Both are open."),
        Printed("DRAFT COPY", left=560, turned=True),
    ]
    reading = read(printed(lines), name="a.pdf")
    assert drawn(reading) == ["1. = Aims =", "  1.1 Both are open."]
    assert ("text set sideways", "DRAFT COPY") in reasons(reading)


def test_a_number_that_was_drawn_apart_from_its_text_belongs_to_it():
    page = "\n".join(
        [
            "BT /F2 18 Tf 1 0 0 1 72 780 Tm (Protocol on Working Together) Tj ET",
            shown("Members decide.", 110, 740),
            shown("Officers advise.", 110, 720),
            shown("1.", 72, 740),
            shown("2.", 72, 720),
        ]
    )
    reading = read(document([page]), name="a.pdf")
    assert drawn(reading) == ["1. Members decide.", "2. Officers advise."]
    assert unplaced(reading) == ()


def test_a_sentence_goes_on_over_the_page():
    filler = [
        Printed(f"{n}. Both sides are open with each other, in public and in private.") for n in range(1, 51)
    ]
    long = [
        Printed("51. Whoever speaks for the council says so before anybody has to ask who is speaking and")
    ]
    lines = [TITLE, *filler, *long, Printed("for whom.")]
    reading = read(printed(lines, head="Larkfield Borough Council"), name="a.pdf")
    assert reading.clauses[-1].text.endswith("who is speaking and for whom.")
    found = [reason for reason, _text in reasons(reading)]
    assert found.count("page header") == found.count("page number") == 2


def test_two_columns_are_read_one_after_the_other():
    left = ["1. Members decide", "and answer for it.", "2. Nobody is", "surprised by it."]
    right = ["3. Officers advise", "and carry it out.", "4. Everybody is", "told in time."]
    page = "\n".join(
        shown(words, x, 740 - 14 * place)
        for x, column in ((72, left), (330, right))
        for place, words in enumerate(column)
    )
    reading = read(document([page]), name="a.pdf")
    assert [clause.label for clause in reading.clauses] == ["1.", "2.", "3.", "4."]
    assert reading.clauses[0].text == "Members decide and answer for it."


def test_a_pdf_that_may_be_opened_but_not_changed_is_read():
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed([TITLE, Printed("1. Members decide.")]))) as file:
        file.save(kept, encryption=pikepdf.Encryption(owner="owner", user=""))
    assert drawn(read(kept.getvalue(), name="a.pdf")) == ["1. Members decide."]


def picture(left: float, foot: float, width: float, height: float) -> str:
    """One grey dot, drawn that large."""
    return f"q {width} 0 0 {height} {left} {foot} cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"


CLAUSES = [(780, "Protocol on Working Together"), (740, "1. Members decide."), (400, "2. Officers advise.")]
WORDS = "\n".join(shown(words, 72, down) for down, words in CLAUSES)


def test_a_picture_among_the_words_of_a_page_is_told_where_it_stands():
    """It was passed over in silence: a table that was pasted as a picture is text that is missing."""
    reading = read(document([f"{WORDS}\n{picture(100, 480, 300, 200)}"]), name="a.pdf")
    assert [(clause.label, clause.kind.value, clause.text) for clause in reading.clauses] == [
        ("1.", "rule", "Members decide."),
        ("", "image missing", "[picture]"),
        ("2.", "rule", "Officers advise."),
    ]
    assert "A picture stands where there may be text; what it shows is not read." in reading.warnings
    assert not unplaced(reading)


def test_a_crest_and_the_picture_of_every_letterhead_are_not_missed_text():
    small = picture(72, 790, 60, 40)
    head = picture(72, 790, 400, 50)
    assert not [w for w in read(document([f"{WORDS}\n{small}"]), name="a.pdf").warnings if "picture" in w]
    pages = [f"{WORDS}\n{head}", *[f"{shown(f'{n}. Both are open.', 72, 740)}\n{head}" for n in (3, 4, 5)]]
    assert not [w for w in read(document(pages), name="a.pdf").warnings if "picture" in w]
    once = read(document([pages[0], *[page.replace(head, "") for page in pages[1:]]]), name="a.pdf")
    assert "A picture stands where there may be text; what it shows is not read." in once.warnings


def test_words_that_lie_on_the_picture_of_their_page_may_have_been_recognised_by_a_machine():
    reading = read(document([f"{picture(0, 0, 595, 842)}\n{WORDS}"]), name="a.pdf")
    assert [clause.text for clause in reading.clauses] == ["Members decide.", "Officers advise."]
    assert [w for w in reading.warnings if "1 page has a picture behind the words" in w]
