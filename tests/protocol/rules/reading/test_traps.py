"""Thirty-three traps that real documents set, each in a document of our own words."""

from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.reading import read, unplaced
from tests.protocol.made.word_files import Level, WordFile
from tests.protocol.rules.reading.trees_as_text import drawn, of_text, reasons, tree, warned


def test_t1_children_that_restart_at_one_stand_below_and_keep_their_labels():
    text = """Protocol on Working Together

1. Aims
  1. We speak before we write.
  2. We listen before we speak.
2. Ends
  1. Nobody is surprised.
  2. Nobody is ignored.
"""
    reading = of_text(text)
    assert drawn(reading) == [
        "1. = Aims =",
        "  1. We speak before we write.",
        "  2. We listen before we speak.",
        "2. = Ends =",
        "  1. Nobody is surprised.",
        "  2. Nobody is ignored.",
    ]
    assert warned(reading, "begin again at 1.")


def test_t2_a_list_of_nothing_but_ones_is_counted_and_that_is_said():
    text = """Protocol on Working Together

1. Members set the policy of the council.

1. Officers carry it out.

1. Both keep each other told.
"""
    reading = of_text(text)
    assert [clause.label for clause in reading.clauses] == ["1.", "2.", "3."]
    assert warned(reading, "3 paragraphs are all printed as “1.”")
    assert all("printed as “1.”" in clause.doubts[0] for clause in reading.clauses)


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


