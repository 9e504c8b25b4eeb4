"""Saved views on the screens: a filter gets a name, is chosen by it, and is taken away again."""

from functools import partial

from textual.widget import Widget

from core import views
from core.door.session import Session
from core.messages import N_, Message, say
from core.search.fields import Subject
from core.views import View
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.forms.fields import NO, YES
from tui.widgets.columns import Arrangement
from tui.widgets.dialogs import Choose, Confirm
from tui.widgets.form import Choice, Field, Form, Kind, Submission
from tui.widgets.menu import Option
from tui.widgets.tone import Tone

AREAS = {
    Subject.PERSON: ("people", N_("People")),
    Subject.NETWORK: ("networks", N_("Networks")),
    Subject.MEETING: ("meetings", N_("Meetings")),
    Subject.ORGANISATION: ("organisations", N_("Organisations")),
}
_SHOW, _REMOVE = "show", "remove"


def save_view(desk: Desk, subject: Subject, query: str, now: Arrangement) -> Form[View]:
    """Gives a filter a name, for oneself or for everybody; the columns and the order belong to it."""

    def save(submission: Submission) -> View:
        name, shared = str(submission.values["name"]), submission.values["shared"] == YES
        return desk.do(
            lambda session: (
                views.save(
                    session, name, subject, query, columns=now.keys, order=_known(subject, now.order),
                    descending=now.descending, shared=shared,
                ).view
            )
        )

    choices = (Choice(NO, desk.tell(N_("only you"))), Choice(YES, desk.tell(N_("everybody"))))
    fields = (
        Field("name", N_("Name"), required=True, help=N_("A view of that name is replaced. In a filter: view:name")),
        Field(
            "shared", N_("For whom"), Kind.CHOICE, choices=choices, help=N_("Not shared: what names a shielded network")
        ),
    )
    return Form(desk.tell(say(N_("Save “{query}” as a view"), query=query)), fields, save, {"shared": NO})


def _known(subject: Subject, order: str) -> str:
    """A list on the screens may be sorted by what only it knows."""
    return order if order in views.ORDERS[subject] else ""


async def choose_view(widget: Widget, desk: Desk, subject: Subject) -> View | None:
    """One of the views of an area, or None."""
    every = await attempt(widget, partial(desk.do, partial(views.usable, subject=subject)))
    if not every:
        if every is not None:
            told = say(N_(
                "There is no view of this list yet: filter it with {key[app.filter]} and give the filter a name with "
                "{key[register.save_view]}."
            ))
            workplace(widget).status(told, Tone.WARNING)
        return None
    options = [Option(view, view.name, view.query) for view in every]
    return await widget.app.push_screen_wait(Choose(desk.tell(N_("Which view?")), options))


async def show_views(widget: Widget, desk: Desk) -> None:
    """All views, from Værksted: one is shown in its area, or taken away."""
    every = await attempt(widget, partial(desk.do, views.usable))
    if every is None:
        return
    options = [Option(view, view.name, _about(desk, view)) for view in every]
    if not options:
        workplace(widget).status(say(N_(
            "There is no saved view yet: filter a list with {key[app.filter]} and give the filter a name with "
            "{key[register.save_view]}."
        )))
        return
    chosen = await widget.app.push_screen_wait(Choose(desk.tell(N_("Saved views")), options))
    if chosen is None:
        return
    what = [Option(_SHOW, desk.tell(N_("Show what it finds"))), Option(_REMOVE, desk.tell(N_("Take it away")))]
    done = await widget.app.push_screen_wait(Choose(f"{chosen.name}: {chosen.query}", what))
    if done == _SHOW:
        workplace(widget).look_for(AREAS[chosen.subject][0], chosen.query)
    elif done == _REMOVE:
        await _remove(widget, desk, chosen)


def _about(desk: Desk, view: View) -> str:
    whose = desk.tell(N_("everybody's")) if view.shared else desk.tell(N_("your own"))
    return f"{desk.tell(AREAS[view.subject][1])} · {whose} · {view.query}"


async def _remove(widget: Widget, desk: Desk, view: View) -> None:
    question = Confirm(desk.tell(N_("Take the view {name} away?"), name=view.name), yes=desk.tell(N_("take away")))
    if not await widget.app.push_screen_wait(question):
        return
    gone = await attempt(widget, partial(desk.do, partial(views.remove, number=view.id)))
    if gone is not None:
        workplace(widget).written()
        workplace(widget).status(say(N_("The view {name} is taken away."), name=gone.name), Tone.GOOD)


def counted(session: Session) -> Message | None:
    """How many there are, for Værksted."""
    number = len(views.usable(session))
    return Message(N_("{n} view"), {"n": number}, N_("{n} views")) if number else None
