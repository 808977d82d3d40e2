"""Turning factors until they can be read: by a criterion, towards a target, or by hand."""

from concordat.qmethod.rotation.by_hand import turn

__all__ = ["turn"]
