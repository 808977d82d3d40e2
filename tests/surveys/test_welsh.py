"""Welsh beside English, through the pages: choosing it, its check, and the ballot in both."""

import gettext
import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.utils import translation

import concordat.surveys
from concordat.surveys import actions, forms, queries
from concordat.surveys.models import InWelsh
from concordat.surveys.rules import welsh
from concordat.surveys.rules.identifying import Why
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.stages import NotReady
from concordat.trail.models import Entry
from tests.surveys.conftest import ANSWERING, CLOSING, LAUNCHING, OPENS, PREPARING, answers_of
from tests.surveys.test_locks import refused

HERE = "/larkfield/health-check/autumn-2026"
FOLDER = Path(concordat.surveys.__file__).parent
LISTED = FOLDER / "locale" / "cy" / "LC_MESSAGES" / "django.po"
PAIR = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)
PLURAL = re.compile(
    r'^msgid "(.+)"\nmsgid_plural "(.+)"\nmsgstr\[0\] "(.+)"\nmsgstr\[1\] "(.+)"$', re.MULTILINE
)
SLOT = re.compile(r"%\(\w+\)s|%s|\{\w+\}")
OWN = {
    "councillors_cy": "Pa mor dda yw’r berthynas waith yma?",
    "officers_cy": "Pa mor dda yw’r berthynas waith yma?",
    "low_label_cy": "Gwael iawn",
    "high_label_cy": "Rhagorol",
}


def text(page) -> str:
    return html.unescape(page.content.decode())


