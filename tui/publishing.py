"""Publishing to a folder, as the command and the screens do it: from the register to the files, in both languages."""

from pathlib import Path

from core import publishing
from core.door.session import Session
from core.errors import FileError, NotFound
from core.messages import N_, Message, say
from core.rules.kinds import Language
from exports import pages
from exports.columns import Wording
from exports.published_folder import MANIFEST, Published, publish
from tui.reasons import reason
from tui.words import load


def publish_to(
    session: Session, folder: Path, *, internal: bool, secret: bool, dry_run: bool = False
) -> tuple[publishing.Publication, Published]:
    """Make the pages and calendars, and let the folder hold them and no others of laug's.

    Raises `NotFound` if there is nothing to publish and nothing was published there before, and `FileError`.
    """
    made = publishing.publication(session, internal=internal, secret=secret)
    if not made.networks and not (folder / MANIFEST).exists():
        raise NotFound(say(N_("No network may be published: open ones are, and internal ones if that is asked for.")))
    wordings = [Wording(load(language), language) for language in (Language.DANISH, Language.ENGLISH)]
    files = pages.files(made, wordings)
    if not dry_run:
        _make(folder)
    done = publish(folder, files, dry_run=dry_run)
    if (done.written or done.removed) and not session.read_only:  # run every hour it tells only of what is new
        publishing.log_publication(session, made)
    return made, done


def _make(folder: Path) -> None:
    """The folder, which a web server reads as another account."""
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    except OSError as error:
        told = say(N_("The folder {path} cannot be made: {reason}"), path=folder, reason=reason(error))
        raise FileError(told, say(N_("Choose another place."))) from error


def told(made: publishing.Publication, done: Published) -> list[Message]:
    """What was done, sentence by sentence."""
    networks = {"n": len(made.networks)}
    files: dict[str, object] = {"written": len(done.written), "unchanged": len(done.unchanged), "removed": len(done.removed)}
    lines = [
        Message(N_("{n} network is published."), networks, N_("{n} networks are published.")),
        Message(N_("Files: {written} written, {unchanged} as they were, {removed} removed."), files),
    ]
    if made.left_out:
        left = {"n": made.left_out}
        lines.append(Message(
            N_("{n} internal network is not published."), left,
            N_("{n} internal networks are not published."),
        ))  # fmt: skip
    return lines
