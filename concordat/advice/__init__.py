"""Advice: professional advice on record, what was decided with it or against it, and no surprises."""
