"""Problems found in workbooks: one catalogue of codes, each with its level and its words.

A problem is a value, not an exception: readers collect all of them, and each knows the cell it stands in.
The message says what is wrong and what to do, in the language in use when the problem is made.
"""

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from terms import Level
from words import N_, _

PROBLEM_SHEET = "问题清单"  # the sheet on which a workbook's problems go back to its sender
PROBLEM_TITLE = "规划目标监测 · 问题清单"  # its first cell; other people have sheets called 问题清单 too
SHOWN_LENGTH = 60  # characters of a cell's text shown in a message; the cell itself has the rest


@dataclass(frozen=True)
class Problem:
    """One thing wrong with, or worth saying of, one cell, for the person who filled the sheet.

    `cell` is named as Excel shows it ("B17"), `column` is the header over it, `value` the text as typed.
    `code` is stable; `level` is error (keeps the file out), warning (wants a reason) or hint.
    """

    sheet: str
    cell: str
    column: str
    value: str
    code: str
    level: Level
    message: str

    def to_json(self) -> dict[str, str]:
        return {
            "sheet": self.sheet,
            "cell": self.cell,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "level": self.level.value,
            "message": self.message,
        }


@dataclass(frozen=True)
class Entry:
    """What the catalogue says of a code. `template` is English source text, with {value} and {details}."""

    level: Level
    template: str


def problem(
    code: str, *, sheet: str = "", cell: str = "", column: str = "", value: object = "", **details: object
) -> Problem:
    """The problem of this code at this cell. `details` are what its message names beside value and column.

    An unknown code is a bug: KeyError.
    """
    text = message(code, value, sheet=sheet, column=column, **details)
    return Problem(sheet, cell, column, as_typed(value), code, CATALOGUE[code].level, text)


def message(code: str, value: object = "", **details: object) -> str:
    """The message of a code in the language in use.

    A detail that the message needs and is not given is left out. `suggestion`, the likely reading, becomes a
    sentence of its own at the end ("" and "—" mean there is none).
    """
    words = {name: _shown(as_typed(detail)) for name, detail in details.items()}
    text = _(CATALOGUE[code].template).format_map(defaultdict(str, words, value=_shown(as_typed(value))))
    if words.get("suggestion", "") not in ("", "—"):
        text += _(" It may be meant as “{suggestion}”.").format(suggestion=words["suggestion"])
    return text


def as_typed(value: object) -> str:
    """A cell's value as the person who typed it knows it, nothing trimmed: 45.0 is "45", None is "".

    Dates are written 2023年5月12日, with the time only where there is one.
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if math.isnan(value):
            return ""
        case float() if math.isfinite(value):
            # 15 digits, as Excel shows: 0.1 + 0.2 is 0.3. Never 1e+20.
            return format(Decimal(format(value, ".15g")), "f")
        case datetime() if value.time() != time():
            return f"{value.year}年{value.month}月{value.day}日 {value:%H:%M}"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def _shown(text: str) -> str:
    """Text as it stands between quotes in a message: on one line, and cut when long."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "⏎")
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"


ERROR, WARNING, HINT = Level.ERROR, Level.WARNING, Level.HINT

