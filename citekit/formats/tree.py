"""The rich text tree as JSON: text, and objects with ``tag``, ``value`` and ``children``."""

from __future__ import annotations

import json
from typing import Any, Union

from ..common.errors import printable
from ..richtext.runs import Mark
from .base import Writer


class TreeWriter(Writer):
    """JSON, one array for each citation or entry."""

    name = "json"

    def write(self, runs: list[Union[str, Mark]]) -> str:
        """The run as nested JSON; neighbouring texts are one string."""
        stack: list[dict[str, Any]] = [{"children": []}]
        for piece in runs:
            children: list[Any] = stack[-1]["children"]
            if isinstance(piece, str) or piece.kind == "char":
                text = printable(piece if isinstance(piece, str) else piece.value)
                if children and isinstance(children[-1], str):
                    children[-1] += text
                else:
                    children.append(text)
            elif piece.is_open:
                node = {"tag": piece.kind, "value": piece.value, "children": []}
                children.append(node)
                stack.append(node)
            elif len(stack) > 1:
                stack.pop()
        return json.dumps(stack[0]["children"], ensure_ascii=False)