class Unmarked(HTMLParser):
    """The words of a page that stand in no language of their own; figures and signs are in all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[bool] = []
        self.told: set[str] = set()

    def handle_starttag(self, tag, attrs):
        if tag not in {"input", "br", "meta", "link", "img"}:
            self.marks.append("lang" in dict(attrs))

    def handle_endtag(self, tag):
        self.marks.pop()

    def handle_data(self, data):
        if not any(self.marks) and re.search(r"[^\W\d_]", data):
            self.told.add(data.strip())


def check(wave, by, *, checked_by: str = "Siân Parry, translator") -> None:
    """Somebody reads it all, and the council says so."""
    words = welsh.fingerprint(queries.items_of(wave))
    actions.say_checked(wave=wave, checked_by=checked_by, fingerprint=words, by=by, at=PREPARING)


@pytest.fixture
def in_both(prepared, people):
    """The wave asks in Welsh and English, and nobody has checked the Welsh."""
    actions.ask_in_welsh(wave=prepared, in_both=True, by=people["mona"], at=PREPARING)
    return prepared


@pytest.fixture
def checked(in_both, people):
    check(in_both, people["mona"])
    return in_both


@pytest.fixture
def address(checked, links, clock):
    clock(ANSWERING)
    return f"/answer/{links['councillors'][0]}"


# -------------------------------------------------------------------------------------- the catalogue


@pytest.fixture(scope="module")
def compiled():
    with LISTED.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def plain(words: str) -> str:
    return words.replace('\\"', '"')


def test_what_is_compiled_is_what_is_listed(compiled):
    pairs = [(plain(english), plain(said)) for english, said in PAIR.findall(LISTED.read_text())]
    plurals = PLURAL.findall(LISTED.read_text())
    assert len(pairs) + 2 * len(plurals) == len(welsh.sentences()) > 100
    assert [english for english, said in pairs if compiled.gettext(english) != said] == []
    for one, many, said_one, said_many in plurals:
        assert compiled.ngettext(plain(one), plain(many), 1) == plain(said_one)
        assert compiled.ngettext(plain(one), plain(many), 3) == plain(said_many)


def test_the_placeholders_agree_between_the_languages():
    listed = LISTED.read_text()
    pairs = PAIR.findall(listed) + [(many, said) for _one, many, _w, said in PLURAL.findall(listed)]
    assert [e for e, said in pairs if sorted(SLOT.findall(e)) != sorted(SLOT.findall(said))] == []


def sentences_of_the_pages() -> set[str]:
    """Read from the templates, as Django would look them up."""
    there = FOLDER / "templates" / "surveys"
    pages = [*there.glob("ballot/*.html"), *there.glob("kiosk/*.html"), there / "slips" / "slip.html"]
    said = set()
    letters = [there / "letters" / name for name in ("invited.txt", "reminder.txt")]
    for page in [*pages, *letters, *there.glob("promises/**/*.html")]:
        words = page.read_text()
        said |= {one or other for one, other in re.findall(r'{% translate (?:"(.*?)"|\'(.*?)\')', words)}
        blocks = re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate", words, re.DOTALL)
        said |= {re.sub(r"{{ (\w+) }}", r"%(\1)s", block.partition("{% plural %}")[0]) for block in blocks}
    return said


def test_no_sentence_of_ballot_kiosk_thanks_refusal_and_invitation_lacks_welsh(compiled):
    said = sentences_of_the_pages()
    plural = {one for one, *_rest in PLURAL.findall(LISTED.read_text())}
    assert len(said) > 60
    assert [each for each in said - plural if compiled.gettext(each) == each] == []
    marks = [why.value for why in Why]
    assert [each for each in (*marks, *Side) if compiled.gettext(each) == each] == []


def test_no_label_hint_or_mistake_of_the_forms_lacks_welsh():
    both = welsh.languages(in_both=True)
    code = forms.SlipCode({"code": ""}, languages=both)
    own = forms.OwnWords({}, languages=both)
    told = [code["code"].label, code["code"].help_text, *code.errors["code"]]
    told += [words for field in own for words in (field.label, field.help_text)]
    told.append(own["comment"].as_field_group().partition("</label>")[0].partition(" / ")[2])  # "(optional)"
    for words in told:
        english, said = re.search(r'lang="en">(.*?)</span>.*lang="cy">(.*?)</span>', str(words)).groups()
        assert english != said


def test_the_english_of_a_plural_stands_beside_its_own_welsh():
    beside = {each.english: each.welsh for each in welsh.sentences()}
    many = next(english for english in beside if english.startswith("There are %(questions)s questions"))
    assert beside[many].startswith("Mae %(questions)s o gwestiynau")
    assert not any(english.endswith(("(1)", "(2)")) for english in beside)


# ------------------------------------------------------------------------------- choosing and checking


def test_whoever_prepares_it_sees_that_the_welsh_is_a_draft(client, in_both, people, clock):
    clock(PREPARING)
    client.force_login(people["mona"].person)
    assert "The Welsh is a draft that nobody has checked yet" in text(client.get(f"{HERE}/"))
    assert "Not checked yet" in text(client.get(f"{HERE}/"))
    page = text(client.get(f"{HERE}/welsh"))
    assert "No Welsh speaker has checked it yet" in page
    assert page.count(">Draft<") == 12
    assert page.count(">Both sides<") == 3  # the headline, the direction and the tone
    assert '<span lang="cy">Mae swyddogion yn fy nhrin â chwrteisi a pharch.</span>' in page
    assert ' lang="cy">Selio ac anfon fy atebion<' in page


def test_without_the_check_it_cannot_be_launched(in_both, secrets, people):
    with pytest.raises(NotReady, match="The Welsh is a draft"):
        actions.launch(wave=in_both, by=people["mona"], at=LAUNCHING)
    check(in_both, people["mona"])
    actions.launch(wave=in_both, by=people["mona"], at=LAUNCHING)
    in_both.refresh_from_db()
    assert welsh.without(queries.items_of(in_both)) == ()


def test_the_check_names_who_made_it_and_leaves_a_line_without_the_name(client, in_both, people, clock):
    clock(PREPARING)
    client.force_login(people["mona"].person)
    words = re.search(r'name="words" value="(\w+)"', client.get(f"{HERE}/welsh").content.decode())[1]
    nobody = client.post(f"{HERE}/welsh", {"words": words, "checked_by": "", "checked": "on"})
    assert "Name the person who has checked it." in text(nobody)
    unread = client.post(f"{HERE}/welsh", {"words": words, "checked_by": "Siân Parry"})
    assert "Tick the box when every word has been checked." in text(unread)
    assert 'value="Siân Parry"' in text(unread)
    client.post(f"{HERE}/welsh", {"words": words, "checked_by": "Siân Parry, translator", "checked": "on"})
    assert "The Welsh was checked by Siân Parry, translator" in text(client.get(f"{HERE}/"))
    line = Entry.objects.get(did="said that the Welsh was checked")
    assert line.detail["words"] == words
    assert "Parry" not in str(vars(line))


def test_what_was_changed_since_the_page_was_opened_is_not_checked_by_it(client, in_both, people, clock):
    clock(PREPARING)
    client.force_login(people["mona"].person)
    words = re.search(r'name="words" value="(\w+)"', client.get(f"{HERE}/welsh").content.decode())[1]
    actions.reword_item(instrument=in_both.instrument, item="H1", by=people["mona"], at=PREPARING, **OWN)
    late = client.post(f"{HERE}/welsh", {"words": words, "checked_by": "Siân Parry", "checked": "on"})
    assert "The words have changed since you opened this page" in text(late)
    assert not InWelsh.objects.exclude(checked_by="").exists()


def test_a_word_changed_after_the_check_voids_it(client, checked, secrets, people, clock):
    actions.reword_item(instrument=checked.instrument, item="H1", by=people["mona"], at=PREPARING, **OWN)
    clock(PREPARING)
    client.force_login(people["mona"].person)
    assert "Siân Parry, translator had checked it, but the words have changed since." in text(
        client.get(f"{HERE}/welsh")
    )
    checked.refresh_from_db()
    with pytest.raises(NotReady, match="changed since the Welsh was checked"):
        actions.launch(wave=checked, by=people["mona"], at=LAUNCHING)


def test_a_question_in_other_english_has_no_draft_and_stands_in_the_way(client, in_both, people, clock):
    changed = {"councillors": "Officers are polite to me."}
    actions.reword_item(instrument=in_both.instrument, item="T1", by=people["mona"], at=PREPARING, **changed)
    clock(PREPARING)
    client.force_login(people["mona"].person)
    page = text(client.get(f"{HERE}/welsh"))
    assert re.search(r"1 question has no Welsh yet:</strong> T1\.", page)
    assert 'name="words"' not in page
    in_both.refresh_from_db()
    assert any("Some questions have no Welsh" in each for each in queries.obstacles(in_both, today=OPENS))


def test_the_draft_is_mended_question_by_question(client, in_both, people, clock):
    clock(PREPARING)
    client.force_login(people["mona"].person)
    page = text(client.get(f"{HERE}/welsh"))
    href = re.search(r'href="([^"]*/H1/reword\?welsh=autumn-2026)"', page)[1]
    fields = dict(re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', text(client.get(href))))
    assert fields["low_label_cy"] == "Gwael iawn"
    english = {"councillors": "Overall?", "officers": "Overall?"}
    done = client.post(href, fields | english | OWN | {"councillors_cy": "Sut mae pethau yma?"})
    assert done.headers["Location"] == f"{HERE}/welsh"
    assert "Sut mae pethau yma?" in text(client.get(f"{HERE}/welsh"))


def test_what_asks_in_english_alone_has_no_word_of_welsh_whatever_the_browser_speaks(
    client, prepared, people, request, clock
):
    actions.reword_item(instrument=prepared.instrument, item="H1", by=people["mona"], at=PREPARING, **OWN)
    links = request.getfixturevalue("links")
    clock(ANSWERING)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "cy"
    for go in ("0", "1", "99"):
        page = client.post(f"/answer/{links['officers'][0]}?first=cy", {"go": go})
        assert 'lang="cy"' not in page.content.decode()
        assert "Pa mor dda" not in text(page)
        assert page.headers["Content-Language"] == "en-gb"


def test_english_can_be_chosen_again_and_the_check_is_gone(client, checked, people, clock):
    clock(PREPARING)
    client.force_login(people["mona"].person)
    client.post(f"{HERE}/welsh/languages", {"languages": "english"})
    assert not InWelsh.objects.exists()
    client.post(f"{HERE}/welsh/languages", {"languages": "both"})
    assert InWelsh.objects.get().checked_by == ""
    client.post(f"{HERE}/welsh/languages", {"languages": "latin"})
    assert InWelsh.objects.exists()


def test_after_the_launch_the_database_itself_keeps_what_was_said_of_the_check(
    client, checked, launched, people
):
    for statement in (
        "UPDATE surveys_inwelsh SET checked_by = 'Somebody else'",
        "DELETE FROM surveys_inwelsh",
    ):
        assert refused(statement)
    client.force_login(people["mona"].person)
    client.post(f"{HERE}/welsh/languages", {"languages": "english"})
    assert InWelsh.objects.get().checked_by
    assert "has checked the Welsh below" in text(client.get(f"{HERE}/welsh"))


# ----------------------------------------------------------------------------------------- the ballot


def test_both_languages_stand_side_by_side_in_the_order_the_reader_chooses(client, address):
    page = text(client.post(address, {"go": "1"}))
    assert '<html class="govuk-template" lang="en-gb">' in page
    english, said = page.index('<span lang="en">Overall'), page.index('<span lang="cy">Yn gyffredinol')
    assert english < said
    assert '<span lang="en">Excellent</span> / <span lang="cy">Rhagorol</span>' in page
    assert '<span lang="cy">Ddim yn gwybod</span>' in page
    assert "Y Gymraeg yn gyntaf" in page
    turned = text(client.post(f"{address}?first=cy", {"go": "1"}))
    assert '<html class="govuk-template" lang="cy">' in turned
    assert turned.index('<span lang="cy">Yn gyffredinol') < turned.index('<span lang="en">Overall')
    checked = text(client.post(f"{address}?first=cy", {"H1": "7", "go": "99"}))
    assert '<span lang="cy">Yn gyffredinol' in checked


def test_every_page_of_the_ballot_says_everything_in_both(client, address, links):
    pages = {
        "beginning": client.get(address),
        "a part": client.post(address, {"go": "1"}),
        "the check": client.post(address, {"H1": "7", "go": "99"}),
    }
    typed = {name: str(value) for name, value in answers_of(links["councillors"][0]).items()}
    pages["thanks"] = client.post(address, typed | {"go": "seal"})
    pages["answered"] = client.get(address)
    for name, page in pages.items():
        words = page.content.decode().partition("<main")[2].partition("</main>")[0]
        english, said = (len(re.findall(f'lang="{language}"', words)) for language in ("en", "cy"))
        # What stands alone is the button for the other order, which speaks that language; and at the
        # beginning, before anything is typed, a link above all the English that must be read first.
        alone = (1 if "formaction" in words else 0) + (1 if name == "beginning" else 0)
        assert said - english == alone, name
        assert said > 1, name
        reader = Unmarked()
        reader.feed(f"<main{words}")
        assert reader.told <= {"Larkfield Borough Council", "Autumn 2026"}, name
    assert "Mae’r atebion a anfonwyd gyda’r ddolen hon eisoes yn y blwch" in text(pages["answered"])
    assert "Diolch. Maent yn y blwch gyda’r lleill." in text(pages["thanks"])
    assert "Gofynnir i chi fel un o’r cynghorwyr." in text(pages["beginning"])
    assert re.search(r"tan ddiwedd dydd Gwener 25 Medi 2026", text(pages["beginning"]))


def test_welsh_is_one_step_from_the_top_and_a_link_never_costs_what_was_typed(client, address):
    link = '<a class="govuk-link" href="?first=cy" lang="cy">Y Gymraeg yn gyntaf</a>'
    assert link in client.get(address).content.decode()
    assert link not in client.post(address, {"H1": "7", "go": "0"}).content.decode()


def test_when_it_is_closed_it_says_so_in_both(client, address, clock):
    clock(CLOSING)
    assert "Mae’r gwiriad iechyd hwn wedi cau" in text(client.get(address))


@pytest.mark.django_db
def test_the_shared_device_can_be_set_to_both(client):
    page = text(client.get("/answer/kiosk"))
    assert "Dyfais a rennir" not in page
    href = re.search(r'href="([^"]*)" lang="cy">Cymraeg a Saesneg', page)[1]
    both = text(client.get(f"/answer/kiosk{href}"))
    assert "Dyfais a rennir" in both
    assert "This device is shared" in both
    wrong = text(client.post(f"/answer/kiosk{href}", {"code": "12-AAAAA"}))
    assert '<span lang="cy">Mae nodau ar goll' in wrong
    assert '<span lang="en">Signs are missing' in wrong
    assert '<span lang="cy">Mae problem</span> / <span lang="en">There is a problem</span>' in wrong
    assert '<span lang="cy">Gwall:</span> / <span lang="en">Error:</span></span>' in wrong
    assert "<title>Gwall: Ateb gwiriad iechyd" in wrong


def test_the_welsh_stands_beside_the_english_in_the_release(client, checked, released, people):
    release = queries.results_of(released)
    draft = welsh.drafted([release.item("H1")])[0]
    assert release.item("H1").welsh_wording(Side.COUNCILLORS) == draft.councillors_cy
    client.force_login(people["owen"].person)
    assert f'<span lang="cy">{draft.officers_cy}' in text(client.get(f"{HERE}/questions"))


def test_a_copy_takes_welsh_of_its_own_all_of_it_or_none(client, people):
    client.force_login(people["mona"].person)
    here = "/larkfield/health-check/questions"
    client.post(f"{here}/new", {"name": "Ours", "form": "short"})
    copy = queries.instruments_of(people["mona"]).get()
    h1 = next(item for item in copy.items if item["id"] == "H1")
    english = {name: h1[name] for name in ("topic", "councillors", "officers", "low_label", "high_label")}
    half = client.post(f"{here}/ours/H1/reword", english | {"councillors_cy": OWN["councillors_cy"]})
    assert "H1 is in Welsh in part" in half.content.decode()
    client.post(f"{here}/ours/H1/reword", english | OWN)
    copy.refresh_from_db()
    kept = next(item for item in copy.items if item["id"] == "H1")
    assert {name: kept[name] for name in OWN} == OWN


def test_nothing_outside_the_ballot_is_left_in_welsh(client, address):
    client.get(f"{address}?first=cy")
    assert translation.get_language() == "en-gb"
