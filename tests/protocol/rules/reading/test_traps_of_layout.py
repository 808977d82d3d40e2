"""Texts whose layout misleads: headings, lines, contents, pictures, and what stands around a page."""

from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.reading import read
from tests.protocol.made.word_files import WordFile
from tests.protocol.rules.reading.trees_as_text import drawn, of_text, reasons, tree, warned


def test_t3_headings_without_numbers_are_parents_and_the_numbers_run_on():
    assert tree(
        """PROTOCOL ON WORKING TOGETHER

PURPOSE
1. This text helps both sides.
2. It binds nobody in law.
ROLES
3. Members decide.
4. Officers advise.
"""
    ) == [
        "= PURPOSE =",
        "  1. This text helps both sides.",
        "  2. It binds nobody in law.",
        "= ROLES =",
        "  3. Members decide.",
        "  4. Officers advise.",
    ]


def test_t5_without_any_number_headings_are_known_by_brevity_and_items_by_the_colon():
    assert tree(
        """Working Together

Roles of both sides

Members and officers depend on each other, though what they do is not the same.

What is owed

Each side should offer the other:

courtesy in public and in private

answers in good time

room to disagree

Limits

Nobody should ask for a favour that others would not get.
"""
    ) == [
        "= Roles of both sides =",
        "  Members and officers depend on each other, though what they do is not the same.",
        "= What is owed =",
        "  Each side should offer the other:",
        "    courtesy in public and in private",
        "    answers in good time",
        "    room to disagree",
        "= Limits =",
        "  Nobody should ask for a favour that others would not get.",
    ]


def test_t6_a_flattened_list_is_parted_into_headings_and_items_with_little_confidence():
    text = """MEMBERS AND STAFF

- Introduction
Both need each other. Read this with the law that binds the council. - What Both Do
- Members and staff serve the public.
- Members answer to those who elect them.
- What Members Do
- Members make the policy of the council.
"""
    reading = of_text(text)
    assert drawn(reading) == [
        "- = Introduction =",
        "  Both need each other. Read this with the law that binds the council.",
        "- = What Both Do =",
        "  - Members and staff serve the public.",
        "  - Members answer to those who elect them.",
        "- = What Members Do =",
        "  - Members make the policy of the council.",
    ]
    assert all(clause.confidence < 0.7 for clause in reading.clauses)


def test_t7_clause_starts_are_found_where_every_line_break_is_lost():
    text = (
        "Protocol on Working Together\n\n"
        "1. Introduction 1.1 This text guides both sides, e.g. in meetings held on 5 May 2022. 1.2 It costs"
        " the council £3.50 a year and 2.5 hours of work. 1.3 Read it with Article 8 of the convention."
        " 2. Roles 2.1 Members decide. 2.2 Officers advise on pages 3 to 9 of the report."
    )
    assert tree(text) == [
        "1. = Introduction =",
        "  1.1 This text guides both sides, e.g. in meetings held on 5 May 2022.",
        "  1.2 It costs the council £3.50 a year and 2.5 hours of work.",
        "  1.3 Read it with Article 8 of the convention.",
        "2. = Roles =",
        "  2.1 Members decide.",
        "  2.2 Officers advise on pages 3 to 9 of the report.",
    ]


def test_t8_a_clause_that_begins_in_the_middle_of_a_line_is_a_clause():
    text = """Protocol on Working Together

1. Aims
1.1 Both sides hold each other in respect.
1.2 The council keeps high standards. 1.3 Read this with the code.
1.4 It is looked at each year.
"""
    reading = of_text(text)
    assert drawn(reading)[1:] == [
        "  1.1 Both sides hold each other in respect.",
        "  1.2 The council keeps high standards.",
        "  1.3 Read this with the code.",
        "  1.4 It is looked at each year.",
    ]
    assert "middle of a line" in reading.clauses[3].doubts[0]


