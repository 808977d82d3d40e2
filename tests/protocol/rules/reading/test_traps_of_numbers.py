"""Texts whose numbers mislead: marks that restart, run on, are missing, or are no marks at all."""

from concordat.protocol.rules.reading import read, unplaced
from tests.protocol.made.word_files import Level, WordFile
from tests.protocol.rules.reading.trees_as_text import drawn, of_text, tree, warned


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
