"""What has force, and that nothing which has it passes for editorial."""

import pytest

from concordat.protocol.rules.clauses import Kind, Reading
from concordat.protocol.rules.comparing import Verdict, compare
from concordat.protocol.rules.comparing.lexicon import LANGUAGES, lexicon
from concordat.protocol.rules.comparing.masking import names_of
from concordat.protocol.rules.comparing.words import near
from tests.protocol.rules.comparing.trees import one, only, tree, verdicts

HAS_FORCE = (
    ("Officers will answer letters.", "Officers will not answer letters.", "negation"),
    ("Officers reply within 10 working days.", "Officers reply within 20 working days.", "amount"),
    ("Officers reply within ten working days.", "Officers reply within twelve working days.", "amount"),
    ("Officers reply within 10 working days.", "Officers reply within 10 days.", "time"),
    ("The Head of Service may refuse.", "Any officer may refuse.", "person"),
    ("Members must declare gifts.", "Members should declare gifts.", "modality"),
    ("Members should declare gifts.", "Members may declare gifts.", "modality"),
    ("Members shall declare gifts.", "Members are encouraged to declare gifts.", "modality"),
    ("Members will treat officers with respect.", "Officers will treat members with respect.", "person"),
    ("All members are told.", "Some members are told.", "quantity"),
    ("Reports are published.", "Reports are published unless the chair objects.", "condition"),
    ("Only the clerk signs cheques.", "The clerk signs cheques.", "condition"),
    ("Notice is given promptly.", "Notice is given.", "time"),
    ("A lawful order is obeyed.", "An unlawful order is obeyed.", "negation"),
    ("The clerk and the chair sign.", "The clerk or the chair sign.", "joining"),
    ("Members must keep the register.", "Members must burn the register.", "duty"),
    ("Requests are made in writing.", "Requests are made orally.", "formality"),
    ("Gifts over £25 are declared.", "Gifts over £50 are declared.", "amount"),
    ("Two-thirds of those present decide.", "Half of those present decide.", "amount"),
    ("This is done before 14 May.", "This is done before 14 June.", "time"),
    ("Rhaid i aelodau ateb llythyrau yn y cyngor.", "Dylai aelodau ateb llythyrau yn y cyngor.", "modality"),
    ("Mae swyddogion yn ateb o fewn deg diwrnod.", "Mae swyddogion yn ateb o fewn ugain diwrnod.", "amount"),
    ("Bydd y clerc yn cyhoeddi’r agenda.", "Ni fydd y clerc yn cyhoeddi’r agenda.", "negation"),
    ("Letters go to the Ombudsman Service.", "Letters go to the Complaints Bureau.", "name"),
    ("Ashby House is open to members on foot.", "Holm Court is open to members on foot.", "name"),
    ("Dylai aelodau o fewn y cyngor ateb.", "Caiff cynghorwyr o fewn y cyngor ateb.", "modality"),
    ("Caiff aelodau siarad yn y cyfarfod.", "Caiff swyddogion siarad yn y cyfarfod.", "person"),
)


@pytest.mark.parametrize(("old", "new", "what"), HAS_FORCE)
def test_a_change_of_force_is_found_and_named_whichever_way_it_goes(old: str, new: str, what: str):
    for before, after in ((old, new), (new, old)):
        pair = only(compare(one(before), one(after)))
        assert (pair.verdict, pair.in_force, pair.asks_again) == (Verdict.CHANGED, True, True), pair.why
        assert what in {reason.what for reason in pair.reasons}, pair.reasons


def weighty() -> list[tuple[str, str]]:
    """Every word and phrase of both lexicons."""
    return [
        (language, " ".join(phrase)) for language in LANGUAGES for phrase in lexicon(language).weights.all()
    ]


CALM = {
    "english": "The warden keeps {} the gate of the garden shut.",
    "welsh": "Mae’r porthor yn cadw {} giât yr ardd ar gau gyda gofal.",
}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_lexicon_comes_or_goes_as_a_matter_of_style(language: str):
    missed = []
    for told, phrase in weighty():
        if told != language:
            continue
        words = phrase.replace("‹may›", "in May")
        without, having = one(CALM[language].format("").replace("  ", " ")), one(CALM[language].format(words))
        for old, new in ((without, having), (having, without)):
            if not only(compare(old, new)).in_force:
                missed.append(phrase)
    assert missed == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within 10 days", "within ten days"),
        ("within twenty-one days", "within 21 days"),
        ("within twenty (20) days", "within 20 days"),
        ("by a two-thirds majority", "by a two thirds majority"),
        ("up to £1,000", "up to £1000"),
        ("one hundred and five copies", "105 copies"),
        ("his/her vote", "their vote"),
        ("he or she votes", "they vote"),
        ("the Chairman and the Vice-Chairman", "the Chair and the Vice-Chair"),
        ("any member of staff", "any officer"),
        ("an elected member", "a councillor"),
        ("organise it", "organize it"),
        ("the commitee", "the committee"),
        ("the proposls", "the proposals"),
        ("“Standing” orders – all", '"Standing" orders - all'),
    ],
)
def test_numbers_pronouns_terms_and_spellings_that_say_the_same_have_no_force(old: str, new: str):
    before, after = one(f"It is brought {old} of the meeting."), one(f"It is brought {new} of the meeting.")
    changed = [pair for pair in compare(before, after).pairs if pair.verdict is not Verdict.UNCHANGED]
    assert [(pair.verdict, pair.why) for pair in changed if pair.verdict is not Verdict.EDITORIAL] == []