def test_t11_a_list_of_contents_is_not_taken_for_clauses():
    text = """Protocol on Working Together

1. Introduction
2. Roles
3. Media

1. Introduction
This text guides both sides of the council in all that they do.
2. Roles
Members decide and officers advise; neither does the work of the other.
3. Media
Nobody speaks for the council without leave to do so.
"""
    reading = of_text(text)
    assert drawn(reading) == [
        "1. = Introduction =",
        "  This text guides both sides of the council in all that they do.",
        "2. = Roles =",
        "  Members decide and officers advise; neither does the work of the other.",
        "3. = Media =",
        "  Nobody speaks for the council without leave to do so.",
    ]
    assert [reason for reason, _ in reasons(reading)].count("contents") == 3


def test_t12_contents_that_the_web_page_numbers_itself_are_none_of_the_documents_numbering():
    rows = ["Introduction", "Roles", "Media", "Introduction", "Publicity code", "Introduction", "Briefings"]
    links = "".join(f'<li><a href="#s{n}">{row}</a></li>' for n, row in enumerate(rows))
    text = f"""<html><body><main><h1>Protocol on Working Together</h1><ol>{links}</ol>
    <h2>Introduction</h2><p>This text guides both sides.</p><h2>Roles</h2><p>Members decide.</p>
    <h2>Media</h2><p>One voice speaks for all.</p></main></body></html>"""
    reading = of_text(text, name="protocol.html")
    assert drawn(reading) == [
        "= Introduction =",
        "  This text guides both sides.",
        "= Roles =",
        "  Members decide.",
        "= Media =",
        "  One voice speaks for all.",
    ]
    assert [reason for reason, _ in reasons(reading)].count("contents") == 7


def test_t16_spaces_that_cannot_break_and_runs_of_spaces_collapse():
    text = (
        "Protocol on Working Together\n\n1\u00a0AIMS\n"
        "1.1\u00a0\u00a0The   Council\u00a0is  open.\n1.2\u00a0It listens.\n"
    )
    assert tree(text) == ["1 = AIMS =", "  1.1 The Council is open.", "  1.2 It listens."]


def test_t17_text_that_is_a_picture_is_a_node_that_says_so():
    file = WordFile()
    file.say("Protocol on Working Together", style="Title")
    file.say("Values", style="Heading 1")
    for _ in range(13):
        file.say("")
    file.say("Roles", style="Heading 1")
    file.say("Members decide.")
    reading = read(file.saved(), name="protocol.docx")
    assert [(clause.kind, clause.depth) for clause in reading.clauses] == [
        (Kind.HEADING, 0),
        (Kind.IMAGE_MISSING, 1),
        (Kind.HEADING, 0),
        (Kind.RULE, 1),
    ]
    assert warned(reading, "picture")


def test_t19_words_set_sideways_are_left_out_by_name():
    text = """Protocol on Working Together

1. Aims
1.1 Both are open.
TNEMUCOD
FER
1.2 Nobody is surprised.
"""
    reading = of_text(text)
    assert ("text set sideways", "TNEMUCOD") in reasons(reading)
    assert ("text set sideways", "FER") in reasons(reading)
    assert warned(reading, "read backwards")


def test_t29_a_paragraph_after_a_list_belongs_to_the_clause_above_the_list():
    text = """Protocol on Working Together

1. Advice

1.1 Officers advise on:

(a) the law;

(b) the money.

Their advice is given without favour.

1.2 Members may seek it in private.
"""
    assert tree(text) == [
        "1. = Advice =",
        "  1.1 Officers advise on: | Their advice is given without favour.",
        "    (a) the law;",
        "    (b) the money.",
        "  1.2 Members may seek it in private.",
    ]


def test_t31_what_stands_around_a_page_is_left_out_by_name():
    text = """Skip to content
Home > Council > Constitution
Protocol on Working Together

1. Aims
Both sides are open with each other, in public and in private, all the year round.
Page 3 of 9
2. Roles
Members decide.

Loading images...
Page updated by the web team on 3 May 2024
Back to top
"""
    reading = of_text(text)
    assert [clause.label for clause in reading.clauses] == ["1.", "", "2.", ""]
    assert reasons(reading) == [
        ("navigation", "Skip to content"),
        ("navigation", "Home > Council > Constitution"),
        ("title", "Protocol on Working Together"),
        ("page number", "Page 3 of 9"),
        ("navigation", "Loading images..."),
        ("note of the web page", "Page updated by the web team on 3 May 2024"),
        ("navigation", "Back to top"),
    ]
