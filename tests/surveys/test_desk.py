"""The reviewer reads, codes and publishes; and then nothing is left but themes."""

import html
import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from concordat.letters import queries as letters
from concordat.people.rules.duties import Kind
from concordat.surveys import actions, queries
from concordat.surveys.models import CommentBox, CommentCoding, Rendering, Reviewer, ThemeDraft, ThemeRelease
from concordat.surveys.rules import comments, sealing
from concordat.surveys.rules.comments import KEPT_FOR
from concordat.trail import queries as trail
from tests.conftest import appointed
from tests.surveys.conftest import ANSWERING, OPENING, turn, write
from tests.surveys.test_kept_nowhere import everything_stored
from tests.surveys.test_reviewer import refused

HERE = "/larkfield/health-check/autumn-2026"
# What eleven councillors wrote; the writers of those with a True may be quoted.
WRITTEN = (
    ("Reports reach us the night before the meeting.", False),
    ("Too late, always too late.", True),
    ("Nobody can read two hundred pages on a Friday evening.", False),
    ("Late again, and Gwen knows it.", True),
    ("Everyone is kind when it gets hard.", True),
    ("People help each other.", False),
    ("", False),
)
LATE = {"title-1": "Papers come late", "words-1": "Reports come too late to be read well."}


@pytest.fixture
def larger(people, larkfield):
    """Eleven on each side: enough for comments to be read."""
    for letter in "ABCDE":
        appointed(f"{letter}wen Pugh", Kind.COUNCILLOR, larkfield, ward="Castle", group="Labour")
        appointed(f"{letter}ric Howells", Kind.OFFICER, larkfield, service="Finance")


@pytest.fixture
def opened(larger, reviewers_secret, secrets, launched, links, people):
    """Everyone has answered, six councillors and two officers have written; the results are out."""
    for side, texts in (("councillors", WRITTEN), ("officers", (("fine", True), ("all well", True)))):
        for number, link in enumerate(links[side]):
            text, may_quote = texts[number] if number < len(texts) else ("", False)
            write(link, text, number=number, may_quote=may_quote)
    actions.close(wave=launched, by=people["mona"], at=ANSWERING)
    for name in ("mona", "joan"):
        turn(launched, name, secrets[name], people)
    launched.refresh_from_db()
    return launched


@pytest.fixture
def desk(client, opened, rhian, clock):
    clock(OPENING)
    client.force_login(rhian.person)
    return client


def read(client, secret: str, side: str = "councillors"):
    return client.post(f"{HERE}/comments/{side}", {"secret": secret})


def shown(page) -> dict[str, str]:
    """Text → fingerprint, as the page has them."""
    words = page.content.decode()
    found = re.findall(r'name="shown" value="(\w{64})">.*?<blockquote>(.*?)</blockquote>', words, re.S)
    return {html.unescape(re.sub(r"<[^>]*>", "", text)): mark for mark, text in found}


def noted(marks: dict[str, str], **more: object) -> dict[str, object]:
    """The form as the reviewer sends it: the first four comments under theme 1, the others under theme 2."""
    sent: dict[str, object] = {"save": "yes", "shown": list(marks.values())} | LATE | more
    for text, _may in WRITTEN[:4]:
        sent[f"themes-{marks[text]}"] = "1"
    for text, _may in WRITTEN[4:6]:
        sent[f"themes-{marks[text]}"] = "2"
    return sent


def main_of(client, who) -> str:
    client.force_login(who.person)
    words = client.get(f"{HERE}/results").content.decode()
    return words[words.index("<main") : words.index("</main>")]


def test_the_desk_is_the_reviewers_and_for_nobody_else_there_is_none(client, opened, people, rhian):
    pages = ("comments", "comments/councillors", "comments/publish", "reviewer/key")
    for who in ("mona", "isaac", "amara"):
        client.force_login(people[who].person)
        for page in pages:
            assert client.get(f"{HERE}/{page}").status_code == 404
            assert client.post(f"{HERE}/{page}", {"secret": "x"}).status_code == 404
    client.force_login(rhian.person)
    for page in pages:
        answer = client.get(f"{HERE}/{page}")
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
    assert [str(task.name) for task in queries.tasks_for(rhian, today=OPENING.date())] == [
        "Read the comments, and publish their themes"
    ]
    assert any("comments can be read" in letter.subject for letter in letters.letters_to(rhian))


