"""What people call the things that commands do, where the command's own sentence has other words."""

from collections.abc import Sequence

from core.rules.alphabet import spelled_plainly
from tui.plain.places import Verb
from tui.words import N_, _

ALSO = {
    ("meeting", "attend"): N_("attendance roll-call door present"),
    ("meeting", "answer"): N_("sign-up answer apology RSVP"),
    ("meeting", "invite"): N_("invite notice"),
    ("meeting", "uninvite"): N_("take off invitation"),
    ("meeting", "weeks"): N_("date find week"),
    ("meeting", "plan"): N_("meeting new create template"),
    ("meeting", "edit"): N_("meeting correct room place capacity deadline"),
    ("meeting", "minutes"): N_("minutes"),
    ("meeting", "decide"): N_("decision"),
    ("meeting", "action", "add"): N_("action point task"),
    ("meeting", "action", "list"): N_("action points tasks"),
    ("meeting", "action", "done"): N_("tick off"),
    ("meeting", "totals"): N_("catering food kitchen diet"),
    ("meeting", "transport"): N_("bus carpool voucher home"),
    ("meeting", "evaluate"): N_("evaluation"),
    ("meeting", "follow-up"): N_("away absent follow-up"),
    ("meeting", "headcount"): N_("school organisation seats number"),
    ("meeting", "waiting"): N_("waiting list queue"),
    ("meeting", "qr"): N_("code picture"),
    ("series", "plan"): N_("series recurring every"),
    ("mail", "draft"): N_("mail reminder notice draft"),
    ("export", "ical"): N_("calendar file"),
    ("export", "contacts"): N_("contact list BCC mail addresses export"),
    ("export", "signin"): N_("sign-in sheet paper"),
    ("export", "minutes"): N_("minutes file"),
    ("publish",): N_("publish web feed"),
    ("person", "add"): N_("person new register create"),
    ("person", "edit"): N_("correct phone mail address protect restrict name"),
    ("person", "affiliate"): N_("apprenticeship company school class education place move"),
    ("person", "duplicates"): N_("duplicates twice"),
    ("person", "merge"): N_("duplicates merge same"),
    ("person", "erase"): N_("erase delete"),
    ("person", "leave"): N_("leaves stops"),
    ("network", "open"): N_("shielded access open"),
    ("network", "join"): N_("into join membership"),
    ("network", "leave"): N_("out of leave membership"),
    ("network", "members"): N_("members"),
    ("school", "periods", "set"): N_("school weeks periods"),
    ("rollover", "list"): N_("finishing finishes"),
    ("rollover", "alumnus"): N_("alumni finishing"),
    ("consent", "give"): N_("consent yes"),
    ("consent", "refuse"): N_("consent no"),
    ("consent", "list"): N_("consent"),
    ("consent", "withdraw"): N_("consent take back"),
    ("import", "people"): N_("import list read Excel file"),
    ("import", "plan", "decide"): N_("import list decide"),
    ("import", "plan", "apply"): N_("import list apply"),
    ("report",): N_("report figures numbers"),
    ("undo",): N_("undo"),
    ("redo",): N_("redo"),
    ("backup",): N_("backup copy"),
    ("restore",): N_("backup copy back"),
    ("doctor",): N_("doctor health check"),
    ("tidy",): N_("tidy look after clean up"),
}  # fmt: skip


def near(said: str, found: Sequence[Verb]) -> list[Verb]:
    """Those that people call so, the likeliest first: by a name of theirs, by a word, or by letters anywhere in it.

    Letters are looked for only where no word begins with what was said.
    """
    ranked = _ranked(said, found)
    words = [(rank, verb) for rank, verb in ranked if rank < _ANYWHERE]
    return [verb for _rank, verb in words or ranked]


def by_word(said: str, found: Sequence[Verb]) -> list[Verb]:
    """Those that have it as one of the words people call them, the likeliest first."""
    return [verb for rank, verb in _ranked(said, found) if rank == 0]


def _ranked(said: str, found: Sequence[Verb]) -> list[tuple[int, Verb]]:
    wanted = spelled_plainly(said).strip()
    ranked = [(rank, verb) for verb in found if (rank := _rank(wanted, verb)) is not None]
    return sorted(ranked, key=lambda one: one[0])


_ANYWHERE = 2


def _rank(wanted: str, verb: Verb) -> int | None:
    called = [*_words(_(ALSO[verb.path]))] if verb.path in ALSO else []
    if any(word.startswith(wanted) for word in called) or wanted == " ".join(verb.path):
        return 0
    told = spelled_plainly(f"{verb.told} {' '.join(verb.path)}")
    if f" {wanted}" in f" {told}":
        return 1
    return _ANYWHERE if wanted in told else None


def _words(text: str) -> list[str]:
    return spelled_plainly(text).split()
