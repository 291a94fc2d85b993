"""Drafts in Markdown, as pandoc reads it (pandoc's User's Guide, "Pandoc's Markdown")."""
