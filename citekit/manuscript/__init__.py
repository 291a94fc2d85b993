"""Drafts and finished texts: the citations in them, and the notes that these become."""
