"""Improvement: reviews, findings, recommendations and actions, and the evidence for each."""