CATALOGUE: dict[str, Entry] = {
    # --- the workbook and its tables ---
    "no-table": Entry(
        ERROR,
        N_("No table was found on this sheet. Keep a header row with the columns of the template."),
    ),
    "hidden-sheet": Entry(HINT, N_("The hidden sheet “{sheet}” was not read. Show it if it holds data.")),
    "hidden-rows": Entry(
        HINT,
        N_("Hidden rows hold data and were read too: {expected}. Delete those that do not count."),
    ),
    "missing-column": Entry(
        ERROR,
        N_("The table has no column “{column}”. Add it; the template shows where it stands."),
    ),
    "missing-value": Entry(ERROR, N_("“{column}” is empty in this row. Fill it in.")),
    "not-filled-in": Entry(
        HINT,
        N_("This row is not filled in, so it is left out. Fill it in if there is something to report."),
    ),
    "table-not-filled-in": Entry(
        HINT,
        N_(
            "No row of this table is filled in, so it is no report, not even a zero report. "
            "Fill in what there is to report."
        ),
    ),
    "duplicate-key": Entry(
        ERROR,
        N_("“{value}” stands in more than one row; the first is {first}. Keep one of them."),
    ),
    "unknown-plan": Entry(
        ERROR,
        N_(
            "No plan with the code “{value}” is loaded. "
            "Load that plan first, or correct 规划代码 above the table."
        ),
    ),
    "unknown-target": Entry(
        ERROR,
        N_("The plan has no target “{value}”. Use a target code from the plan’s target sheet."),
    ),
    "unknown-task": Entry(
        ERROR,
        N_("The plan has no task “{value}”. Use a task number from the plan’s task division."),
    ),
    "unknown-unit": Entry(
        WARNING,
        N_(
            "“{value}” is not in the plan’s list of units. "
            "Use a name or alias from that list, or add it there."
        ),
    ),
    "month-outside-plan": Entry(
        ERROR, N_("“{value}” lies outside the plan’s period, {expected}. Check the month.")
    ),
    "older-ledger": Entry(
        WARNING,
        N_(
            "The unit has reported this register for {expected} already; this one, for {value}, would set items back. "
            "Send the newest register."
        ),
    ),
    "no-plan": Entry(
        ERROR,
        N_("The workbook does not say which plan it belongs to. Write 规划代码：… above the table."),
    ),
    "no-month": Entry(
        ERROR,
        N_(
            "The workbook does not say which month it reports for. Write 填报月份：2023年6月 above the table."
        ),
    ),
    "no-unit": Entry(
        ERROR,
        N_("The workbook does not say which unit reports. Write 填报单位：… above the table."),
    ),
    "no-cached-value": Entry(
        ERROR,
        N_(
            "This cell holds a formula without a saved result. "
            "Open the workbook in Excel or WPS, save it and send it again."
        ),
    ),
    "numerator-above-denominator": Entry(
        ERROR,
        N_("The numerator “{value}” is larger than the denominator {expected}. Check both figures."),
    ),
    "share-above-one": Entry(
        WARNING, N_("“{value}” is more than 100%. Check the figure and its percent sign.")
    ),
    # --- text ---
    "wrong-encoding": Entry(
        ERROR,
        N_(
            "“{value}” was garbled when the file was converted. "
            "Type the text again, or send the original file."
        ),
    ),
    "formula-error": Entry(
        ERROR,
        N_("The formula in this cell gives the error “{value}”. Repair it, or type the value."),
    ),
    "traditional-characters": Entry(
        HINT, N_("“{value}” holds traditional characters; it is read in simplified ones.")
    ),
    "pinyin-removed": Entry(HINT, N_("“{value}” holds pinyin left by a converter; it is read without it.")),
    # --- choices ---
    "bad-choice": Entry(ERROR, N_("“{value}” is not one of the words allowed here. Use one of: {expected}.")),
    # --- numbers ---
    "letters-for-digits": Entry(
        WARNING,
        N_("“{value}” holds letters in place of digits; it is read as {expected}. Type the digits."),
    ),
    "not-a-number": Entry(
        ERROR,
        N_("“{value}” cannot be read as a number. Write one number with its unit, for example 90项 or 80%."),
    ),
    "date-not-number": Entry(ERROR, N_("“{value}” is a date where a number is expected. Type the number.")),
    "several-numbers": Entry(
        ERROR,
        N_(
            "“{value}” holds several numbers: {expected}. "
            "Give each its own row, or keep the one that is meant."
        ),
    ),
    "mixed-comparators": Entry(
        ERROR,
        N_("“{value}” says both {expected}. Keep one of these words."),
    ),
    "range-reversed": Entry(
        ERROR, N_("In “{value}” the range ends before it begins. Write the smaller value first.")
    ),
    "unfamiliar-unit": Entry(
        WARNING,
        N_(
            "The unit of measure “{expected}” in “{value}” is not a familiar one. "
            "Check that this is a quantity and not a name."
        ),
    ),
    "unit-differs": Entry(
        WARNING,
        N_(
            "“{value}” is in another unit of measure than its column ({expected}). "
            "Convert it, or correct the unit."
        ),
    ),
    "unclear-percent": Entry(
        ERROR,
        N_("“{value}” may be a share or a percentage. Type it with its sign: {expected}."),
    ),
    "percent-sign-missing": Entry(
        WARNING,
        N_("“{value}” is read as {expected}. Type the percent sign."),
    ),
    "large-share": Entry(
        WARNING, N_("“{value}” is a share of {expected}. Check the number and the cell’s format.")
    ),
    "not-exact": Entry(
        WARNING,
        N_("“{value}” is not an exact figure; it is read as {expected}. Report the figure that was counted."),
    ),
    "not-whole": Entry(ERROR, N_("“{value}” is not a whole number. Type the whole number that was counted.")),
    "below-zero": Entry(ERROR, N_("“{value}” is below zero, which a count cannot be. Check the number.")),
    # --- dates, deadlines, months ---
    "not-a-date": Entry(ERROR, N_("“{value}” cannot be read as a date. Write it like {expected}.")),
    "damaged-date": Entry(
        ERROR, N_("Part of the date “{value}” is missing. Write it in full, like {expected}.")
    ),
    "no-such-date": Entry(ERROR, N_("“{value}” names a day or month that does not exist. Correct the date.")),
    "implausible-date": Entry(ERROR, N_("“{value}” lies outside the years {expected}. Correct the year.")),
    "date-number": Entry(
        ERROR,
        N_(
            "“{value}” is a number that is not formatted as a date. "
            "Format the cell as a date, or write {expected}."
        ),
    ),
    "dropped-zero": Entry(
        ERROR,
        N_("The number “{value}” may be month 1 or month 10, as Excel drops a last zero. Write {expected}."),
    ),
    "year-missing": Entry(ERROR, N_("“{value}” has no year, and its table gives none. Write the year.")),
    "no-day": Entry(ERROR, N_("“{value}” does not say the day. Write the full date, like {expected}.")),
    "several-dates": Entry(ERROR, N_("“{value}” holds several dates. Keep the one that is meant.")),
    "several-days": Entry(HINT, N_("“{value}” covers several days; the last of them, {expected}, is taken.")),
    "two-deadlines": Entry(
        HINT,
        N_("“{value}” holds several deadlines; the last of them, {expected}, is taken. The text is kept."),
    ),
    "relative-deadline": Entry(
        HINT,
        N_("“{value}” counts from an event whose date is not known. The text is kept; no date is set."),
    ),
    "deadline-not-read": Entry(
        WARNING,
        N_("No date is found in the deadline “{value}”. The text is kept; write a date if there is one."),
    ),
    "unclear-before": Entry(
        WARNING,
        N_(
            "“{value}” may mean before that time begins or by its end; "
            "it is read as by {expected}. Write it with 底前 or with a day."
        ),
    ),
    "loose-date": Entry(HINT, N_("“{value}” is a loose time; it is read as by {expected}.")),
    "first-of-month": Entry(
        HINT,
        N_("“{value}” is read as the first of the month. If the whole month is meant, write {expected}."),
    ),
    "schedule-order": Entry(
        WARNING, N_("The dates in “{value}” do not follow one another. Check the months and years.")
    ),
    "not-a-month": Entry(ERROR, N_("“{value}” cannot be read as a month. Write it like {expected}.")),
    "month-range": Entry(
        HINT, N_("“{value}” covers several months; the last of them, {expected}, is taken.")
    ),
    # --- units, states, standard numbers ---
    "unit-twice": Entry(HINT, N_("“{expected}” stands more than once in “{value}”; it is counted once.")),
    "people-left-out": Entry(
        HINT,
        N_("“{value}” does not name everybody; those without a name are not counted as people trained."),
    ),
    "not-people": Entry(
        HINT,
        N_("“{expected}” is not read as a person’s name and is left out. List names, parted by “、”."),
    ),
    "unbalanced-bracket": Entry(
        WARNING,
        N_("A bracket in “{value}” is not closed, so names may be cut wrongly. Close the bracket."),
    ),
    "unknown-state": Entry(
        ERROR,
        N_("“{value}” is not a status that can be read for certain. Use one of: {expected}."),
    ),
    "several-states": Entry(ERROR, N_("“{value}” names several statuses: {expected}. Keep one of them.")),
    "only-unfinished": Entry(
        HINT,
        N_("“{value}” only says that the work is not finished; it is read as {expected}."),
    ),
    "bad-standard-number": Entry(
        ERROR,
        N_("“{value}” is not a standard number. Write it like {expected}."),
    ),
    "several-standard-numbers": Entry(
        ERROR,
        N_("“{value}” holds several standard numbers. Give each its own row."),
    ),
    "unknown-region": Entry(
        ERROR,
        N_("“{value}” has a region code that is not in GB/T 2260. Correct the digits after DB."),
    ),
    "unknown-standard-code": Entry(
        WARNING,
        N_("The code “{expected}” in “{value}” is not a known national or industry standard code. Check it."),
    ),
    "local-without-t": Entry(
        WARNING,
        N_(
            "“{value}” is a local standard without /T. "
            "Local standards are recommended ones since 2018; check the number."
        ),
    ),
    "standard-number-tidied": Entry(HINT, N_("“{value}” is read as {expected}.")),
}
