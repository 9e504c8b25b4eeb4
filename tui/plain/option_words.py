"""What options are called in a conversation: by a word of the language one speaks; their names are understood as well."""

import click

from core.rules.alphabet import spelled_plainly
from tui.words import N_, _

# Written as they are typed, so that no other sentence has the same text to be translated.
OPTIONS = (
    N_("--access"), N_("--activity"), N_("--address"), N_("--again"), N_("--agenda"), N_("--agreed"), N_("--alias"),
    N_("--all"), N_("--apply"), N_("--apprentice"), N_("--area"), N_("--ascii"), N_("--at"), N_("--begins"),
    N_("--birth-year"), N_("--bus"), N_("--calendar"), N_("--came"), N_("--capacity"), N_("--catering"),
    N_("--changed"), N_("--channel"), N_("--class"), N_("--closed"), N_("--column"), N_("--columns"), N_("--correct"),
    N_("--cvr"), N_("--day"), N_("--days"), N_("--description"), N_("--drill"), N_("--due"), N_("--each"),
    N_("--education"), N_("--email"), N_("--encoding"), N_("--english"), N_("--eux"), N_("--exact"), N_("--expected"),
    N_("--explain"), N_("--family"), N_("--first-names"), N_("--focus-area"), N_("--for"), N_("--format"),
    N_("--free"), N_("--from"), N_("--given"), N_("--good"), N_("--guardian"), N_("--history"), N_("--holidays"),
    N_("--host"), N_("--internal"), N_("--issued"), N_("--kind"), N_("--known-as"), N_("--language"),
    N_("--last-bus"), N_("--leave-out"), N_("--legal-basis"), N_("--level"), N_("--limit"), N_("--link"),
    N_("--list"), N_("--mapping"), N_("--markdown"), N_("--meeting"), N_("--members"), N_("--mend"), N_("--mended"),
    N_("--minutes"), N_("--missing"), N_("--month"), N_("--move"), N_("--moved-up"), N_("--name"), N_("--network"),
    N_("--neutral-title"), N_("--new"), N_("--no-journeyman"), N_("--of"), N_("--off"), N_("--on"), N_("--one-more"),
    N_("--online-link"), N_("--operation"), N_("--organisation"), N_("--organiser-email"), N_("--organiser-name"),
    N_("--output"), N_("--over"), N_("--owner"), N_("--partly"), N_("--people"), N_("--period"), N_("--person"),
    N_("--phone"), N_("--place"), N_("--plan"), N_("--postcode"), N_("--private-email"), N_("--project"),
    N_("--protected"), N_("--purpose"), N_("--query"), N_("--reason"), N_("--remove"), N_("--removed"),
    N_("--rename"), N_("--restricted"), N_("--reverse"), N_("--role"), N_("--rule"), N_("--salvage"), N_("--school"),
    N_("--score"), N_("--secret"), N_("--shared"), N_("--sheet"), N_("--show"), N_("--sign-up-by"),
    N_("--sign-up-days"), N_("--since"), N_("--slug"), N_("--sort"), N_("--stage"), N_("--status"), N_("--street"),
    N_("--tag"), N_("--take"), N_("--template"), N_("--text"), N_("--title"), N_("--to"), N_("--told"), N_("--town"),
    N_("--transport"), N_("--type"), N_("--untag"), N_("--until"), N_("--used"), N_("--useful"), N_("--version"),
    N_("--walk-in"), N_("--wanted"), N_("--week"), N_("--weeks"), N_("--when"), N_("--without"), N_("--wording"),
    N_("--write"), N_("--year"),
)  # fmt: skip


def word_for(option: click.Option) -> str:
    """What it is called in a conversation: one word."""
    written = option.opts[-1]
    return (_(written) if written in OPTIONS else written).lstrip("-")


def names(option: click.Option) -> tuple[str, str]:
    """What it may be called, spelled plainly: its word, and its name in the command line."""
    return spelled_plainly(word_for(option)), spelled_plainly(option.opts[-1].lstrip("-"))
