"""What was published of a study, read back: it was made once, and nothing here makes it again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concordat.design.parts import Task
from concordat.people.rules.offices import Office
from concordat.viewpoints import access
from concordat.viewpoints.models import Rendering, Solution, Study
from concordat.viewpoints.models import Report as Published
from concordat.viewpoints.queries.analysing import (
    analysis_of,
    collection_of,
    log_of,
    paraphrases_of,
    studies_analysed_by,
    viewpoints_of,
)
from concordat.viewpoints.queries.computing import bootstrap_of
from concordat.viewpoints.rules import reporting
from concordat.viewpoints.rules.report import Card, Report, Voice
from concordat.viewpoints.rules.reporting import Frame, NotReportable, Words
from concordat.viewpoints.rules.solution_paper import Setting
from concordat.viewpoints.rules.stages import Asked


@dataclass(frozen=True)
class Reported:
    """A report as other rooms may have it: plain values, made once."""

    study: str
    slug: str
    committee: str
    reported_on: date
    report: Report


@dataclass(frozen=True)
class Headline:
    """The council's newest report in a sentence, for the front door."""

    name: str
    href: str
    sentence: str
    viewpoints: tuple[str, ...]


def studies_with_report(office: Office) -> QuerySet[Study]:
    """Every office of the council sees the same report: who asks plays no part in what is shown."""
    found = Study.objects.filter(access.studies_seen_by(office), reported_at__isnull=False)
    return found.select_related("council", "report").order_by("-reported_at", "-id")


def report_of(study: Study) -> Report:
    return Report.from_json(study.report.body)


def reported_on(study: Study) -> date:
    return localdate(study.report.made_at)


def released_reports(council_id: int, *, newest: int = 5) -> tuple[Reported, ...]:
    """What the council has published, the newest first: for other rooms to lay beside their records."""
    found = Published.objects.filter(council=council_id).select_related("study").order_by("-made_at", "-id")
    return tuple(
        Reported(
            study=row.study.name,
            slug=row.study.slug,
            committee=row.study.committee,
            reported_on=localdate(row.made_at),
            report=Report.from_json(row.body),
        )
        for row in found[:newest]
    )


def latest_report(office: Office) -> Headline | None:
    """The newest report of the council in which this office is held: the same for every office of it."""
    for found in released_reports(office.council_id, newest=1):
        count = len(found.report.viewpoints)
        told = ngettext("%(count)s viewpoint was found", "%(count)s viewpoints were found", count) % {
            "count": count
        }
        agreed = len(found.report.consensus)
        shared = ngettext(
            "on %(agreed)s statement all agree", "on %(agreed)s statements all agree", agreed
        ) % {"agreed": agreed}
        if not agreed:  # which is not to say that they differ on each: it cannot be told
            shared = _("of no statement is it shown that all agree")
        return Headline(
            name=found.study,
            href=reverse("viewpoints:report", args=[office.council.slug, found.slug]),
            sentence=f"{told}; {shared}.",
            viewpoints=tuple(viewpoint.name for viewpoint in found.report.viewpoints),
        )
    return None


def files_of(study: Study) -> dict[str, str]:
    """How far each file is that the worker makes: waiting, made or failed, by its form."""
    return dict(Rendering.objects.filter(report__study=study).values_list("format", "state"))


def file_of(study: Study, *, form: str) -> bytes | None:
    """The file, once it has been made."""
    made = Rendering.objects.filter(report__study=study, format=form, state="made").first()
    return bytes(made.body) if made else None


# What a report is made of


def frame_of(study: Study) -> Frame:
    cards = study.statements.filter(chosen=True).order_by("position")
    rows = cards.values_list("key", "words", "words_cy", "theme")
    return Frame(
        council=study.council.name,
        study=study.name,
        purpose=study.purpose,
        committee=study.committee,
        instruction=study.instruction,
        most=study.most,
        least=study.least,
        researcher=study.researcher.name,
        closed_on=localdate(study.closed_at).isoformat(),
        keep_until=study.keep_until.isoformat(),
        forced=study.forced,
        grid=tuple((float(value), int(count)) for value, count in study.grid),
        cards=tuple(Card(key, words, words_cy, theme) for key, words, words_cy, theme in rows),
        told=tuple(told_of(study).items()),
    )