def test_comments_are_opened_with_the_secret_each_time_and_nothing_read_is_stored(
    desk, opened, reviewers_secret, caplog
):
    assert "Comments 1 to" not in desk.get(f"{HERE}/comments/councillors").content.decode()
    slip = reviewers_secret[:-1] + ("A" if reviewers_secret[-1] != "A" else "B")
    assert "There is a slip in group 7" in read(desk, slip).content.decode()
    page = read(desk, reviewers_secret.lower().replace("-", " "))
    assert set(shown(page)) == {text for text, _may in WRITTEN if text}
    assert "<mark>Gwen</mark>" in page.content.decode()
    assert page.content.decode().count("Quote comment") == 3
    assert "no-store" in page.headers["Cache-Control"]
    for told in (*everything_stored().values(), caplog.text):
        assert "two hundred pages" not in told
        assert reviewers_secret[:17] not in told
    assert [line.did for line in trail.history_of(opened)][-1] == "read the comments"


def test_another_secret_opens_nothing(desk, opened, secrets):
    page = read(desk, secrets["mona"])
    assert "not the secret that you collected" in page.content.decode()
    assert not shown(page)


def test_of_fewer_than_five_comments_none_is_shown_and_all_are_destroyed(desk, opened, reviewers_secret):
    page = desk.post(f"{HERE}/comments/officers", {"secret": reviewers_secret}, follow=True)
    words = page.content.decode()
    assert "all well" not in words
    assert "fewer than five of them wrote one" in words
    box = CommentBox.objects.get(side="officers")
    assert (bytes(box.box), box.outcome) == (b"", "few wrote")
    assert desk.get(f"{HERE}/comments/officers").status_code == 404


def test_notes_are_kept_unfinished_as_fingerprints_and_come_back_with_the_next_reading(
    desk, opened, reviewers_secret
):
    marks = shown(read(desk, reviewers_secret))
    strangers = {"shown": [*marks.values(), "f" * 64], "themes-" + "f" * 64: "1"}
    page = desk.post(f"{HERE}/comments/councillors", noted(marks) | strangers, follow=True)
    assert "Your notes are saved" in page.content.decode()
    assert CommentCoding.objects.count() == 6
    assert set(CommentCoding.objects.values_list("fingerprint", flat=True)) == set(marks.values())
    sent = noted(marks, secret=reviewers_secret)
    again = desk.post(f"{HERE}/comments/councillors", sent).content.decode()
    assert 'value="Papers come late"' in again
    assert again.count(" checked>") == 6
    assert "Theme 6" in again
    for held in everything_stored().values():
        assert "two hundred pages" not in held


def test_notes_with_a_mistyped_secret_are_saved_all_the_same(desk, opened, reviewers_secret):
    marks = shown(read(desk, reviewers_secret))
    page = desk.post(f"{HERE}/comments/councillors", noted(marks, secret="nonsense")).content.decode()
    assert "Something is missing" in page
    assert "Your notes are saved" in page
    assert ThemeDraft.objects.get().title == "Papers come late"


def test_hostile_notes_do_no_harm(desk, opened, reviewers_secret):
    marks = shown(read(desk, reviewers_secret))
    one = next(iter(marks.values()))
    for sent in (
        {"shown": ["x", one], f"themes-{one}": ["0", "-1", "99", "٣", "1e3", "1"], f"quote-{one}": "abc"},
        {"title-1": "\x00\x1b" + "x" * 5000, "words-1": "</textarea><script>alert(1)</script>"},
    ):
        page = desk.post(f"{HERE}/comments/councillors", sent | {"save": "yes"})
        assert page.status_code == 302
    assert "<script>alert" not in read(desk, reviewers_secret).content.decode()


def test_what_was_published_in_another_window_is_told_and_breaks_nothing(
    desk, opened, reviewers_secret, rhian, monkeypatch
):
    marks = shown(read(desk, reviewers_secret))
    before = CommentBox.objects.select_related("wave").get(side="councillors")
    actions.publish_themes(wave=opened, secret=reviewers_secret, by=rhian, at=OPENING)
    monkeypatch.setattr(queries, "waiting_box", lambda wave, *, side: before)
    for sent in (noted(marks), {"secret": reviewers_secret}):
        page = desk.post(f"{HERE}/comments/councillors", sent, follow=True)
        assert "These comments are gone" in page.content.decode()


# ----------------------------------------------------------------------------------------- the publication


