"""The kinds of what goes out to somebody's calendar."""

from core.rules.kinds import Named


class DueKind(Named):
    """Why somebody is due a file. `AGAIN` is due to nobody: they are told once more what they know."""

    INVITATION = "invitation", "invitation", "invitation"
    UPDATE = "update", "opdatering", "update"
    CORRECTION = "correction", "rettelse", "correction"
    CANCELLATION = "cancellation", "aflysning", "cancellation"
    REFUSAL = "refusal", "nej til et forslag", "no to a proposal"
    AGAIN = "again", "uændret", "unchanged"