def told_of(study: Study) -> dict[str, str]:
    """What readers of a Q study should be told of how it was made, as far as the study knows it."""
    statements = list(study.statements.values_list("chosen", "theme"))
    chosen = [theme for is_chosen, theme in statements if is_chosen]
    questions = [question.words for question in study.questions.order_by("position")]
    consent = study.consent_pages.count()
    return {
        "question": study.purpose,
        "concourse": f"A concourse of {len(statements)} candidates, each kept with its source.",
        "statements": f"{len(chosen)} were chosen, over {len(set(chosen))} themes; their wordings are kept.",
        "participants": _asked_in_words(study),
        "ethics": (
            f"Everyone agreed to a consent page (version {consent}) before sorting. Single sorts are seen by "
            f"the researcher alone and destroyed after {study.keep_until.isoformat()}."
        ),
        "instruction": study.instruction,
        "collection": "On pages of Concordat, at people’s own pace; some may be typed in from paper.",
        "interviews": "; ".join(["Comments on the cards at both ends", *questions]) + ".",
        "naming": "The researcher named and described the viewpoints.",
        "researchers": f"{study.researcher}, who is neither a councillor nor an officer of the council.",
    }


def _asked_in_words(study: Study) -> str:
    if study.asked != Asked.ROSTER:
        return "Anyone who had the study’s link could sort; on which side they stand is what they said."
    asked = dict(study.asked_people.values_list("side").annotate(Count("id")).order_by("side"))
    told = ", ".join(f"{count} {side}" for side, count in asked.items())
    return f"Asked by name: {told}. Nobody knows who of them sorted."


def setting_of(study: Study) -> Setting:
    """Whose paper the researcher's own is."""
    return Setting(
        council=study.council.name,
        committee=study.committee,
        date=localdate(study.closed_at),
        author=study.researcher.name,
        told=told_of(study),
    )


def words_of(solution: Solution) -> dict[int, Words]:
    """The researcher's words by factor, with what the desk lets out of the comments."""
    named = viewpoints_of(solution)
    voices: dict[int, list[Voice]] = {}
    for paraphrase in paraphrases_of(solution.study):
        if paraphrase.factor.isdecimal():
            voices.setdefault(int(paraphrase.factor), []).append(
                Voice(
                    statement=paraphrase.statement,
                    words=paraphrase.words,
                    quoted=paraphrase.quoted,
                    behind=behind(paraphrase.behind, quoted=paraphrase.quoted),
                )
            )
    return {
        int(factor): Words(row.name, row.narrative, tuple(voices.get(int(factor), ())))
        for factor, row in named.items()
    }


def behind(count: int, *, quoted: bool) -> str:
    """How many comments stand behind a paraphrase, in a word that counts nobody."""
    if quoted:
        return "quoted with leave"
    return "five comments or more" if count >= 5 else "fewer than five comments"


def resampled_of(solution: Solution, *, fingerprint: str) -> Mapping[str, Any] | None:
    """The bootstrap of these sorts and of the log as it stands now, if there is one that was finished."""
    found = bootstrap_of(solution, steps=len(log_of(solution)))
    if found is None or found.state != "done" or found.result is None:
        return None
    return found.result if found.result.get("fingerprint") == fingerprint else None


def drawn_up(solution: Solution) -> Report:
    """The report as it would be published now. Raises ``NotReportable`` and ``Refused``."""
    study = solution.study
    collection = collection_of(study)
    analysis = analysis_of(solution, collection=collection)
    made = reporting.made(
        analysis,
        frame=frame_of(study),
        sides=collection.sides,
        words=words_of(solution),
        resampled=resampled_of(solution, fingerprint=analysis.study.fingerprint),
    )
    # The last look: whatever brought a pseudonym into the words, it does not leave the room in them.
    words = json.dumps(made.as_json(), ensure_ascii=False).casefold()
    named = [sort.pseudonym for sort in collection.sorts if sort.pseudonym.casefold() in words]
    if named:
        raise NotReportable([f"The words of the report name {', '.join(named)}."])
    return made


# The front door


def research_tasks_for(office: Office, *, today: date) -> tuple[Task, ...]:
    """What waits for a study's researcher."""
    if not access.may_research(office):
        return ()
    found = []
    for study in studies_analysed_by(office).filter(reported_at=None)[:10]:
        begun = Solution.objects.filter(study=study).exists()
        name = _("Name the viewpoints and publish the report") if begun else _("Analyse the sorts")
        page = "viewpoints:solutions" if begun else "viewpoints:evidence"
        until = date_format(study.keep_until, "j F Y")
        found.append(
            Task(
                name=name,
                status=_("Begun") if begun else _("To do"),
                href=reverse(page, args=[study.council.slug, study.slug]),
                hint=_("%(study)s; the sorts are destroyed after %(day)s") % {"study": study, "day": until},
                kind="late" if study.keep_until <= today else "waiting",
            )
        )
    return tuple(found)
