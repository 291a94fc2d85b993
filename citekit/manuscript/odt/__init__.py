"""OpenDocument texts: the citations in them, and the notes that these become, in place."""
