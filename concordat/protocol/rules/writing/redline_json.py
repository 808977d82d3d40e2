"""A redline for another program."""

import json

from concordat.protocol.rules.comparing import Comparison, Pair, Place, Stale


def as_data(comparison: Comparison) -> dict[str, object]:
    """The redline as plain values: ``pairs``, ``counts`` and ``warnings``, and what was found beside them."""
    return {
        "pairs": [_pair(pair) for pair in comparison.pairs],
        "counts": {verdict.value: count for verdict, count in comparison.counts.items()},
        "warnings": list(comparison.warnings),
        "changed_in_force": sum(pair.in_force for pair in comparison.pairs),
        "stale_references": [_stale(stale) for stale in comparison.stale],
        "masked": list(comparison.masked),
    }


def to_json(comparison: Comparison) -> str:
    return json.dumps(as_data(comparison), ensure_ascii=False, indent=2) + "\n"


def _pair(pair: Pair) -> dict[str, object]:
    told: dict[str, object] = {
        "old": _place(pair.old),
        "new": _place(pair.new),
        "verdict": pair.verdict.value,
        "words_changed": pair.words_changed,
        "in_force": pair.in_force,
        "asks_again": pair.asks_again,
        "why": pair.why,
        "reasons": [{"what": reason.what, "old": reason.old, "new": reason.new} for reason in pair.reasons],
        "likeness": round(pair.likeness, 3),
        "moved": pair.moved,
        "renumbered": pair.renumbered,
        "group": pair.group,
        "runs": [{"what": run.did.value, "text": run.text} for run in pair.runs],
    }
    if pair.items:
        told["items"] = [_pair(item) for item in pair.items]
    return told


def _place(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    return {
        "label": place.label,
        "text": place.text,
        "path": place.path,
        "name": place.name,
        "heading": place.heading,
        "type": place.kind.value,
        "key": place.key,
        "clauses": list(place.places),
    }


def _stale(stale: Stale) -> dict[str, str]:
    return {
        "within": stale.within,
        "reference": stale.reference,
        "fault": stale.fault.value,
        "meant": stale.meant,
        "now_at": stale.now_at,
        "leads_to": stale.leads_to,
    }
