"""Concerns: raised in confidence, conciliation first, and after it only the lawful route."""
