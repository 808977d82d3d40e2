"""The disclosure searches in full: every group of 5 to 200 answers.

    python -m benchmarks.disclosure_proofs [UP_TO]

Prints a line for each tenth n, then for each shape the worst that was found, how many cases were tried
and how long it took. Ends with status 1 if the promise is broken anywhere.
"""

import sys
from time import perf_counter

from concordat.smallsample.bands import BAND_FLOOR
from concordat.smallsample.clamps import KEPT_OPEN, MEAN_FLOOR, clamp
from concordat.smallsample.disclosure import GUARANTEED_TO
from concordat.smallsample.proofs import prove_bands, prove_mean, tightest_clamp

BANDS_KEPT_OPEN = 2


def scores(up_to: int) -> bool:
    print("scores: a colleague's possible answers, of ten")
    began, worst, cases = perf_counter(), 10, 0
    for n in range(MEAN_FLOOR, up_to + 1):
        proof = prove_mean(n=n)
        worst, cases = min(worst, proof.worst), cases + proof.cases
        if n % 10 == 0 or n == MEAN_FLOOR:
            print(f"  n {n:4d}  insiders {proof.insiders}  worst {proof.worst}  cases {proof.cases:6d}")
    print(f"  n {MEAN_FLOOR} to {up_to}: worst {worst}, {cases} cases, {perf_counter() - began:.1f} s")
    return worst >= KEPT_OPEN


def ends(up_to: int) -> bool:
    began = perf_counter()
    differ = [n for n in range(MEAN_FLOOR, up_to + 1) if tightest_clamp(n=n) != clamp(n=n)]
    print(f"ends of the scale, found by trying and by formula: {len(differ)} differ")
    print(f"  n {MEAN_FLOOR} to {up_to}: {perf_counter() - began:.1f} s")
    return not differ


def bands(up_to: int) -> bool:
    print("bands: a colleague's possible bands, of three")
    began, worst, pinned, joined, cases = perf_counter(), 3, 0, 0, 0
    for n in range(BAND_FLOOR, up_to + 1):
        proof = prove_bands(n=n)
        worst, cases = min(worst, proof.worst), cases + proof.cases
        pinned, joined = pinned + proof.pinned, joined + proof.joined
        if n % 10 == 0:
            print(f"  n {n:4d}  insiders {proof.insiders}  worst {proof.worst}  cases {proof.cases:6d}")
    print(f"  n {BAND_FLOOR} to {up_to}: worst {worst}, {pinned} outcomes tell of one person,")
    print(f"  {joined} tell insiders of one other with them, {cases} cases, {perf_counter() - began:.1f} s")
    return worst >= BANDS_KEPT_OPEN and pinned == 0


def main() -> int:
    up_to = int(sys.argv[1]) if len(sys.argv) > 1 else GUARANTEED_TO
    held = [search(up_to) for search in (scores, ends, bands)]
    print("The promise holds." if all(held) else "THE PROMISE IS BROKEN.")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
