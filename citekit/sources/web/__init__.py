"""Pages of archives, as HTML or text."""
