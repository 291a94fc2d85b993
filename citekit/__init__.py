"""citekit."""
