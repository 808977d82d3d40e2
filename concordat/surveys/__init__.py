"""Surveys: the two-sided health check, answered in confidence and published once."""
