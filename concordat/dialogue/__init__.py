"""Dialogue: the meetings, briefings, priorities and shadowing that keep both sides talking."""
