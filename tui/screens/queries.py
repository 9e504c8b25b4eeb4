"""The query language of the register, for the lists that are filtered by it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.messages import N_
from core.search.fields import Subject
from core.search.query import words_of
from tui.screens.desk import Desk

if TYPE_CHECKING:
    from core.search.near import Meant


@dataclass(frozen=True)
class RegisterQueries:
    """What can be asked of one kind of record. What is slow is called in threads."""

    desk: Desk
    subject: Subject
    hint: str = N_("words, or field:value; → completes, ↑ brings earlier filters")
    explains: bool = True

    def words(self, text: str) -> Sequence[str]:
        """The words of a query, however they are spelled."""
        return words_of(text)

    def completions(self, text: str) -> Sequence[str]:
        """Whole query texts that begin with this one, by fields and values."""
        from core.search.complete import complete, last_token

        head = text.removesuffix(last_token(text))
        return [head + found for found in self.desk.do(lambda session: complete(session, self.subject, text))]

    def explanation(self, text: str) -> str:
        """How a query is understood, a line for each condition. Raises `Invalid` for one that cannot be read."""
        from core.search.explain import explain

        found = self.desk.do(lambda session: explain(session, self.subject, text))
        return "\n".join(self.desk.tell(one.sentence) for one in found)

    def nearest(self, text: str, finds: Callable[[str], bool]) -> "Meant | None":
        """What may have been meant by a query that nothing answers, of what `finds` something."""
        from core.search.near import meant

        return self.desk.do(lambda session: meant(session, self.subject, text, finds))
