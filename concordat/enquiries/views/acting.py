"""How every reply and decision is written: what was typed is kept first, and a colleague's words are
shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from concordat.enquiries import access, actions, queries
from concordat.enquiries.forms import asking as typed
from concordat.enquiries.forms.replying import Reply
from concordat.enquiries.rules import wordings
from concordat.enquiries.rules.papers import NotDecided
from concordat.enquiries.rules.stages import MovedOn, OutOfTurn
from concordat.enquiries.views import wording
from concordat.enquiries.views.asking import is_script, keep_files
from concordat.people.gate import Request

Page = Callable[..., HttpResponse]


def in_hand(page: Page) -> Page:
    """Hand the page the enquiry, for an officer who has it in hand now; for all others there is none."""

    @wraps(page)
    def found(request: Request, reference: str, **address: Any) -> HttpResponse:
        enquiry = _read(request, reference)
        cycle = queries.cycle_of(enquiry)
        if not queries.is_in_hand(request.office, cycle):
            raise Http404
        return page(request, enquiry, cycle, **address)

    return found


def read_by(page: Page) -> Page:
    """Hand the page the enquiry, for an officer who may read its words: also one who is to review it."""

    @wraps(page)
    def found(request: Request, reference: str, **address: Any) -> HttpResponse:
        enquiry = _read(request, reference)
        return page(request, enquiry, queries.cycle_of(enquiry), **address)

    return found


def of_the_asker(page: Page) -> Page:
    """Hand the page the enquiry, for the councillor who asked; whoever reads along cannot act on it."""

    @wraps(page)
    def found(request: Request, reference: str, **address: Any) -> HttpResponse:
        enquiry = _read(request, reference)
        if not queries.asked(request.office, enquiry):
            raise Http404
        return page(request, enquiry, queries.cycle_of(enquiry), **address)

    return found


def _read(request: Request, reference: str) -> Any:
    enquiry = get_object_or_404(queries.enquiries_seen_by(request.office), reference=reference)
    if not queries.reads_words(request.office, enquiry):
        raise Http404
    return enquiry


@dataclass(frozen=True)
class Writing:
    """One kind of reply: its form, what it does, and the page's own words."""

    use: str  # names its draft
    form: type[Reply]
    do: Callable[..., Any]
    heading: str
    button: str
    done: str
    hint: str = ""
    against: str = ""  # what the councillor says, of what they do not agree with
    words_for: str = ""  # the occasion of the council's own words, where there are some
    warns: bool = False  # whether the deed cannot be taken back


def whatever_was_said(deed: Callable[..., Any]) -> Callable[..., Any]:
    """A deed that nothing said meanwhile can make wrong: it need not be told up to where one has read."""

    def do(*, read: Any, **told: Any) -> None:
        deed(**told)

    return do


def at_once(
    request: Request, enquiry: Any, deed: Callable[..., Any], *, done: str, **told: Any
) -> HttpResponse:
    """Do what needs no words, and go back to the enquiry with what came of it."""
    try:
        deed(enquiry=enquiry, by=request.office, at=now(), **told)
        messages.success(request, done)
    except OutOfTurn as late:
        messages.error(request, str(late))
    return redirect("enquiries:enquiry", request.office.council.slug, enquiry.reference)


def write(
    request: Request,
    enquiry: Any,
    cycle: Any,
    writing: Writing,
    *,
    given: dict[str, Any] | None = None,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of one reply: GET shows it as it was left, POST keeps it and then does it."""
    given = given or {}
    if request.method == "POST":
        return _written(request, enquiry, cycle, writing, given)
    begun = queries.begun_reply(request.office, enquiry, writing.use)
    start = {"read": enquiry.revision} | (initial or {})
    if begun:
        blank = writing.form(**given)
        said = typed.from_typed(begun.said)
        start |= {
            name: field.widget.value_from_datadict(said, {}, name)
            for name, field in blank.fields.items()
            if name != "read"
        }
    start |= _of_the_council(request, enquiry, cycle, writing)
    form = writing.form(initial=start, **given)
    return _page(request, enquiry, cycle, writing, form, draft=begun)


def _written(
    request: Request, enquiry: Any, cycle: Any, writing: Writing, given: dict[str, Any]
) -> HttpResponse:
    form = writing.form(request.POST, **given)
    draft = actions.keep_reply(
        enquiry=enquiry,
        use=writing.use,
        said=typed.as_typed(request.POST, [name for name in form.fields if name not in {"read", "enclosed"}]),
        by=request.office,
        at=now(),
    )
    wrong = keep_files(request, draft) if writing.form.takes_files else []
    if request.POST.get("do") == "keep" and not wrong:
        return _kept(request, enquiry)
    newer: list[Any] = []
    if form.is_valid() and not wrong:
        try:
            writing.do(enquiry=enquiry, by=request.office, at=now(), **form.told)
            messages.success(request, writing.done)
            return redirect("enquiries:enquiry", request.office.council.slug, enquiry.reference)
        except MovedOn:
            newer = queries.newer_than(enquiry, revision=form.cleaned_data["read"])
            form = _having_read(form, writing, given, enquiry.revision)
            form.add_error(None, _("Somebody wrote while you did. Read it below: your own words are kept."))
        except (OutOfTurn, NotDecided) as wrong_now:
            form.add_error(None, str(wrong_now))
    for sentence in wrong:
        form.add_error("enclosed", sentence)
    return _page(request, enquiry, cycle, writing, form, draft=draft, newer=newer)


def _having_read(form: Reply, writing: Writing, given: dict[str, Any], revision: int) -> Reply:
    """The same form, as of somebody who has read everything up to now."""
    data: QueryDict = form.data.copy()  # type: ignore[attr-defined]  # of a page it is a QueryDict
    data["read"] = str(revision)
    anew = writing.form(data, **given)
    anew.is_valid()
    return anew


def _kept(request: Request, enquiry: Any) -> HttpResponse:
    if is_script(request):
        return JsonResponse({"kept": True})
    messages.success(request, _("What you wrote is kept. Nobody else sees it yet."))
    return redirect("enquiries:enquiry", request.office.council.slug, enquiry.reference)


def _of_the_council(request: Request, enquiry: Any, cycle: Any, writing: Writing) -> dict[str, str]:
    """The council's own words, if the visitor asked to begin with them."""
    chosen = request.GET.get("begin_with", "")
    if not writing.words_for or not chosen.isdecimal() or len(chosen) > 9:
        return {}
    found = queries.wordings_of(request.office, writing.words_for).filter(pk=int(chosen)).first()
    if found is None:
        return {}
    facts = {
        "reference": enquiry.reference,
        "councillor": enquiry.asked_by.name,
        "officer": request.office.name,
        "service": cycle.service,
        "due": wording.moment(cycle.due_unpaused_at),
    }
    return {"words": wordings.filled(found.words, facts)}


def _page(
    request: Request,
    enquiry: Any,
    cycle: Any,
    writing: Writing,
    form: Reply,
    *,
    draft: Any = None,
    newer: Any = (),
) -> HttpResponse:
    page = {
        "enquiry": enquiry,
        "cycle": cycle,
        "writing": writing,
        "form": form,
        "spoken": queries.thread_of(enquiry).messages,
        "newer": newer,
        "files": queries.files_of_draft(draft) if draft and writing.form.takes_files else [],
        "draft": draft,
        "wordings": queries.wordings_of(request.office, writing.words_for)
        if writing.words_for and access.may_answer(request.office)
        else [],
    }
    return render(request, "enquiries/write.html", page)
