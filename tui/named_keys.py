"""Sentences that name keys: `{key[app.undo]}` is told as the key that the person has for that action."""

import re
from dataclasses import dataclass

from core.messages import Catalogue, Message
from tui.actions import Action, declared, shown_key
from tui.keymap import Keymap, declare_area, declare_everything

_NAMED = re.compile(r"\{key\[([a-z0-9_.]+)\]\}")


def named_in(sentence: str) -> list[str]:
    """The ids of the actions whose keys a sentence names."""
    return _NAMED.findall(sentence)


def key_of(action: Action) -> Message:
    """The key of an action, as a value of a sentence or alone."""
    return Message(f"{{key[{action.id}]}}")


@dataclass(frozen=True)
class NamedKeys:
    """A catalogue whose sentences name the keys of a person's own keymap."""

    words: Catalogue
    keymap: Keymap

    def gettext(self, message: str, /) -> str:
        """The sentence, its keys named."""
        return self._named(self.words.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """The sentence for so many, its keys named."""
        return self._named(self.words.ngettext(msgid1, msgid2, n))

    def _named(self, sentence: str) -> str:
        return _NAMED.sub(lambda found: self._key(found[1]), sentence) if "{key[" in sentence else sentence

    def _key(self, action_id: str) -> str:
        if action_id not in declared():
            declare_area(action_id.partition(".")[0])  # nobody has opened it yet
        if action_id not in declared():
            declare_everything()
        written = shown_key(self.keymap.of(declared()[action_id])[0])
        # Only keys with names have other names in other languages: a letter is itself.
        return self.words.gettext(written) if len(written) > 1 else written
