"""``citekit help``."""


def topics() -> list[str]:
    """Names."""
    return []
