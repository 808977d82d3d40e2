"""Papers: one document, written out alike as accessible HTML, Word and tagged PDF."""
