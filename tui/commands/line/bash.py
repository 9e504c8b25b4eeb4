"""Completion in bash: names with blanks and words with colons arrive whole, which click's own script cannot do."""

import os
import re
from typing import Any, ClassVar

from click.shell_completion import BashComplete, CompletionItem, add_completion_class, split_arg_string

_SOURCE = r"""
%(complete_func)s() {
    local found
    COMPREPLY=()
    while IFS= read -r found; do
        case $found in
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
            plain,*) COMPREPLY+=("${found#plain,}") ;;
        esac
    done < <(_LAUG_LINE="${COMP_LINE:0:COMP_POINT}" %(complete_var)s=bash_complete "$1" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then compopt -o nospace; fi
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""
_SPECIAL = re.compile(r"([^\w@%+:,./-])")


class Bash(BashComplete):
    """Reads the line itself: bash splits words at colons and keeps what stands before the last one."""

    source_template: ClassVar[str] = _SOURCE

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one being typed, and that one."""
        line = os.environ.get("_LAUG_LINE", "")
        words = split_arg_string(line)[1:]
        self._quoted = _open_quote(line)
        if not self._quoted and (not words or (line[-1:].isspace() and not line.endswith("\\ "))):
            words.append("")
        self._typed = words[-1]
        return words[:-1], words[-1]

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """The value as it is typed in bash, without what stands before the last colon typed."""
        value = str(item.value)
        head, colon, _rest = self._typed.rpartition(":")
        if not self._quoted:
            value = value.removeprefix(head + colon)
            value = _SPECIAL.sub(r"\\\1", value)
        return f"{item.type},{value}"


def _open_quote(line: str) -> bool:
    """Whether the last word began with a quote that is not closed."""
    inside = ""
    escaped = False
    for char in line:
        if escaped:
            escaped = False
        elif char == "\\" and inside != "'":
            escaped = True
        elif inside:
            inside = "" if char == inside else inside
        elif char in "\"'":
            inside = char
    return bool(inside)


def use() -> None:
    """Complete in bash this way from now on."""
    add_completion_class(Bash)