def test_a_member_of_the_public_is_not_a_councillor():
    pair = only(compare(one("A member of the public may speak."), one("A councillor may speak.")))
    assert pair.in_force


def test_a_slip_of_the_hand_is_editorial_and_another_word_is_not():
    slip = only(
        compare(one("The minutes are recieved in silence."), one("The minutes are received in silence."))
    )
    other = only(compare(one("The employer keeps the keys."), one("The employee keeps the keys.")))
    assert slip.verdict is Verdict.EDITORIAL
    assert other.in_force
    # A word of duty, time or number that is no such word any more is for somebody to look at.
    for right, wrong in (
        ("permitted to", "permited to"),
        ("annually", "anually"),
        ("exceeding", "excedeing"),
    ):
        assert only(
            compare(one(f"It is {right} kept in a box."), one(f"It is {wrong} kept in a box."))
        ).in_force


def test_an_item_put_into_or_taken_out_of_a_list_of_rules_changes_the_rule():
    old = tree("""
1 Members shall not:
  a smoke;
  b whistle; or
  c sing.
""")
    new = tree("""
1 Members shall not:
  a smoke; or
  b sing.
""")
    for before, after, verdict in ((old, new, "removed"), (new, old, "new")):
        pair = only(compare(before, after))
        assert (pair.verdict, pair.in_force) == (Verdict.CHANGED, True)
        assert "list" in {reason.what for reason in pair.reasons}
        assert [item.verdict.value for item in pair.items].count(verdict) == 1
        # The one that only moved up has not changed, and is not counted as a clause of its own.
        assert {item.verdict.value for item in pair.items} == {"unchanged", "renumbered", verdict}


def test_items_in_another_order_have_moved_but_another_word_between_them_has_force():
    old = tree("""
1 Members shall not:
  a smoke indoors;
  b whistle loudly; or
  c sing hymns.
""")
    turned = tree("""
1 Members shall not:
  a sing hymns;
  b smoke indoors; or
  c whistle loudly.
""")
    joined = tree("""
1 Members shall not:
  a smoke indoors;
  b whistle loudly; and
  c sing hymns.
""")
    assert verdicts(compare(old, turned)) == {"1": "moved"}
    assert only(compare(old, joined)).in_force


def test_every_change_to_what_a_term_means_has_force():
    old, new = "“Papers” means agenda and minutes.", "“Papers” means agenda, minutes and drawings."
    assert only(compare(one(old), one(new))).in_force
    old, new = "Papers: whatever is bound in blue.", "Papers: whatever is bound in green."
    assert only(compare(one(old, Kind.DEFINITION), one(new, Kind.DEFINITION))).in_force


def test_neither_a_heading_nor_an_illustration_is_a_rule():
    heading = compare(tree("# 1 What officers owe"), tree("# 1 What officers and members owe"))
    assert [(pair.verdict.value, pair.in_force) for pair in heading.pairs] == [("changed", False)]
    favour = compare(
        one("A pass to the leisure centre for a member.", Kind.ILLUSTRATION),
        one("A pass to the swimming pool for an officer.", Kind.ILLUSTRATION),
    )
    assert only(favour).in_force is False
    turned = compare(
        one("Giving a pass to a friend.", Kind.ILLUSTRATION),
        one("Not giving a pass to a friend.", Kind.ILLUSTRATION),
    )
    assert only(turned).in_force


def test_a_sentence_that_only_tells_what_the_document_is_lays_no_duty_on_anybody():
    pair = only(
        compare(
            one("The protocol sets out the role of members and officers."),
            one("The protocol sets out the roles of members and officers and what each may hope for."),
        )
    )
    assert pair.in_force, "“may” is in it, and a sentence with modality is never passed over"
    pair = only(
        compare(
            one("The protocol sets out the part that members and officers play."),
            one("The protocol sets out the part that members, officers and the public play."),
        )
    )
    assert (pair.verdict, pair.in_force) == (Verdict.CHANGED, False)


