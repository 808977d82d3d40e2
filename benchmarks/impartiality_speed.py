"""How long the impartiality report takes of a large year, beside a plain permutation of the same data.

    python -m benchmarks.impartiality_speed [ENQUIRIES]

50,000 enquiries of 48 councillors in four groups: three pairs can be compared, each by the share on time, by
waits and by the checks against gaming, with 9,999 reshuffles. Two peers, on the same rows of the first pair:

plain permutation   hands the names out anew to the enquiries, sums them by stratum and councillor with NumPy,
                    and works the same statistic out, once for each reshuffle, for one figure of one pair;
                    timed for some of the reshuffles, of which both must give the same
survdiff            of statsmodels: the ordinary stratified log-rank test, once, without any reshuffle

Seconds are the processor's, with one thread of linear algebra, so that others at work do not count.
Ends with status 1 if the whole report takes longer than a plain permutation of one figure would.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
from dataclasses import replace
from time import process_time

import numpy as np
from statsmodels.duration.survfunc import survdiff

from benchmarks import impartiality_null
from concordat.enquiries.rules.impartiality import report
from concordat.smallsample.labelling import from_seed, labellings
from concordat.smallsample.permuted_difference import permuted_difference
from concordat.smallsample.samples import tally

ENQUIRIES = 50_000
DRAWS = 9_999
PLAIN = 100
SEED = 20264


def plain(outcome, stratum, who, second, labelled) -> list[float]:
    """The studentised difference under each labelling, enquiry by enquiry."""
    strata, people = stratum.max() + 1, who.max() + 1
    told = []
    for labels in labelled:
        later = labels[who]
        sums = [
            (
                np.bincount(stratum[side], minlength=strata).astype(float),
                np.bincount(stratum[side], weights=outcome[side], minlength=strata),
            )
            for side in (~later, later)
        ]
        n1, n2 = sums[0][0], sums[1][0]
        both = (n1 > 0) & (n2 > 0)
        weight = np.where(both, n1 * n2 / np.maximum(n1 + n2, 1), 0)
        weight /= weight.sum()
        means = [np.divide(y, n, out=np.zeros(strata), where=n > 0) for n, y in sums]
        variance = 0.0
        for (n, _y), mean, side in zip(sums, means, (~later, later), strict=True):
            pull = np.where(both, weight / np.maximum(n, 1), 0)[stratum] * (outcome - mean[stratum])
            own = np.bincount(who[side], weights=pull[side], minlength=people)
            size = int((labels == (side is later)).sum())
            variance += size / (size - 1) * (own**2).sum()
        told.append(float(weight @ (means[1] - means[0]) / np.sqrt(variance)))
    return told


def main() -> None:
    enquiries = int(sys.argv[1]) if len(sys.argv) > 1 else ENQUIRIES
    impartiality_null.ENQUIRIES = enquiries
    made = impartiality_null.year(np.random.default_rng(SEED), impartiality_null.FAMILY)
    rows = [replace(row, paused_days=float(n % 5 == 0), timed=True) for n, row in enumerate(made)]
    began = process_time()
    told = report(
        rows, margin=10, margin_fixed_on=None, minute="", until=impartiality_null.UNTIL, draws=DRAWS
    )
    whole = process_time() - began
    pair = told.pairs[0]

    kept = [row for row in rows if row.group in pair.groups]
    numbers = {kind: number for number, kind in enumerate(sorted({row.kind for row in kept}))}
    people = {name: number for number, name in enumerate(sorted({row.councillor for row in kept}))}
    stratum = np.array([numbers[row.kind] for row in kept])
    who = np.array([people[row.councillor] for row in kept])
    group = np.array([row.group == pair.groups[1] for row in kept])
    outcome = np.array([float(row.answered is not None and row.answered <= row.due) for row in kept])

    counted = tally(outcome=outcome, second=group, stratum=stratum, cluster=who)
    labelled = labellings(second=counted.second, rng=from_seed(1), draws=DRAWS)
    began = process_time()
    found = permuted_difference(counted=counted, labelled=labelled)
    found.interval(), found.interval(level=0.9)
    one = process_time() - began

    began = process_time()
    slow = plain(outcome, stratum, who, counted.second, labelled.second[:PLAIN])
    each = (process_time() - began) / PLAIN
    ours = found.difference[:PLAIN] / np.sqrt(found.variance[0][:PLAIN])
    if not np.allclose(slow, ours, atol=1e-9):
        raise SystemExit("THE TWO DO NOT AGREE.")

    waited = np.array([row.waited for row in kept])
    answered = np.array([row.answered is not None for row in kept], dtype=int)
    began = process_time()
    survdiff(waited, answered, group, strata=stratum)
    ordinary = process_time() - began

    naive = each * DRAWS
    print(f"{enquiries:,} enquiries, {len(people)} councillors of the first pair, {len(numbers):,} strata")
    shown = [each for each in told.pairs if each.share]
    figures = sum(2 + len(each.checks) for each in shown)
    print(f"{DRAWS:,} reshuffles for each of {figures} figures of {len(shown)} pairs of groups\n")
    print(f"  the whole report                                  {whole:8.2f} s")
    print(f"  one figure of one pair, with both intervals       {one:8.2f} s")
    print(f"  the same, plain permutation, no interval          {naive:8.2f} s  (from {PLAIN} of them)")
    print(f"  statsmodels survdiff with strata, once            {ordinary:8.2f} s\n")
    print(f"  one figure / plain permutation                    {one / naive:8.4f}")
    print(f"  whole report / plain permutation of one figure    {whole / naive:8.3f}")
    print(f"  whole report / one survdiff                       {whole / ordinary:8.1f}")
    print(f"  the first {PLAIN} reshuffles agree to nine places")
    raise SystemExit(whole > naive)


if __name__ == "__main__":
    main()
