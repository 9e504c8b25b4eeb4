"""What a place of a person opens: the place itself to be corrected, its school or company, its education."""

from enum import Enum

from textual.widget import Widget

from core import educations
from core.affiliations import Affiliation
from core.messages import N_, Message, say
from tui.screens import shown
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.forms.affiliations import edit_affiliation
from tui.screens.forms.educations import edit_education
from tui.widgets.dialogs import Choose
from tui.widgets.form_screen import FormScreen
from tui.widgets.menu import Option


class _Opens(Enum):
    PLACE = "place"
    ORGANISATION = "organisation"
    EDUCATION = "education"


async def open_place(widget: Widget, desk: Desk, person: str, place: Affiliation) -> Message | None:
    """Ask which, and open it; gives what to say if something was saved."""
    match await widget.app.push_screen_wait(Choose(shown.affiliation(place), _options(desk, place))):
        case _Opens.PLACE:
            form = edit_affiliation(desk, person, place)
            return say(N_("{name} is saved."), name=person) if await widget.app.push_screen_wait(FormScreen(form)) else None
        case _Opens.ORGANISATION:
            workplace(widget).go("organisations", place.organisation_id)
        case _Opens.EDUCATION:
            return await _education(widget, desk, place)
    return None


def _options(desk: Desk, place: Affiliation) -> list[Option[_Opens]]:
    found = [Option(_Opens.PLACE, desk.tell(N_("Correct this")))]
    if place.organisation_id is not None:
        found.append(Option(_Opens.ORGANISATION, desk.tell(N_("Open {name}"), name=place.organisation)))
    if place.education_id is not None:
        found.append(Option(_Opens.EDUCATION, desk.tell(N_("The education {name}"), name=place.education)))
    return found


async def _education(widget: Widget, desk: Desk, place: Affiliation) -> Message | None:
    one = await attempt(widget, lambda: desk.do(lambda session: educations.get(session, f"#{place.education_id}")))
    saved = None if one is None else await widget.app.push_screen_wait(FormScreen(edit_education(desk, one)))
    return None if saved is None else say(N_("{name} is saved."), name=saved.name)
