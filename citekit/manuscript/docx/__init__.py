"""Word documents: the citations in them, and the notes that these become, in place."""
