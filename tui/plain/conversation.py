"""The conversation: one is somewhere, hears what is there, and says what is to be done; everything is a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.errors import ExitCode
from tui.commands.line import ahead
from tui.plain import called, questions
from tui.plain.places import Area, Noun, Verb, areas, verbs, verbs_for, verbs_of
from tui.plain.questions import GivenUp, Kept, said_yes
from tui.plain.things import Thing
from tui.words import N_, _

Run = Callable[[Sequence[str]], int]
Ask = Callable[[str], str]
Tell = Callable[[str], None]
Look = Callable[[Noun, str], Thing | None]

HELP = N_(
    "A number opens what has it in the list you heard last; meeting 4 or person 12 opens that one from anywhere.\n"
    "A text looks for it where you are; begin it with / if it is also a command.\n"
    "m tells what can be done here, m and a word only what has that word; then it asks what it must know."
    " A full stop alone gives up.\n"
    "An area's name or first letters go there: {areas}.\n"
    "r tells again what is here, b goes back, u undoes, redo does it again, q ends.\n"
    "Every command works too, as in: person list anna, or: meeting answer 4 anna yes. Said alone it asks."
    " help and a word reads from the guides."
)

_WORDS = {"b": N_("back"), "?": N_("help"), "m": N_("menu"), "u": N_("undo"), "r": N_("again")}
_SHORT = {one: key for key, one in _WORDS.items() if key != "u"}  # the command of that name does the same
_NONE_HERE = N_("There is no {said} here.")
_GIVEN_UP = N_("Given up; nothing was done.")


@dataclass(frozen=True)
class Place:
    """An area, or one thing in it; `line` is the command that tells of it."""

    area: Area
    line: tuple[str, ...]
    noun: Noun | None = None
    reference: str = ""


@dataclass
class Conversation:
    """`run` runs a command line and tells what it says; `ask` gets a line, and raises `EOFError` where there is none.

    `look` looks up what a number stands for: to be called by its name, and to see what colleagues change meanwhile.
    """

    run: Run
    ask: Ask
    tell: Tell
    look: Look = lambda _noun, _reference: None
    places: list[Place] = field(default_factory=list)
    listed: Noun | None = None
    heard: Thing | None = None  # the thing one is at, as it was told

    def hold(self) -> int:
        """Talk until the person has had enough; the exit code."""
        self.tell(_(N_("laug in plain lines. ? tells what you can say, m what can be done here, q ends.")))
        self.go(areas()[0])
        while True:
            try:
                said = (ahead.taken() or self.ask(f"{self._here()}> ")).strip()
            except EOFError:
                self.tell("")
                return ExitCode.DONE
            except KeyboardInterrupt:
                self.tell("")
                continue
            if said.casefold() in ("q", _(N_("quit")), "quit", "exit"):
                return ExitCode.DONE
            self.hear(said)

    def hear(self, said: str) -> None:
        """Do what somebody said."""
        try:
            self._understand(said)
        except GivenUp:
            self.tell(_(_GIVEN_UP))
        except (EOFError, KeyboardInterrupt):
            self.tell("\n" + _(_GIVEN_UP))  # the question stands on the line still

    def go(self, area: Area) -> None:
        """Go to an area, and tell what is there."""
        self._enter(Place(area, area.opening))

    def _understand(self, said: str) -> None:
        word = said.casefold()
        area = _area(word)
        match _SHORT.get(word) or next((key for key, one in _WORDS.items() if word == _(one)), word):
            case "" | ".":
                pass  # the place is asked for again; a full stop gives up what there is to give up
            case "r":
                self._tell_place()
            case "y" | "j" | "n" | "yes" | "ja" | "no" | "nej":
                self.tell(_(N_("Nothing was asked just now. To look for it, begin with /.")))
            case "?":
                self.tell(_(HELP).format(areas=_areas_named()))
            case "m":
                self._menu()
            case _ if word.startswith("m "):
                self._menu(said[1:].strip())
            case "b":
                self._back()
            case "u":
                self.run(("undo",))
            case _ if _is_number(word):
                self._open_listed(word)
            case _ if (named := _named(word)) is not None:
                self._open(*named)
            case _ if (operation := _numbered(word, ("operation", _(N_("operation"))))) is not None:
                self._do(("undo", operation, "--dry-run"))  # what it did, and what undoing it would put back
            case _ if area is not None:
                self.go(area)
            case _ if said.startswith("/"):
                self._search(said[1:].strip())
            case _:
                self._line_or_search(said)

    # -- being somewhere -------------------------------------------------------------------------------

    def _here(self) -> str:
        place = self.places[-1]
        if place.noun is None:
            return _(place.area.name)
        name = f" {self.heard.name}" if self.heard else ""
        return f"{_(place.area.name)}, {_(place.noun.word)} {place.reference}{name}"

    def _enter(self, place: Place) -> None:
        self.places.append(place)
        self._tell_place()

    def _tell_place(self) -> None:
        place = self.places[-1]
        self._look()
        if place.line:
            self._do(place.line)
        else:
            self.tell(_(N_("{area}. Write a name or a filter to look for, / for all, or m for what can be done."))
                      .format(area=_(place.area.name)))  # fmt: skip

    def _back(self) -> None:
        if len(self.places) > 1:
            self.places.pop()
            self._tell_place()
        else:
            self.tell(_(N_("You are where you began. An area's name goes there: {areas}.")).format(areas=_areas_named()))

    def _open_listed(self, number: str) -> None:
        if self.listed is not None:
            self._open(self.listed, number)
        else:
            told = N_("The numbers you heard last open nothing by themselves. Say what it is as well, as in: meeting {number}")
            self.tell(_(told).format(number=number))

    def _open(self, noun: Noun, number: str) -> None:
        opened = Place(_home(noun), (noun.group, "show", number), noun, number)
        if self._do(opened.line) == ExitCode.DONE:
            self.places.append(opened)
            self._look()

    def _look(self) -> None:
        place = self.places[-1]
        self.heard = self.look(place.noun, place.reference) if place.noun else None

    def _search(self, text: str) -> None:
        noun = _found_in(self.places[-1].area)
        if self._do((noun.group, "list", *([text] if text else []))) == ExitCode.NOTHING_FOUND:
            self.tell(_(N_("That was looked for, for it is no command. ? tells what you can say.")))
            if text and (near := called.by_word(text, verbs())):
                told = N_("Something can be done with it: {doing} m {said} tells all of it.")
                self.tell(_(told).format(doing=near[0].told, said=text))

    def _line_or_search(self, said: str) -> None:
        """A command line if it begins as one, or else what to look for here."""
        words = questions.words_of(said)
        line = tuple(words[1:] if words[:1] == ["laug"] else words)
        verb = next((one for one in verbs() if one.path == line), None)
        group = [one for one in verbs() if line and one.path[: len(line)] == line]
        if verb is not None and verb.asks:  # named alone it only could complain; so it asks
            self._ask_and_do(verb)
        elif verb is None and group:
            self._choose(group)
        elif line[:1] in {one.path[:1] for one in verbs()} or words[:1] == ["laug"]:
            self._do_or_ask(line)
        else:
            self._search(said)

    def _do_or_ask(self, line: Sequence[str]) -> None:
        """Do what was said; where it cannot be understood, what is missing can be asked for."""
        code, verb = self._do(line), _verb(line)
        if code != ExitCode.USAGE or verb is None or not verb.command.params:
            return
        said = self.ask(_(N_("Shall laug ask for what it must know? y for yes, Enter for no")) + ": ").strip()
        if said_yes(said):
            named = line[len(verb.path) : len(verb.path) + 1]
            told = verb.noun is not None and named and not named[0].startswith("-")
            self._ask_and_do(verb, {verb.noun: named[0]} if verb.noun and told else None)
        else:
            ahead.keep("" if questions.said_no(said) else said)

    # -- doing something -------------------------------------------------------------------------------

    def _menu(self, wanted: str = "") -> None:
        """What can be done here, numbered; asks which, by its number or by a word that leaves fewer of them.

        `wanted` is such a number or word that was said at once.
        """
        place = self.places[-1]
        found = verbs_for(place.noun) if place.noun else verbs_of(place.area)
        if wanted and not wanted.isdecimal():
            # What belongs elsewhere can be done from here all the same.
            found = called.near(wanted, found) or called.near(wanted, verbs())
            if not found:
                self.tell(_(_NONE_HERE).format(said=wanted))
                return
        self._choose(found, wanted if wanted.isdecimal() else "")

    def _choose(self, found: Sequence[Verb], wanted: str = "") -> None:
        """Tell commands, and do the one that is chosen, by the number `wanted` or by what is said then."""
        if not wanted:
            self._tell_menu(found)
        question = _(N_("Number, a word to hear fewer, or Enter for none")) + ": "
        while (said := wanted or self.ask(question).strip()) not in ("", "."):
            wanted = ""
            if said.isdecimal() and 1 <= int(said) <= len(found):
                self._ask_and_do(found[int(said) - 1])
                return
            near = [] if said.isdecimal() else called.near(said, found)
            if near:
                found = near
                self._tell_menu(found)
            elif _leads_elsewhere(said):
                ahead.keep(said)
                return
            else:
                self.tell(_(_NONE_HERE).format(said=said))

    def _ask_and_do(self, verb: Verb, given: dict[Noun, str] | None = None) -> None:
        """Ask for what a command must know, and do it; what it refuses can be put right without saying it all again."""
        place = self.places[-1]
        known = given or ({place.noun: place.reference} if place.noun else {})
        version = self.heard.version if self.heard and not given else None
        kept = Kept()
        question = _(N_("Put it right? What you said is kept. y for yes, Enter for no")) + ": "
        while True:
            code = self._do(questions.line_for(verb, known, self.ask, self.tell, kept, version=version))
            refused = code == ExitCode.USAGE or (code == ExitCode.NOTHING_FOUND and not verb.searches)
            if not (refused and kept.something):
                break
            if not said_yes(said := self.ask(question).strip()):
                ahead.keep("" if questions.said_no(said) else said)  # what is to be done instead
                break
        self._look()  # what one has just done oneself is no colleague's change

    def _tell_menu(self, found: Sequence[Verb]) -> None:
        for number, verb in enumerate(found, start=1):
            self.tell(f"{number}. {_told(verb)}")

    def _do(self, line: Sequence[str]) -> int:
        """Run a line; the numbers it told are what the next number means."""
        code = self.run(line)
        verb = _verb(line)
        if verb is not None and verb.numbers:
            self.listed = verb.lists
        return code


def _verb(line: Sequence[str]) -> Verb | None:
    """The command a line calls."""
    near = [verb for verb in verbs() if tuple(line[: len(verb.path)]) == verb.path]
    return max(near, key=lambda verb: len(verb.path), default=None)


def _leads_elsewhere(said: str) -> bool:
    """Whether it names an area, one thing, or a command: somebody has gone on without leaving the menu first."""
    word = said.casefold()
    named = _area(word) is not None or _named(word) is not None
    return named or said.split()[0] in {"m", "laug", *(verb.path[0] for verb in verbs())}


def _told(verb: Verb) -> str:
    return f"{verb.told} ({' '.join(verb.path)})"


def _named(said: str) -> tuple[Noun, str] | None:
    """`meeting 4`: one thing by what it is and its number."""
    return next(
        ((noun, found) for noun in Noun if (found := _numbered(said, (noun.group, _(noun.word)))) is not None), None
    )


def _numbered(said: str, words: Sequence[str]) -> str | None:
    word, _blank, number = said.partition(" ")
    return number if _is_number(number) and word in words else None


def _is_number(text: str) -> bool:
    """Whether it is a thing's number; the days of a series have some below nought."""
    return text.removeprefix("-").isdecimal()


def _area(word: str) -> Area | None:
    """The area so called, or the one whose name begins with it; three letters at least."""
    near = [one for one in areas() if _(one.name).casefold().startswith(word)]
    return near[0] if len(near) == 1 and len(word) >= min(3, len(_(near[0].name))) else None


def _areas_named() -> str:
    return ", ".join(_(one.name) for one in areas())


def _home(noun: Noun) -> Area:
    return next(one for one in areas() if noun.group in one.groups)


def _found_in(area: Area) -> Noun:
    """What one looks for in an area; people where it has nothing of its own."""
    return next((noun for group in area.groups for noun in Noun if noun.group == group), Noun.PERSON)
