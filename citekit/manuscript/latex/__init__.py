"""Drafts in LaTeX with the citation commands of biblatex (biblatex manual, 3.9) and natbib."""
