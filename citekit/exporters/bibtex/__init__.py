"""BibTeX in its dialects."""
