"""Protocol: what each side may expect of the other, clause by clause and edition by edition."""
