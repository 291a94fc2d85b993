"""Forms filled in by hand, in YAML and TOML."""
