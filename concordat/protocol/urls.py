from datetime import date

from django.urls import path, register_converter

from concordat.protocol.views import (
    acknowledging,
    adopting,
    comparing,
    consulting,
    declaring,
    drafting,
    importing,
    instruments,
    modelling,
    published,
)

app_name = "protocol"


class Day:
    """A day in an address: 2026-12-16."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, written: str) -> date:
        return date.fromisoformat(written)

    def to_url(self, day: date | str) -> str:
        return str(day)


register_converter(Day, "day")

ROOM = "<slug:council>/protocol/"
INSTRUMENT = f"{ROOM}<slug:instrument>/"
DRAFT = f"{INSTRUMENT}draft/"
CLAUSE = f"{DRAFT}clause/<slug:key>/"
CONSULTATION = f"{INSTRUMENT}consultation/"
COMPARISON = f"{INSTRUMENT}compare/<int:comparison>/"
SOURCE = f"{INSTRUMENT}read-in/<int:source>/"
PUBLISHED = "<slug:council>/published/"
TEXT = f"{PUBLISHED}<slug:instrument>/"

urlpatterns = [
    path(ROOM, instruments.instruments, name="instruments"),
    path(f"{ROOM}new", instruments.new, name="new"),
    path(INSTRUMENT, instruments.instrument, name="instrument"),
    path(f"{INSTRUMENT}change", instruments.change, name="change"),
    path(f"{INSTRUMENT}review", instruments.review, name="review"),
    path(f"{INSTRUMENT}begin-draft", drafting.begin, name="begin_draft"),
    path(DRAFT, drafting.draft, name="draft"),
    path(f"{DRAFT}title", drafting.describe, name="describe"),
    path(f"{DRAFT}numbers", drafting.numbers, name="numbers"),
    path(f"{DRAFT}add", drafting.add, name="add"),
    path(f"{DRAFT}abandon", drafting.abandon, name="abandon"),
    path(f"{DRAFT}resolve", adopting.resolve, name="resolve"),
    path(f"{DRAFT}model", modelling.begin, name="begin_from_model"),
    path(f"{DRAFT}fill-in", modelling.fill_in, name="fill_in"),
    path(f"{ROOM}about-the-model", modelling.about, name="about_model"),
    path(f"{DRAFT}gaps", modelling.draft_gaps, name="draft_gaps"),
    path(f"{DRAFT}take/<slug:family>", modelling.take, name="take_family"),
    path(f"{DRAFT}gaps/<slug:form>", modelling.draft_gaps_file, name="draft_gaps_file"),
    path(f"{INSTRUMENT}gaps", modelling.gaps, name="gaps"),
    path(f"{INSTRUMENT}gaps/<slug:form>", modelling.gaps_file, name="gaps_file"),
    path(f"{INSTRUMENT}compare", comparing.compare, name="compare"),
    path(COMPARISON, comparing.comparison, name="comparison"),
    path(f"{COMPARISON}pair", comparing.pair, name="pair"),
    path(f"{COMPARISON}file/<slug:form>", comparing.download, name="comparison_file"),
    path(f"{INSTRUMENT}correct", adopting.corrections, name="corrections"),
    path(f"{INSTRUMENT}correct/<slug:key>", adopting.correct, name="correct"),
    path(f"{INSTRUMENT}minute/<int:number>", adopting.minute, name="minute"),
    path(f"{DRAFT}consult", consulting.open_one, name="consult"),
    path(CONSULTATION, consulting.consultation, name="consultation"),
    path(f"{CONSULTATION}last-day", consulting.last_day, name="last_day"),
    path(f"{CONSULTATION}comments", consulting.comments, name="comments"),
    path(f"{CONSULTATION}comments.csv", consulting.as_csv, name="comments_csv"),
    path(f"{CONSULTATION}comments/<int:comment>/answer", consulting.answer, name="answer"),
    path(f"{CONSULTATION}comments/<int:comment>/take-back", consulting.take_back, name="take_comment_back"),
    path(f"{CONSULTATION}clause/<slug:key>", consulting.clause, name="say"),
    path(CLAUSE, drafting.clause, name="edit_clause"),
    path(f"{CLAUSE}move", drafting.move, name="move_clause"),
    path(f"{CLAUSE}split", drafting.split, name="split_clause"),
    path(f"{CLAUSE}remove", drafting.remove, name="remove_clause"),
    path(f"{CLAUSE}put-back", drafting.put_back, name="put_back"),
    path(f"{INSTRUMENT}read-in", importing.bring, name="bring"),
    path(SOURCE, importing.source, name="source"),
    path(f"{SOURCE}original", importing.original, name="original"),
    path(f"{SOURCE}repair", importing.repair, name="repair"),
    path(f"{SOURCE}repair/<slug:key>", importing.take_apart, name="take_apart"),
    path(f"{SOURCE}undo", importing.undo, name="undo_repair"),
    path(f"{SOURCE}confirm", importing.confirm, name="confirm"),
    path(f"{SOURCE}throw-away", importing.throw_away, name="throw_away"),
    path(f"{INSTRUMENT}acknowledge", acknowledging.acknowledge, name="acknowledge"),
    path(f"{INSTRUMENT}ask", acknowledging.ask, name="ask"),
    path(f"{INSTRUMENT}register", acknowledging.register, name="register"),
    path(f"{INSTRUMENT}register.<str:form>", acknowledging.register_file, name="register_file"),
    path(f"{INSTRUMENT}register/remind", acknowledging.remind, name="remind"),
    path(f"{INSTRUMENT}register/<int:office>/on-paper", acknowledging.record_on_paper, name="on_paper"),
    path(f"{INSTRUMENT}briefing", acknowledging.briefing, name="briefing"),
    path(f"{INSTRUMENT}briefing.<str:form>", acknowledging.briefing_file, name="briefing_file"),
    path("<slug:council>/relationships/", declaring.declarations, name="declarations"),
    path("<slug:council>/relationships/declare", declaring.declare, name="declare"),
    path("<slug:council>/relationships/<uuid:key>", declaring.declaration, name="declaration"),
    path("<slug:council>/relationships/<uuid:key>/end", declaring.end, name="end_declaration"),
    path(PUBLISHED, published.instruments, name="published"),
    path(f"{PUBLISHED}feed", published.feed, name="feed_of_council"),
    path(TEXT, published.instrument, name="text"),
    path(f"{TEXT}feed", published.feed, name="feed"),
    path(f"{TEXT}history", published.history, name="history"),
    path(f"{TEXT}on", published.find_day, name="find_day"),
    path(f"{TEXT}print", published.printed, name="printed"),
    path(f"{TEXT}editions/<int:number>/", published.edition, name="edition"),
    path(f"{TEXT}editions/<int:number>/print", published.printed, name="edition_printed"),
    path(f"{TEXT}editions/<int:number>/fingerprint", published.fingerprint, name="fingerprint"),
    path(f"{TEXT}editions/<int:number>/file/<slug:form>", published.download, name="download"),
    path(f"{TEXT}editions/<int:number>/changes", published.changes, name="changes"),
    path(f"{TEXT}on/<day:day>", published.on_day, name="on_day"),
    path(f"{TEXT}clause/<slug:key>", published.clause, name="clause"),
]
