"""Rich text as runs: markup, case and punctuation."""
