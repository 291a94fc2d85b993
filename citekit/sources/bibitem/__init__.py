"""LaTeX's ``thebibliography``: entries that are finished text."""
