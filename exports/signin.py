"""The sign-in sheet as a workbook, as a page to be printed by any browser, and as plain text."""

import tempfile
from collections.abc import Callable, Mapping
from html import escape
from io import BytesIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # ships no types

from core.attending.signin import SignInSheet
from core.messages import N_
from core.rules.spoken import spoken_span
from exports.columns import Wording
from exports.plain_text import one_line

_NAME, _PLACE, _SIGNATURE = N_("Name"), N_("Class or place"), N_("Signature")
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 15mm; }}
body {{ font-family: sans-serif; font-size: 12pt; margin: 1em; }}
h1 {{ font-size: 16pt; margin: 0; }}
p {{ margin: .3em 0 1em; }}
table {{ border-collapse: collapse; width: 100%; }}
thead {{ display: table-header-group; }}
th {{ text-align: left; }}
th, td {{ border-bottom: 1px solid #888; height: 9mm; padding: 0 2mm; }}
tr {{ break-inside: avoid; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{about}</p>
<table>
<thead><tr>{headings}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""
_LINES_WIDE = 40


def _headings(sheet: SignInSheet, wording: Wording) -> list[str]:
    known = [_NAME, *([_PLACE] if _placed(sheet) else []), _SIGNATURE]
    return [wording.catalogue.gettext(heading) for heading in known]


def _placed(sheet: SignInSheet) -> bool:
    return any(place for _name, place in sheet.lines)


def _rows(sheet: SignInSheet) -> list[list[str]]:
    placed = _placed(sheet)
    every = [*sheet.lines, *[("", "")] * sheet.free]
    return [[one_line(name), *([one_line(place)] if placed else []), ""] for name, place in every]


def _about(sheet: SignInSheet, wording: Wording) -> str:
    when = spoken_span(sheet.span, wording.language)
    return ", ".join(part for part in (when, one_line(sheet.place)) if part)


def as_html(sheet: SignInSheet, wording: Wording) -> bytes:
    """A page without scripts or anything from elsewhere; a browser prints it or makes a PDF of it."""
    rows = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in _rows(sheet))
    headings = "".join(f"<th>{escape(heading)}</th>" for heading in _headings(sheet, wording))
    page = _PAGE.format(
        language=wording.language.value, title=escape(one_line(sheet.title)), about=escape(_about(sheet, wording)),
        headings=headings, rows=rows,
    )  # fmt: skip
    return page.encode()


def as_text(sheet: SignInSheet, wording: Wording) -> bytes:
    """Lines to write on, for a plain printer."""
    rows = _rows(sheet)
    headings = _headings(sheet, wording)
    widths = [max(len(heading), *(len(row[at]) for row in rows)) + 2 for at, heading in enumerate(headings)]
    lines = [one_line(sheet.title), _about(sheet, wording), "", _line(headings, widths)]
    for row in rows:
        lines += ["", _line([*row[:-1], "_" * _LINES_WIDE], widths)]
    return ("\n".join(lines) + "\n").encode()


def as_lines(sheet: SignInSheet, wording: Wording) -> bytes:
    """Who is expected, a line for each, to be read aloud: no room to sign, no columns, no empty lines for others."""
    lines = [one_line(sheet.title), _about(sheet, wording), *(", ".join(filter(None, row[:-1])) for row in _rows(sheet))]
    return ("\n".join(line for line in lines if line) + "\n").encode()


def _line(cells: list[str], widths: list[int]) -> str:
    return "".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def as_xlsx(sheet: SignInSheet, wording: Wording) -> bytes:
    """A workbook on portrait A4, headings on every page, rows high enough to write in; text is always text."""
    stream = BytesIO()
    with tempfile.TemporaryDirectory(prefix="laug-") as folder:
        workbook = Workbook(stream, {"in_memory": True, "tmpdir": folder})
        page = workbook.add_worksheet("laug")
        page.write_string(0, 0, one_line(sheet.title), workbook.add_format({"bold": True, "font_size": 16}))
        page.write_string(1, 0, _about(sheet, wording))
        heading = workbook.add_format({"bold": True, "bottom": 2})
        for at, text in enumerate(_headings(sheet, wording)):
            page.write_string(3, at, text, heading)
        cell = workbook.add_format({"bottom": 1, "valign": "vcenter"})
        for number, row in enumerate(_rows(sheet), 4):
            page.set_row(number, 26)
            for at, text in enumerate(row):
                page.write_string(number, at, text, cell)
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 18 if _placed(sheet) else 40)
        page.set_column(2, 2, 34)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(3)
        page.set_footer("&R&P / &N")
        workbook.close()
    return stream.getvalue()


FORMATS: Mapping[str, Callable[[SignInSheet, Wording], bytes]] = {"xlsx": as_xlsx, "html": as_html, "txt": as_text}
"""What a sheet can be written as, by the end of the file's name."""
