from concordat.letters.rules import wording


def test_the_first_line_is_the_subject():
    assert wording.parts("\n  Your enquiry  B7 \n\nDear Amara,\nyes.\n") == (
        "Your enquiry B7",
        "Dear Amara,\nyes.",
    )


def test_a_subject_is_never_longer_than_its_column():
    assert len(wording.parts("x" * 300)[0]) == wording.LONGEST_SUBJECT


def test_a_council_is_named_once_in_a_subject_line():
    assert wording.subject_line("Results", council="Larkfield") == "Larkfield: Results"
    assert wording.subject_line("Results for Larkfield", council="Larkfield") == "Results for Larkfield"


def test_lines_are_short_and_links_whole():
    link = "https://here.example/" + "a-b" * 40
    lines = wording.in_short_lines(f"{'word ' * 40}\n\n{link}").splitlines()
    assert link in lines
    assert all(len(line) <= 72 for line in lines if line != link)
    assert "" in lines


def test_a_text_in_several_languages_is_told_apart_again():
    told = [("en-gb", "Start"), ("cy", "Dechrau")]
    assert wording.by_language(wording.in_several(told)) == told
    assert wording.by_language("Start") == [("", "Start")]


def test_two_subjects_as_long_as_they_may_be_fit_into_the_column():
    longest = "x" * wording.LONGEST_SUBJECT
    assert len(wording.in_several([("en-gb", longest), ("cy", longest)])) <= wording.LONGEST_KEPT