def test_themes_of_three_are_published_once_and_comments_notes_and_key_are_gone(
    desk, opened, reviewers_secret, people, rhian, mailoutbox
):
    marks = shown(read(desk, reviewers_secret))
    quote = {f"quote-{marks['Too late, always too late.']}": "1", "title-2": "Kindness", "words-2": "Help."}
    desk.post(f"{HERE}/comments/councillors", noted(marks, **quote))
    assert "It will say: at least 3 people" in desk.get(f"{HERE}/comments/publish").content.decode()
    before = main_of(desk, people["amara"])
    assert "has not published the themes yet" in before
    while actions.render_due(at=OPENING):
        pass
    desk.force_login(rhian.person)
    page = desk.post(f"{HERE}/comments/publish", {"secret": reviewers_secret})
    assert page["Location"] == f"{HERE}/results#themes"
    assert "The themes are published" in main_of(desk, people["amara"])
    told = main_of(desk, people["amara"])
    for words in (
        "Papers come late",
        "too late to be read well",
        "At least 3 people",
        "Too late, always too",
    ):
        assert words in told
    for words in ("Kindness", "two hundred pages", "Gwen knows", "four", "at least 4"):
        assert words not in told
    assert told == main_of(desk, people["owen"])
    assert "Officers: their comments were destroyed unread, because fewer than five" in told
    assert {bytes(box.box) for box in CommentBox.objects.all()} == {b""}
    assert bytes(Reviewer.objects.get().public_key) == b""
    assert not ThemeDraft.objects.exists()
    assert not CommentCoding.objects.exists()
    gone = [*marks.values(), "two hundred pages", "People help each other", reviewers_secret[:17]]
    assert not [word for word in gone for held in everything_stored().values() if word in held]
    assert refused("UPDATE surveys_themerelease SET body = '[]'")
    assert refused("DELETE FROM surveys_themerelease")
    desk.force_login(rhian.person)
    assert desk.get(f"{HERE}/comments/publish").status_code == 404
    assert desk.get(f"{HERE}/comments/councillors").status_code == 404
    assert any("Themes of the comments" in letter.subject for letter in letters.letters_to(people["owen"]))


@pytest.mark.slow
def test_after_the_publication_not_a_byte_of_a_comment_or_a_note_is_left_in_the_database_file(tmp_path):
    """Not even in free pages: what is erased is overwritten. A process of its own, and a file of its own.

    With `secure_delete` taken out of the settings it fails.
    """
    file = tmp_path / "larkfield.sqlite3"
    words = [sys.executable, "-m", "tests.surveys.lived", "bytes", str(file)]
    lived = subprocess.run(words, check=True, capture_output=True, text=True)
    told = json.loads(lived.stdout)
    assert len(told["sealed"]) == 12
    assert told["seen"], "before, they were there"
    left = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"Breakfast, mostly" in left
    for part in map(bytes.fromhex, told["sealed"]):
        assert not [at for at in range(0, len(part) - 16, 64) if part[at : at + 16] in left]
    assert not [mark for mark in told["marks"] if mark.encode() in left or bytes.fromhex(mark) in left]
    assert b"Zwieback" not in left
    assert b"Untold draft" not in left


def test_the_paper_and_the_data_are_made_anew_with_the_themes(desk, opened, reviewers_secret, people):
    marks = shown(read(desk, reviewers_secret))
    quote = {f"quote-{marks['Too late, always too late.']}": "1"}
    desk.post(f"{HERE}/comments/councillors", noted(marks, **quote))
    while actions.render_due(at=OPENING):
        pass
    assert desk.get(f"{HERE}/results/docx").content.startswith(b"PK")
    desk.post(f"{HERE}/comments/publish", {"secret": reviewers_secret})
    assert set(Rendering.objects.values_list("state", flat=True)) == {"waiting"}
    while actions.render_due(at=OPENING):
        pass
    paper = desk.get(f"{HERE}/results/html").content.decode()
    assert "In their own words: themes" in paper
    assert "At least 3 people wrote of this" in paper
    assert "“Too late, always too late.”" in paper
    with zipfile.ZipFile(io.BytesIO(desk.get(f"{HERE}/results/docx").content)) as word:
        assert "Papers come late" in word.read("word/document.xml").decode()
    sheet = load_workbook(io.BytesIO(desk.get(f"{HERE}/results/xlsx").content))["Themes"]
    assert [cell.value for cell in sheet[2]][:2] == ["councillors", "Papers come late"]
    told = desk.get(f"{HERE}/results/json").json()["own_words"]
    assert told[0]["themes"][0]["at_least"] == 3
    assert desk.get(f"{HERE}/results/pdf").content.startswith(b"%PDF")


