"""Viewpoints: Q-method studies, from statements and sorts to a map of how a council thinks."""
