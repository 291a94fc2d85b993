"""Documents on their way through pandoc: a filter in the place of ``--citeproc``."""