def test_t4_numbers_of_a_larger_part_make_no_chapter():
    assert tree(
        """Protocol on Working Together

8.63

The council expects both sides to be open.

8.64

Nobody stands above this text.

Roles

8.65

Members answer to those who elect them.
"""
    ) == [
        "8.63 The council expects both sides to be open.",
        "8.64 Nobody stands above this text.",
        "= Roles =",
        "  8.65 Members answer to those who elect them.",
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


def test_t9_numbers_within_a_quotation_are_not_the_documents_own():
    assert tree(
        """Protocol on Working Together

1. Principles
1.1 The council follows what the ministers wrote:
"1. Holders of office serve the public.
2. They are honest."
1.2 Nothing here weakens that.
2. Roles
2.1 Members decide.
"""
    ) == [
        "1. = Principles =",
        "  1.1 The council follows what the ministers wrote:",
        '    "1. Holders of office serve the public. | 2. They are honest." <quotation>',
        "  1.2 Nothing here weakens that.",
        "2. = Roles =",
        "  2.1 Members decide.",
    ]


def test_t10_lost_headings_are_inferred_from_the_numbers_left_empty_and_told():
    text = """Protocol on Working Together

1.1 This text guides both sides.
1.2 It binds nobody in law.
2.1 Members decide.
2.2 Officers advise.
"""
    reading = of_text(text)
    assert drawn(reading) == [
        "1 =  =",
        "  1.1 This text guides both sides.",
        "  1.2 It binds nobody in law.",
        "2 =  =",
        "  2.1 Members decide.",
        "  2.2 Officers advise.",
    ]
    assert warned(reading, "The headings above 1, 2 are not in the text")
    assert reading.clauses[0].confidence < 0.7


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


def test_t13_pages_of_one_document_are_joined_and_counted_on_where_references_prove_it():
    links = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Aims", "Roles", "Media"))
    contents = f"<ul>{links}</ul>"
    page = "<h1>Protocol on Working Together</h1>{}<h2>{}</h2><ol>{}</ol>"
    aims = "<li>Both are open.</li><li>Paragraphs 4 to 5 say who decides.</li><li>Nobody is surprised.</li>"
    roles = "<li>Members decide.</li><li>Officers advise.</li>"
    media = "<li>One voice speaks for all.</li><li>See paragraph 2.</li>"
    text = "".join(
        page.format(contents, heading, items)
        for heading, items in (("Aims", aims), ("Roles", roles), ("Media", media))
    )
    reading = of_text(f"<html><body><main>{text}</main></body></html>", name="protocol.html")
    assert drawn(reading) == [
        "= Aims =",
        "  1. Both are open.",
        "  2. Paragraphs 4 to 5 say who decides.",
        "  3. Nobody is surprised.",
        "= Roles =",
        "  4. Members decide.",
        "  5. Officers advise.",
        "= Media =",
        "  6. One voice speaks for all.",
        "  7. See paragraph 2.",
    ]
    assert warned(reading, "counted on through the whole text")


def test_t14_roman_numbers_may_restart_under_each_heading():
    assert tree(
        """Protocol on Working Together

AIMS
(i) Both sides are open.
(ii) Nobody is surprised.
ROLES
(i) Members decide.
(ii) Officers advise.
"""
    ) == [
        "= AIMS =",
        "  (i) Both sides are open.",
        "  (ii) Nobody is surprised.",
        "= ROLES =",
        "  (i) Members decide.",
        "  (ii) Officers advise.",
    ]


def test_t14_i_is_a_letter_between_h_and_j_and_a_number_before_ii():
    letters = "".join(f"({chr(97 + n)}) Rule number {n} of this list.\n" for n in range(11))
    text = (
        f"Protocol on Working Together\n\n1. Aims\n{letters}2. Steps\n(i) First of all.\n(ii) After that.\n"
    )
    assert [line.split()[0] for line in tree(text)] == [
        "1.", "(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)", "(j)", "(k)", "2.", "(i)",
        "(ii)",
    ]  # fmt: skip


def test_t15_a_mark_without_a_space_is_a_mark():
    assert tree(
        """Protocol on Working Together

1.Aims
(1)Members are open with officers.
(2)Officers are open with members.
2.Roles
(1)Members decide.
"""
    ) == [
        "1. = Aims =",
        "  (1) Members are open with officers.",
        "  (2) Officers are open with members.",
        "2. = Roles =",
        "  (1) Members decide.",
    ]


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


def test_t18_a_date_at_the_start_of_a_line_is_no_number():
    text = """Standing Orders

19 MEETINGS
a The chair opens the meeting.
b The chair closes it.
20 AUGUST 2018
c Nobody speaks twice.
"""
    labels = [clause.label for clause in of_text(text).clauses]
    assert "20" not in labels
    assert labels.count("19") == 1


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


def test_t20_a_glyph_without_a_character_is_a_bullet_and_that_is_said():
    text = """Protocol on Working Together

1. Aims
1.1 Each side offers:
(cid:0) candour;
(cid:0) patience.
2. Media
(cid:0) One voice speaks for the whole council.
"""
    reading = of_text(text)
    assert drawn(reading) == [
        "1. = Aims =",
        "  1.1 Each side offers:",
        "    • candour;",
        "    • patience.",
        "2. = Media =",
        "  One voice speaks for the whole council.",
    ]
    assert all("could not be read" in clause.doubts[0] for clause in reading.clauses if "•" in clause.label)


def test_t21_the_first_item_that_lost_its_mark_is_the_first_and_the_printed_first_the_second():
    text = """Standing Orders

1 DEBATE
a A member may speak once, except:
to speak on an amendment;
i to move another amendment;
ii to explain; or
iii to reply.
b The quorum is told in order 1(a)(iv).
2 MOTIONS
a Nothing else may be moved, except: to adjourn;
i to vote; or
ii to close.
"""
    reading = of_text(text)
    assert drawn(reading) == [
        "1 = DEBATE =",
        "  a A member may speak once, except:",
        "    i to speak on an amendment;",
        "    ii to move another amendment;",
        "    iii to explain; or",
        "    iv to reply.",
        "  b The quorum is told in order 1(a)(iv).",
        "2 = MOTIONS =",
        "  a Nothing else may be moved, except:",
        "    i to adjourn;",
        "    ii to vote; or",
        "    iii to close.",
    ]
    assert warned(reading, "The first item of 2 lists has lost its mark")


def test_t21_a_list_that_has_all_its_marks_is_left_alone():
    text = """Standing Orders

1 DEBATE
a A member may speak again:
i to move an amendment;
ii to reply.
"""
    assert [clause.label for clause in of_text(text).clauses] == ["1", "a", "i", "ii"]


def test_t22_a_mark_swallowed_into_the_text_is_told_and_not_cut():
    text = """Standing Orders

1 MOTIONS
a. A motion is written down.
b. Motions are numbered as they come. c Motions that are refused are listed too.
2 MINUTES
a. Minutes are kept.
"""
    reading = of_text(text)
    assert [clause.label for clause in reading.clauses] == ["1", "a.", "b.", "2", "a."]
    assert "may be a clause of its own" in reading.clauses[2].doubts[0]
    assert warned(reading, "c Motions that are refused")


def test_t23_dates_bodies_and_minutes_are_found_in_odd_places():
    text = """Protocol on Working Together
Reviewed and adopted 12-02-2025 (16.3)

1. Aims
Both sides are open with each other.

Next review: quadrennially
"""
    reading = of_text(text)
    assert reading.adopted is not None
    assert (reading.adopted.value, reading.adopted.precision, reading.adopted.minute) == (
        "2025-02-12",
        "day",
        "16.3",
    )
    assert reading.review is not None
    assert (reading.review.value, reading.review.precision) == ("quadrennially", "cycle")
    assert [clause.label for clause in reading.clauses] == ["1.", ""]


def test_t24_a_year_in_the_title_that_is_not_that_of_the_text_is_told():
    text = """Protocol on Working Together (2025)
Adopted October 2024

1. Aims
Both sides are open with each other.
"""
    reading = of_text(text)
    assert reading.title == "Protocol on Working Together (2025)"
    assert reading.adopted is not None
    assert (reading.adopted.value, reading.adopted.precision) == ("2024-10", "month")
    assert warned(reading, "The title says 2025, and the text 2024.")


def test_t25_a_definition_in_a_second_paragraph_hangs_from_its_clause():
    text = """Protocol on Working Together

1. Scope
  1. This text covers all dealings between the two sides.
    Staff who advise members are called "Officers" below.
  2. It covers meetings as well.
"""
    reading = of_text(text)
    assert drawn(reading) == [
        "1. = Scope =",
        "  1. This text covers all dealings between the two sides.",
        '    Staff who advise members are called "Officers" below. <definition>',
        "  2. It covers meetings as well.",
    ]


def test_t25_definitions_before_the_first_clause_are_definitions():
    text = """Protocol on Working Together

"Officer" means anyone whom the council pays.

"Member" means anyone who was elected to the council.

1. Aims
Both sides are open with each other.
"""
    reading = of_text(text)
    assert [clause.kind for clause in reading.clauses[:2]] == [Kind.DEFINITION] * 2
    assert drawn(reading)[2:] == ["1. = Aims =", "  Both sides are open with each other."]


def test_t26_one_title_in_two_languages_is_one_title():
    text = """Protocol Aelodau a Swyddogion

Member and Officer Protocol

1. Aims
Both sides are open with each other.
"""
    reading = of_text(text)
    assert reading.title == "Protocol Aelodau a Swyddogion / Member and Officer Protocol"
    assert [clause.label for clause in reading.clauses] == ["1.", ""]


def test_t26_a_definition_side_by_side_in_two_languages_is_one_clause():
    text = """<html><body><main><h1>Member and Officer Protocol</h1><table>
    <tr><td>Mae swyddog yn golygu unrhyw un a gyflogir gan y cyngor.</td><td>"Officer" means anyone whom the
    council pays.</td></tr></table><h2>Aims</h2><p>Both sides are open.</p></main></body></html>"""
    reading = of_text(text, name="protocol.html")
    first = reading.clauses[0]
    assert (first.kind, first.text.count("\n")) == (Kind.DEFINITION, 1)


def test_t27_words_of_another_council_are_told():
    text = """Ashby Parish Council
Protocol on Working Together

1. Aims
The council serves the residents of the Town and wants the best for them.
"""
    reading = of_text(text)
    assert warned(reading, "“the Town” stands in the text of a parish council")


def test_t28_lapsed_law_is_told():
    text = """Protocol on Working Together

1. Principles
1.1 The ten general principles bind members, among them personal judgement and respect for others.
1.2 Complaints go to the Standards Board for England.
"""
    reading = of_text(text)
    assert warned(reading, "2001")
    assert warned(reading, "until 31 March 2012")


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


def test_t30_an_extract_without_quotation_marks_is_a_quotation_with_little_confidence():
    text = """Protocol on Working Together

1. Publicity

1.1 The extract below from the national guidance states that:

Councils should not publish anything that seeks to sway the voters.

1.2 The council keeps to that.
"""
    reading = of_text(text)
    assert drawn(reading)[2:] == [
        "    Councils should not publish anything that seeks to sway the voters. <quotation>",
        "  1.2 The council keeps to that.",
    ]
    assert reading.clauses[2].confidence < 0.7


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


def test_t32_words_own_numbers_come_from_its_definitions():
    file = WordFile()
    number = file.list_of([Level(), Level(text="%1.%2"), Level("lowerLetter", "(%3)")])
    file.say("Protocol on Working Together", style="Title")
    file.say("Aims", number=number, bold=True)
    file.say("Each side offers:", number=number, level=1)
    file.say("candour;", number=number, level=2)
    file.say("patience.", number=number, level=2)
    file.say("Roles", number=number, bold=True)
    file.say("Members decide.", number=number, level=1)
    assert drawn(read(file.saved(), name="protocol.docx")) == [
        "1. = Aims =",
        "  1.1 Each side offers:",
        "    (a) candour;",
        "    (b) patience.",
        "2. = Roles =",
        "  2.1 Members decide.",
    ]


def test_t33_a_word_that_looks_like_a_mark_is_a_word():
    text = """Protocol on Working Together

1. Buying
1.1 Whoever buys for the council must first see to it that there is
a specification which says what is wanted, and that nobody can say
I object to this because nobody asked, as in the case of Smith
v. the council, which cost a good deal.
1.2 Nothing else is needed.
"""
    assert [clause.label for clause in of_text(text).clauses] == ["1.", "1.1", "1.2"]


def test_numbers_run_on_through_parts_that_have_numbers_themselves():
    text = (
        "Protocol on Working Together\n\n"
        "Part I – Purpose\n\n1. Members and officers act well.\n\n2. This stands beside the codes.\n\n"
        "Part II – Roles\n\n3. Officers advise:\n\n(a) in writing; and\n\n(b) in good time.\n\n"
        "4. Members decide.\n\n"
        "Part III – When things go wrong\n\nEarly steps\n\n5. Talk first.\n\n"
        "Later steps\n\n6. Go to the monitoring officer.\n\n"
        "Schedule 1 Contacts\n\n1. The clerk.\n\n2. The leader.\n"
    )
    reading = read(text.encode(), name="protocol.txt")
    assert unplaced(reading) == ()
    assert [(clause.depth, clause.label or clause.heading) for clause in reading.clauses] == [
        (0, "Part I –"), (1, "1."), (1, "2."),
        (0, "Part II –"), (1, "3."), (2, "(a)"), (2, "(b)"), (1, "4."),
        (0, "Part III –"), (1, "Early steps"), (2, "5."), (1, "Later steps"), (2, "6."),
        (0, "Schedule 1"), (1, "1."), (1, "2."),
    ]  # fmt: skip


def test_appendix_i_is_the_ninth_between_h_and_j():
    text = "Protocol\n\n" + "\n\n".join(
        f"APPENDIX {letter} {words}\n\nIt is with the clerk."
        for letter, words in zip("GHIJ", ("FORMS", "MAPS", "CONTACTS", "DATES"), strict=True)
    )
    reading = read(text.encode(), name="protocol.txt")
    tops = [clause.label for clause in reading.clauses if clause.depth == 0]
    assert tops == ["APPENDIX G", "APPENDIX H", "APPENDIX I", "APPENDIX J"]
