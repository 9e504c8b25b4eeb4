"""Publishing to the web from Værksted: a folder that a web server shows, or that is carried to one."""

from dataclasses import dataclass
from pathlib import Path

from textual.widget import Widget

from core.messages import N_, Message, say
from tui.publishing import publish_to, told
from tui.screens.desk import Desk, workplace
from tui.screens.forms.fields import file_names
from tui.screens.steps.places import usual_folder
from tui.widgets.dialogs import Tell
from tui.widgets.form import Choice, Field, Form, Kind, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.tone import Tone

_OPEN, _INTERNAL = "open", "internal"
_PLAIN, _SECRET = "plain", "secret"


@dataclass(frozen=True)
class _Done:
    index: Path
    sentences: list[Message]


async def publish_meetings(widget: Widget, desk: Desk) -> None:
    """Ask for the folder and for what is to be in it, write it, and tell what was written."""
    done = await widget.app.push_screen_wait(FormScreen(_form(desk)))
    if done is None:
        return
    workplace(widget).status(say(N_("Published: {path}"), path=done.index), Tone.GOOD)
    lines = [str(done.index), "", *(desk.tell(sentence) for sentence in done.sentences)]
    await widget.app.push_screen_wait(Tell(desk.tell(N_("The folder is ready for the web")), "\n".join(lines)))


def _form(desk: Desk) -> Form[_Done]:
    levels = (
        Choice(_OPEN, desk.tell(N_("open networks"))), Choice(_INTERNAL, desk.tell(N_("open and internal networks"))),
    )  # fmt: skip
    names = (
        Choice(_PLAIN, desk.tell(N_("the short names of the networks"))),
        Choice(_SECRET, desk.tell(N_("names that cannot be guessed"))),
    )
    help = N_("The same folder next time: only what has changed is written, and what is not to be there is removed")
    fields = (
        Field("folder", N_("Folder"), suggestions=file_names, help=help, required=True),
        Field("networks", N_("Networks"), Kind.CHOICE, choices=levels),
        Field("names", N_("File names"), Kind.CHOICE, choices=names),
    )

    def save(submission: Submission) -> _Done:
        values = {name: str(value) for name, value in submission.values.items()}
        folder = Path(values["folder"].strip()).expanduser()
        made, done = desk.do(
            lambda session: publish_to(
                session, folder, internal=values["networks"] == _INTERNAL, secret=values["names"] == _SECRET
            )
        )
        return _Done((folder / f"{made.index_stem}.html").absolute(), told(made, done))

    start = {"folder": f"{usual_folder()}laug-web/", "networks": _OPEN, "names": _PLAIN}
    note = desk.tell(N_("A calendar and a page for each network, without anybody's name; shielded networks are never in it."))
    return Form(desk.tell(N_("Publish to the web")), fields, save, start, note, does=N_("Publish"))
