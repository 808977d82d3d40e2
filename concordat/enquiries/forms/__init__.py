"""Reads what was typed into the room's pages, and says what is wrong with it."""