def test_a_name_is_masked_only_where_it_is_told_or_plain():
    old = one("Milburn Parish Council keeps the register.")
    new = one("Newbiggin Parish Council keeps the register.")
    assert only(compare(old, new)).verdict is Verdict.EDITORIAL
    other = one("Cumbria County Council keeps the register.")
    assert only(compare(old, other)).in_force
    # "The council" stands for the council whose text it is, and a county council for another.
    assert only(
        compare(old, one("The council keeps the register."), mask=["Milburn Parish Council"])
    ).verdict == (Verdict.EDITORIAL)
    county = one("The county council keeps the register.")
    assert only(compare(old, county, mask=["Milburn Parish Council"])).in_force
    told = compare(old, other, mask=["Milburn Parish Council", "Cumbria County Council"])
    assert only(told).verdict is Verdict.EDITORIAL


def test_a_blank_of_the_model_that_was_filled_in_is_editorial_and_what_fills_it_is_not():
    model = one("The [review body] of [council] meets within [days] working days.")
    own = one("The Standards Committee of Barton Parish Council meets within 10 working days.")
    pair = only(compare(model, own, mask=["Barton Parish Council"]))
    assert pair.verdict is Verdict.EDITORIAL, pair.why
    assert "a blank that was filled in" in pair.why
    later = one("The Standards Committee of Barton Parish Council meets within 20 working days.")
    assert only(compare(own, later)).in_force
    assert only(compare(one("Within [10] days."), one("Within [20] days."))).in_force


def test_the_name_of_a_council_is_taken_out_of_the_title_of_its_protocol():
    def reading(title: str) -> Reading:
        return Reading(title, None, None, (), (), (), title)

    old, new = (
        reading("PROTOCOL OF BARTON PARISH COUNCIL"),
        reading("Standing Orders, Wye Valley Community Council"),
    )
    assert names_of(old, new) == ("Barton Parish Council", "Wye Valley Community Council")


def test_in_editions_of_one_instrument_another_name_is_another_body():
    old = tree("1 Milburn Parish Council keeps the register. key=a\n2 It is public. key=b")
    new = tree("1 Newbiggin Parish Council keeps the register. key=a\n2 It is public. key=b")
    assert only(compare(old, new)).in_force
    assert (
        only(compare(old, new, mask=["Milburn Parish Council", "Newbiggin Parish Council"])).in_force is False
    )


def test_a_short_rule_in_a_welsh_text_is_read_as_welsh():
    welsh = "Mae swyddogion y cyngor yn ateb llythyrau ac yn eu cadw yn y swyddfa gyda gofal."
    old = tree(f"1 {welsh}\n2 Caiff aelodau ymateb.\n3 Cedwir pob llyfr.")
    new = tree(f"1 {welsh}\n2 Rhaid i aelodau ymateb.\n3 Cedwir pob llyfr.")
    assert only(compare(old, new)).in_force


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Reviewed papers go to the 3 group leaders.", "Reviewed papers go to the 5 group leaders."),
        ("Approved spending over £500 is reported.", "Approved spending over £900 is reported."),
        ("Signed letters of 2 pages are copied.", "Signed letters of 4 pages are copied."),
    ],
)
def test_a_rule_that_begins_like_a_line_of_adoption_is_a_rule(old: str, new: str):
    assert only(compare(one(old), one(new))).in_force


def test_both_texts_breaking_off_in_the_last_sentence_is_no_change():
    old = one("A.")[:2] + one("If it is harder, the officer tells the member of a")[1:2]
    new = one("A.")[:2] + one("If it is harder, the officer tells")[1:2]
    comparison = compare(old, new)
    assert comparison.pairs[-1].verdict is Verdict.UNCHANGED
    assert "break off" in comparison.pairs[-1].why
    # Without the dangling word it may have been shortened by somebody: that is told.
    new = one("A.")[:2] + one("If it is harder, the officer tells the member without delay")[1:2]
    assert compare(one("A.")[:2] + one("If it is harder, the officer tells")[1:2], new).pairs[-1].in_force


def test_no_word_of_the_lexicon_passes_for_a_misspelling_of_another():
    words = sorted({phrase for language, phrase in weighty() if language == "english" and " " not in phrase})
    pairs = [(word, other) for at, word in enumerate(words) for other in words[at + 1 :] if near(word, other)]
    assert len(pairs) > 50
    passed = []
    for word, other in pairs:
        # A second form of one verb or noun says the same: "vote" and "votes", but not "hour" and "hours".
        if not (other == f"{word}s" and formal(word)):
            old, new = one(CALM["english"].format(word)), one(CALM["english"].format(other))
            if not only(compare(old, new)).in_force and strength(word) != strength(other):
                passed.append((word, other))
    assert passed == []


def formal(word: str) -> bool:
    return lexicon("english").weights.at((word,), 0) == (1, "formality")


def strength(word: str) -> str:
    """What kind of modality a word is; of every other word, the word itself."""
    found = lexicon("english").weights.at((word,), 0)
    return found[1] if found and found[1].startswith("modality") else word
