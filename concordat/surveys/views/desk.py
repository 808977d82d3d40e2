"""The reviewer's desk. Nobody else finds it, and what is read there is on that one page and nowhere."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from concordat.people.gate import Request, open_to
from concordat.surveys import access, actions, forms, queries
from concordat.surveys.actions.comments import NotTheReviewersSecret
from concordat.surveys.rules import identifying, themes
from concordat.surveys.rules.comments import Comment
from concordat.surveys.rules.identifying import Known
from concordat.surveys.rules.promise import LessThanPromised
from concordat.surveys.rules.secrets import Mistyped
from concordat.surveys.rules.stages import OutOfTurn
from concordat.surveys.rules.themes import MOST_THEMES, CannotBeTold, Coding, Draft
from concordat.surveys.views.opening import mistyped

SPARE = 5  # empty places for themes, beside those that are begun


@open_to(access.may_run)
def reviewer(request: Request, wave: str) -> HttpResponse:
    """Name who reads the comments, before the launch."""
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    offices = queries.may_review(request.office.council_id, today=localdate())
    named = queries.reviewer_of(found)
    asis = {"reviewer": str(named.office_id) if named else ""}
    form = forms.Reviewer(request.POST or None, initial=asis, offices=offices)
    if form.is_valid():
        try:
            actions.name_reviewer(wave=found, reviewer=form.chosen, by=request.office, at=now())
            return redirect("surveys:wave", request.office.council.slug, found.slug)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {"wave": found, "form": form, "offices": offices}
    return render(request, "surveys/desk/reviewer.html", words)


@open_to(access.any_office)
@never_cache
@sensitive_variables("secret")
def reviewers_key(request: Request, wave: str) -> HttpResponse:
    """The secret is on the page that answers the POST, once, and nowhere after."""
    mine = get_object_or_404(queries.reviews_of(request.office), wave__slug=wave)
    if request.method != "POST":
        return render(request, "surveys/desk/key.html", {"wave": mine.wave, "mine": mine})
    try:
        secret = actions.collect_reviewers_secret(reviewer=mine, by=request.office, at=now())
    except OutOfTurn as late:
        messages.error(request, _(str(late)))
        return redirect("surveys:reviewers_key", request.office.council.slug, mine.wave.slug)
    return render(request, "surveys/secret.html", {"wave": mine.wave, "groups": secret.split("-")})


@open_to(access.any_office)
@never_cache
def desk(request: Request, wave: str) -> HttpResponse:
    mine = get_object_or_404(queries.reviews_of(request.office), wave__slug=wave)
    told = {each.side.value: each for each in queries.own_words_of(mine.wave)}
    boxes = [
        (box, themes.why_none(told[box.side]) if box.outcome and box.side in told else "")
        for box in queries.boxes_of(mine.wave)
    ]
    waits = mine.wave.released_at is not None and any(not box.outcome for box, _why in boxes)
    return render(request, "surveys/desk/desk.html", {"wave": mine.wave, "boxes": boxes, "waits": waits})


@open_to(access.any_office)
@never_cache
@sensitive_post_parameters()
def comments(request: Request, wave: str, side: str) -> HttpResponse:
    """The comments of one side: a place to type the secret, and on the page that answers, the comments."""
    mine = get_object_or_404(queries.reviews_of(request.office), wave__slug=wave)
    box = queries.waiting_box(mine.wave, side=side)
    if box is None:
        raise Http404
    form = forms.Secret(request.POST or None)
    try:
        if "save" in request.POST:
            _save(request, box)
            if not request.POST.get("secret", "").strip():
                return redirect("surveys:desk", request.office.council.slug, wave)
        if request.method == "POST" and form.is_valid():
            return _read(request, mine, box, secret=form.cleaned_data["secret"])
    except LessThanPromised as less:
        for problem in less.problems:
            form.add_error(None, _(problem))
    except OutOfTurn as late:  # published or destroyed in the meantime
        messages.error(request, _(str(late)))
        return redirect("surveys:desk", request.office.council.slug, wave)
    except Mistyped as slip:
        form.add_error("secret", mistyped(slip))
    except NotTheReviewersSecret:
        form.add_error("secret", _not_yours())
    words = {"wave": mine.wave, "box": box, "form": form, "page": request.POST.get("page", "1")}
    return render(request, "surveys/desk/open.html", words)


def _save(request: Request, box: Any) -> None:
    drafts, noted = forms.notes(request.POST)
    both = queries.codings_of(box) | noted
    actions.code(box=box, drafts=drafts, codings=both, by=request.office, at=now())
    messages.success(request, _("Your notes are saved."))


@sensitive_variables()
def _read(request: Request, mine: Any, box: Any, *, secret: str) -> HttpResponse:
    found = actions.read_comments(box=box, secret=secret, by=request.office, at=now())
    if not found:
        messages.info(request, _("Fewer than five wrote a comment. They have been destroyed unread."))
        return redirect("surveys:desk", request.office.council.slug, mine.wave.slug)
    page = Paginator(tuple(found.items()), forms.MOST_SHOWN).get_page(request.POST.get("page"))
    drafts = {draft.number: draft for draft in queries.drafts_of(box)}
    places = range(1, min(max(drafts, default=0) + SPARE, MOST_THEMES) + 1)
    known = queries.known_of(wave_id=box.wave_id, council_id=box.council_id, today=localdate())
    codings = queries.codings_of(box)
    words = {
        "wave": mine.wave,
        "box": box,
        "page": page,
        "drafts": [drafts.get(number, Draft(number, "", "")) for number in places],
        "comments": [
            _shown(mark, each, known, codings.get(mark, Coding()), number=n)
            for n, (mark, each) in enumerate(page.object_list, start=page.start_index())
        ],
    }
    return render(request, "surveys/desk/comments.html", words)


def _shown(mark: str, comment: Comment, known: Known, coding: Coding, *, number: int) -> dict[str, Any]:
    marks = identifying.identifying(comment.text, known=known)
    return {
        "number": number,
        "fingerprint": mark,
        "pieces": identifying.pieces(comment.text, marks),
        "marks": marks,
        "may_quote": comment.may_quote,
        "coding": coding,
    }


@open_to(access.any_office)
@never_cache
@sensitive_post_parameters()
def publish(request: Request, wave: str) -> HttpResponse:
    """What would be told, as far as it can be known without the secret; and, with it, the telling."""
    mine = get_object_or_404(queries.reviews_of(request.office), wave__slug=wave)
    boxes = [box for box in queries.boxes_of(mine.wave) if not box.outcome]
    if mine.wave.released_at is None or not boxes:
        raise Http404
    sides = [_draft_of(box) for box in boxes]
    marked = any(theme["marks"] for side in sides for theme in side["themes"])
    form = forms.Publish(request.POST or None, marked=marked)
    if form.is_valid():
        try:
            actions.publish_themes(
                wave=mine.wave, secret=form.cleaned_data["secret"], by=request.office, at=now()
            )
            messages.success(request, _("The themes are published, and the comments are destroyed."))
            results = reverse("surveys:results", args=[request.office.council.slug, mine.wave.slug])
            return redirect(f"{results}#themes")
        except Mistyped as slip:
            form.add_error("secret", mistyped(slip))
        except NotTheReviewersSecret:
            form.add_error("secret", _not_yours())
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
        except (CannotBeTold, LessThanPromised) as why:
            for problem in why.problems:
                form.add_error(None, _(problem))
    return render(request, "surveys/desk/publish.html", {"wave": mine.wave, "sides": sides, "form": form})


def _draft_of(box: Any) -> dict[str, Any]:
    known = queries.known_of(wave_id=box.wave_id, council_id=box.council_id, today=localdate())
    codings = queries.codings_of(box).values()
    behind = Counter(number for coding in codings for number in coding.themes)
    return {
        "side": box.side,
        "themes": [
            {
                "draft": draft,
                "at_least": themes.floor(behind[draft.number], answered=queries.answered_in(box)),
                "quotes": sum(coding.quote_under == draft.number for coding in codings),
                "marks": identifying.identifying(f"{draft.title}\n{draft.words}", known=known),
            }
            for draft in queries.drafts_of(box)
        ],
    }


def _not_yours() -> str:
    return _(
        "This is rightly typed, but it is not the secret that you collected as the reviewer of this health "
        "check. If you collected one more than once, only the last counts."
    )