def test_what_may_not_be_told_stops_the_whole_release_and_says_where(desk, opened, reviewers_secret):
    marks = shown(read(desk, reviewers_secret))
    late, gwen = marks[WRITTEN[0][0]], marks[WRITTEN[3][0]]

    def tried(**more: object) -> str:
        desk.post(f"{HERE}/comments/councillors", noted(marks, **more))
        page = desk.post(f"{HERE}/comments/publish", {"secret": reviewers_secret})
        return html.unescape(page.content.decode())

    assert "Councillors, theme 1: a writer has not allowed a quote." in tried(**{f"quote-{late}": "1"})
    assert "could show who wrote it" in tried(**{f"quote-{gwen}": "1"})
    copied = "It is said: “Reports reach us the night before the meeting.”"
    assert "repeat 6 or more words" in tried(**{"words-1": copied})
    named = tried(**{"words-1": "Bilal says they are late."})
    assert "Look at the marked words" in named
    assert not ThemeRelease.objects.exists()
    assert CommentBox.objects.exclude(box=b"").count() == 2
    desk.post(
        f"{HERE}/comments/councillors", noted(marks, **{f"quote-{gwen}": "1", f"confirmed-{gwen}": "on"})
    )
    desk.post(f"{HERE}/comments/publish", {"secret": reviewers_secret})
    [theme] = queries.own_words_of(opened)[0].themes
    assert theme.quotes == ("Late again, and Gwen knows it.",)


def test_comments_that_nobody_reads_lapse_after_sixty_days_and_no_day_sooner(opened, people, client):
    released = opened.released_at
    assert actions.let_lapse(at=released + KEPT_FOR) == 0
    assert CommentBox.objects.exclude(box=b"").count() == 2
    actions.close_due(at=released + KEPT_FOR + timedelta(minutes=1))  # as the worker calls it
    assert {(bytes(box.box), box.outcome) for box in CommentBox.objects.all()} == {(b"", "lapsed")}
    assert bytes(Reviewer.objects.get().public_key) == b""
    assert actions.let_lapse(at=released + 2 * KEPT_FOR) == 0
    assert "the reviewer had published nothing of them in time" in main_of(client, people["amara"])


def test_a_stuffed_comment_box_is_believed_in_nothing(
    larger, reviewers_secret, secrets, launched, links, people
):
    for number, link in enumerate(links["councillors"]):
        write(link, "one two three", number=number)
    box = CommentBox.objects.get(side="councillors")
    box.box = bytes(box.box) + bytes(comments.SIZE + sealing.OVERHEAD)
    box.save()
    actions.close(wave=launched, by=people["mona"], at=ANSWERING)
    for name in ("mona", "joan"):
        turn(launched, name, secrets[name], people)
    assert dict(CommentBox.objects.values_list("side", "outcome")) == {
        "councillors": "not believed",
        "officers": "few answered",
    }


def test_of_a_side_in_parts_the_comments_lie_in_one_box_and_are_told_of_the_side_alone(
    larger, prepared, reviewers_secret, people, mailoutbox
):
    from concordat.letters import actions as post
    from tests.surveys.conftest import LAUNCHING, LINK, PREPARING

    actions.change_wave(
        wave=prepared,
        name=prepared.name,
        committee=prepared.committee,
        opens_on=prepared.opens_on,
        closes_on=prepared.closes_on,
        instrument="short",
        split="officers:service:Finance",
        by=people["mona"],
        at=PREPARING,
    )
    for letter in "KLM":
        appointed(f"{letter}aud Ellis", Kind.OFFICER, people["mona"].council, service="Legal")
    held = secrets_of(prepared, people)
    actions.launch(wave=prepared, by=people["mona"], at=LAUNCHING)
    post.deliver_due(at=LAUNCHING, limit=500)
    links = [link for email in mailoutbox for link in LINK.findall(email.body)]
    assert set(CommentBox.objects.values_list("side", flat=True)) == {"councillors", "officers"}
    for number, link in enumerate(links):
        write(link, f"late number {number}", number=number)
    actions.close(wave=prepared, by=people["mona"], at=ANSWERING)
    for name in ("mona", "joan"):
        turn(prepared, name, held[name], people)
    box = CommentBox.objects.get(side="officers")
    assert box.outcome == ""
    found = actions.read_comments(
        box=box, secret=reviewers_secret, by=queries.reviewer_of(prepared).office, at=OPENING
    )
    assert len(found) == prepared.roster.filter(atom__side="officers").count()


def secrets_of(wave, people) -> dict[str, str]:
    from tests.surveys.conftest import PREPARING

    actions.draw_up_roster(wave=wave, by=people["mona"], at=PREPARING)
    for signer in (people["amara"], people["owen"]):
        actions.sign_roster(wave=wave, roster_hash=wave.roster_hash, by=signer, at=PREPARING)
    names = ("mona", "joan", "isaac")
    holders = [people[name] for name in names]
    actions.name_holders(wave=wave, holders=holders, by=people["mona"], at=PREPARING)
    return {
        name: actions.collect_secret(holder=holder, by=people[name], at=PREPARING)
        for name, holder in zip(names, queries.holders_of(wave), strict=True)
    }
