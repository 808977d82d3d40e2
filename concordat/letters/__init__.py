"""Letters: telling a person something, on their page and by e-mail."""
