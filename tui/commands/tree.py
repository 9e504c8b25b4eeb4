"""The top command: what `laug` can do, and where each command lives. Nothing here imports any of them."""

import click

from tui.commands.line.words import LazyGroup, Option
from tui.words import N_, _

COMMANDS = {
    "demo": ("tui.commands.files:demo", N_("Make an example file full of invented people and try laug on it.")),
    "tour": ("tui.commands.files:tour", N_("Be shown round laug on an example, step by step, in some ten minutes.")),
    "init": ("tui.commands.files:init", N_("Make an empty register.")),
    "today": (
        "tui.commands.today:today",
        N_("This week: meetings and answers, what is to be done, who finishes, what colleagues did since you were here."),
    ),
    "person": ("tui.commands.person:person", N_("People: find, show, add, edit.")),
    "organisation": ("tui.commands.organisation:organisation", N_("Schools, companies and other organisations.")),
    "school": ("tui.commands.school:school", N_("When classes and people are at school.")),
    "rollover": ("tui.commands.rollover:rollover", N_("Who finishes, and what becomes of them.")),
    "break": ("tui.commands.school_break:break_", N_("The breaks of the schools; holidays are known.")),
    "education": (
        "tui.commands.education:education", N_("Educations: their names, old names, and what an apprentice is called.")
    ),
    "network": ("tui.commands.network:network", N_("Networks and who is in them.")),
    "consent": ("tui.commands.consent:consent", N_("Consents: what people agree to, purpose by purpose.")),
    "meeting": ("tui.commands.meeting:meeting", N_("Meetings and who is invited.")),
    "series": ("tui.commands.series:series", N_("Meetings that come again by a rule.")),
    "import": ("tui.commands.imports:import_", N_("Read lists of people, and answers of calendars.")),
    "export": ("tui.commands.exports:export", N_("Write contact lists and calendars.")),
    "publish": (
        "tui.commands.publish:publish",
        N_("Write a folder for the web: a calendar to subscribe to and a page for each network, and a page with all."),
    ),
    "mail": ("tui.commands.mail:mail", N_("Drafts of mails with calendar files, and what went out.")),
    "report": (
        "tui.commands.report:report",
        N_("Figures: members, attendance, weeks at school; beside them those of a year before."),
    ),
    "tidy": ("tui.commands.tidy:tidy", N_("Who wants looking after, and what mends it.")),
    "view": ("tui.commands.view:view", N_("Saved views: queries with a name.")),
    "undo": ("tui.commands.history:undo", N_("Undo your last operation, or the one with this number.")),
    "redo": ("tui.commands.history:redo", N_("Do again what you undid last.")),
    "log": ("tui.commands.history:log", N_("What was done, by whom and when.")),
    "backup": ("tui.commands.backup:backup", N_("Make a copy of the register.")),
    "restore": ("tui.commands.backup:restore", N_("Go back to a copy of the register, after showing what that would change.")),
    "doctor": (
        "tui.commands.doctor:doctor",
        N_("See whether the register is well: the file, its place and mode, search, the log, copies."),
    ),
    "help": ("tui.commands.help:help_", N_("The guides: which pages there are, or the page whose heading has these words.")),
    "config": ("tui.commands.shell:config", N_("Where laug's settings come from.")),
    "completion": ("tui.commands.shell:completion", N_("Let the shell complete laug's commands.")),
}
DANISH = {
    "fortryd": "undo", "netværk": "network", "møde": "meeting", "møder": "meeting", "personer": "person", "idag": "today",
    "organisationer": "organisation", "indlæs": "import", "importer": "import", "eksporter": "export",
    "eksport": "export", "skole": "school", "samtykke": "consent", "samtykker": "consent",
    "visning": "view", "visninger": "view", "hjælp": "help", "prøv": "demo", "opret": "init",
    "uddannelse": "education", "uddannelser": "education",
    "udgiv": "publish", "ferie": "break", "ferier": "break", "serie": "series", "serier": "series",
    "rapport": "report", "rapporter": "report",
}  # fmt: skip
HELP = N_(
    "laug keeps the networks of vocational education: their people, memberships and meetings. Without a command it"
    " opens the screens."
)


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from tui.main import VERSION

        click.echo(f"laug {VERSION}")
        context.exit()


VERSION_OPTION = Option(
    ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)


@click.group(
    cls=LazyGroup,
    name="laug",
    help=HELP,
    table=COMMANDS,
    danish=DANISH,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    params=[VERSION_OPTION],
)
@click.pass_context
def laug(context: click.Context) -> int | None:
    if context.invoked_subcommand is None:
        return _screens_or_overview(context)
    return None


def _screens_or_overview(context: click.Context) -> int:
    from tui.commands.line.console import Console
    from tui.commands.line.settings import LINE, collected
    from tui.main import at_terminal, open_screens

    console = Console(collected(context))
    if console.settings.plain and not console.settings.no_input:  # from a pipe as well: a reader's tool, or a script
        from tui.plain.start import converse

        return converse(context.meta[LINE], console)
    if at_terminal() and not console.settings.as_data:
        return open_screens(console.path, console.settings.account, console.settings.theme, console.settings.mouse)
    click.echo(_(OVERVIEW))
    return 0


OVERVIEW = N_(
    "laug keeps the networks of vocational education: people, meetings, calendars and contact lists.\n"
    "\n"
    "  laug                     the screens (in a terminal)\n"
    "  laug demo                try it on invented people\n"
    "  laug person list anna    find people\n"
    "  laug meeting list        the coming meetings\n"
    "  laug --help              everything else"
)
