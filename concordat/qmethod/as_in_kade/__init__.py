"""What KADE 1.4.0 computes, its rounding at every step included: K1 to K9 of the specification.

Through it a reader can also check against Ken-Q and PQMethod. None of the rounding is better than the
standard mode; it is here so that every figure of a published KADE study can be found again. Written from
the description of its arithmetic and from its results, not from its code.
"""

from concordat.qmethod.as_in_kade.analysis import analyse_as_kade

__all__ = ["analyse_as_kade"]
