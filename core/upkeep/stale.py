"""Who wants looking after: each list of such people as one condition, which counts, lists and the query language share.

Nothing here knows more than the account does: a membership in a network that is closed to it counts as none at all.
"""

from core.door.scope import visible_network
from core.door.session import Session
from core.rules.kinds import ConsentPurpose, Named, NetworkKind, NetworkLevel
from core.search.condition import Condition, all_of


class Stale(Named):
    """A list of people who want looking after."""

    OVERDUE = "overdue", "over tiden", "past the end"
    LEFT = "left", "stoppet", "left"
    BOUNCED = "bounced", "mail retur", "mail came back"
    NO_EMAIL = "no_email", "uden mail", "no e-mail"
    NO_CONSENT = "no_consent", "uden samtykke", "no consent"
    NO_NETWORK = "no_network", "uden netværk", "no network"


def condition(session: Session, stale: Stale, alias: str = "p") -> Condition:
    """The condition on the person `alias`. Everything is asked person by person, so that a count may stop early."""
    today = session.today.isoformat()
    placed = Condition(_PLACED.format(p=alias), [today])
    match stale:
        case Stale.OVERDUE:
            over = Condition(_ENDED.format(p=alias), [today])
            return all_of([over, placed.negated, _member(session, alias, f"n.kind <> '{NetworkKind.ALUMNI}'")])
        case Stale.LEFT:
            over = Condition(_ENDED.format(p=alias), [today])
            return all_of([over, placed.negated, _member(session, alias).negated])
        case Stale.BOUNCED:
            return Condition(_BOUNCED.format(p=alias))
        case Stale.NO_EMAIL:
            here = Condition(f"({placed.sql}) OR {(member := _member(session, alias)).sql}", [today, *member.parameters])
            return all_of([Condition(_UNREACHABLE.format(p=alias)), here])
        case Stale.NO_CONSENT:
            return _undecided(session, alias)
        case Stale.NO_NETWORK:
            studying = Condition(_STUDYING.format(p=alias), [today, today])
            return all_of([studying, _member(session, alias).negated])


_PLACED = (
    "EXISTS (SELECT 1 FROM affiliation sa WHERE sa.person_id = {p}.id"
    " AND (sa.until_date IS NULL OR sa.until_date >= ?))"
)  # fmt: skip
_ENDED = "{p}.id IN (SELECT se.person_id FROM affiliation se WHERE se.until_date < ?)"
_STUDYING = (
    "EXISTS (SELECT 1 FROM affiliation ss WHERE ss.person_id = {p}.id AND ss.kind IN ('pupil', 'apprentice')"
    " AND (ss.from_date IS NULL OR ss.from_date <= ?) AND (ss.until_date IS NULL OR ss.until_date >= ?))"
)
# Said as the indexes have it, so that they are used.
_BOUNCED = "{p}.bounced <> '' AND {p}.bounced IN ({p}.email, {p}.private_email)"
_UNREACHABLE = "{p}.email = '' AND {p}.private_email = ''"
_NEEDS_A_YES = (
    f"(n.level = '{NetworkLevel.SHIELDED}' AND NOT EXISTS (SELECT 1 FROM consent sc WHERE sc.person_id = sm.person_id"
    f" AND sc.purpose = '{ConsentPurpose.DIVERSITY_MEMBERSHIP}' AND sc.network_id = n.id))"
    f" OR (n.kind = '{NetworkKind.ALUMNI}' AND NOT EXISTS (SELECT 1 FROM consent sc WHERE sc.person_id = sm.person_id"
    f" AND sc.purpose = '{ConsentPurpose.ALUMNI_CONTACT}'))"
)


def _member(session: Session, alias: str, only: str = "1") -> Condition:
    """A membership that has not ended, in a network this account may know the members of."""
    seen, who = visible_network(session, "n")
    return Condition(
        f"EXISTS (SELECT 1 FROM membership sm JOIN network n ON n.id = sm.network_id WHERE sm.person_id = {alias}.id"
        f" AND (sm.until_date IS NULL OR sm.until_date >= ?) AND {only} AND {seen})",
        [session.today.isoformat(), *who],
    )


def _undecided(session: Session, alias: str) -> Condition:
    """Members of shielded and of alumni networks who were never asked for the yes that this needs."""
    seen, who = visible_network(session, "n")
    return Condition(
        f"{alias}.id IN (SELECT sm.person_id FROM network n JOIN membership sm ON sm.network_id = n.id"
        f" WHERE (n.level = '{NetworkLevel.SHIELDED}' OR n.kind = '{NetworkKind.ALUMNI}') AND {seen}"
        f" AND (sm.until_date IS NULL OR sm.until_date >= ?) AND ({_NEEDS_A_YES}))",
        [*who, session.today.isoformat()],
    )
