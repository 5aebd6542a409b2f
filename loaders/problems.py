"""Problems found in workbooks: one catalogue of codes, each with its level and its words.

A problem is a value, not an exception: readers collect all of them, and each knows the cell it stands in.
The message says what is wrong and what to do, in the language in use when the problem is made.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from words import N_, _
from words.numbers import as_typed
from words.terms import Level

PROBLEM_SHEET = "问题清单"  # the sheet on which a workbook's problems go back to its sender
PROBLEM_TITLE = "规划目标监测 · 问题清单"  # its first cell; other people have sheets called 问题清单 too
SHOWN_LENGTH = 60  # characters of a cell's text shown in a message; the cell itself has the rest
MOST_OF_A_CODE = 20  # problems of one code on one sheet that are told one by one


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


def shortened(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in their order, with no flood of one code: of more than 20 on a sheet, the 21st stands for the rest.

    Its message tells how many there are in all, and the first of their cells.
    """
    problems = list(problems)
    alike: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        alike[problem.sheet, problem.code].append(problem)
    short: list[Problem] = []
    for problem in problems:
        same = alike[problem.sheet, problem.code]
        if len(same) <= MOST_OF_A_CODE + 1:
            short.append(problem)
        elif same[0] is problem:
            short += [*same[:MOST_OF_A_CODE], _standing_for(same[MOST_OF_A_CODE:], len(same))]
    return short


def _standing_for(rest: list[Problem], count: int) -> Problem:
    cells = _shown("、".join(problem.cell for problem in rest[1:]))
    words = _(" The same goes for {more} more cells of this sheet, {count} in all: {cells}.")
    return replace(
        rest[0], message=rest[0].message + words.format(more=len(rest) - 1, count=count, cells=cells)
    )


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
        N_("The table has no column “{column}”. Add it, or say on the upload page which column it is."),
    ),
    "sheet-not-read": Entry(
        HINT,
        N_(
            "No table was found on this sheet, so nothing of it was read. That is right for notes and covers."
        ),
    ),
    "month-from-title": Entry(
        HINT,
        N_(
            "The workbook is taken to report for {expected}, as its title says. Write 填报月份：… to be sure."
        ),
    ),
    "column-twice": Entry(
        WARNING,
        N_(
            "Another column to the left means the same as “{column}”; that one is read. Rename or delete one of them."
        ),
    ),
    "column-not-read": Entry(
        HINT,
        N_("The column “{column}” is not one that Planwatch knows; it was not read."),
    ),
    "colour-not-read": Entry(
        HINT,
        N_("“{column}” is blank in every row. Colours are not read; write the status in words."),
    ),
    "filled-from-above": Entry(
        HINT,
        N_(
            "Blank cells of “{column}” are taken as those above them, here as {expected}. Merge or fill them to be sure."
        ),
    ),
    "split-row": Entry(
        ERROR,
        N_(
            "One row is spread over several here, and they say “{expected}” and “{value}”. Keep one of the two, or make two rows."
        ),
    ),
    "total-differs": Entry(
        WARNING,
        N_("The total says {value}, the rows add up to {expected}. Check the rows and the total."),
    ),
    "accumulation-unsaid": Entry(
        WARNING,
        N_(
            "The columns do not say whether their values are of the month alone (当月) or totals since the plan began (累计); "
            "they are read as totals. Write one of the two words above them."
        ),
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
    # --- checks: whose ledger, which month (loaders/checks/reporting.py, units.py, repeats.py) ---
    "month-after-plan": Entry(
        HINT, N_("“{value}” is long after the plan ended ({expected}). Check the month.")
    ),
    "month-after-ledger": Entry(
        ERROR,
        N_(
            "“{value}” is later than the month this ledger is for, {expected}. Correct one of the two months."
        ),
    ),
    "row-of-another-unit": Entry(
        WARNING,
        N_(
            "The plan gives “{value}” to {expected}, not to {unit}. "
            "Leave the row to that unit, or say why it is reported here."
        ),
    ),
    "other-unit-reported": Entry(
        WARNING,
        N_(
            "“{value}” was reported by {expected} before ({month}), and this row would take the place of theirs. "
            "Agree on one unit that reports it."
        ),
    ),
    # --- checks: standards (loaders/checks/standards.py) ---
    "standard-number-twice": Entry(
        ERROR,
        N_(
            "The number “{value}” is that of “{expected}” too, in {first}. "
            "A number belongs to one standard: correct one of them, or keep one row."
        ),
    ),
    "standard-number-known": Entry(
        ERROR,
        N_(
            "The number “{value}” is that of “{expected}” in {where}. "
            "A number belongs to one standard: correct it, or use the name reported there."
        ),
    ),
    "standard-renamed": Entry(
        WARNING,
        N_(
            "The number “{value}” is that of “{expected}” in {where}, which this ledger no longer has. "
            "If the standard was renamed, take the former row back when saving, or it counts twice."
        ),
    ),
    "joint-standard": Entry(
        HINT,
        N_(
            "“{value}” and “{expected}” in {first} have the same serial number. "
            "If they are one joint standard of Beijing, Tianjin and Hebei, keep one row: it counts once."
        ),
    ),
    "name-spelled-alike": Entry(
        WARNING,
        N_(
            "“{value}” and “{expected}” in {first} differ only in spaces and punctuation. "
            "If they are one standard, keep one row: both would count."
        ),
    ),
    "name-spelled-as-known": Entry(
        WARNING,
        N_(
            "“{value}” differs only in spaces and punctuation from “{expected}” in {where}. "
            "If they are one standard, use the name reported there: both would count."
        ),
    ),
    "dates-out-of-order": Entry(
        ERROR, N_("{column} “{value}” is earlier than {earlier} “{expected}”. Correct the one that is wrong.")
    ),
    "date-after-month": Entry(
        WARNING,
        N_(
            "“{value}” is later than {expected}, the end of the month reported. "
            "Check the date; report what is only planned once it has happened."
        ),
    ),
    "before-plan": Entry(
        HINT, N_("“{value}” is earlier than {expected}, when the plan began, so it does not count.")
    ),
    "published-without-date": Entry(
        ERROR,
        N_(
            "At the stage “{stage}” a standard has a publication date; without it, it cannot be counted. Fill it in."
        ),
    ),
    "published-without-number": Entry(
        WARNING, N_("At the stage “{stage}” a standard has its number. Fill it in.")
    ),
    "stage-before-publication": Entry(
        ERROR,
        N_(
            "The stage is “{value}”, yet a publication date is given ({expected}). "
            "Correct the stage, or empty the date."
        ),
    ),
    "number-before-approval": Entry(
        WARNING,
        N_(
            "“{value}” is given although the stage is “{expected}”; a number comes with approval (批准). "
            "Check the stage and the number."
        ),
    ),
    "year-of-number": Entry(
        WARNING, N_("The year in “{value}” is not that of the publication, {expected}. Check both.")
    ),
    "stage-back": Entry(
        WARNING,
        N_("The stage “{value}” goes back: it was “{expected}” in {where}. Correct it, or say why."),
    ),
    "no-longer-published": Entry(
        WARNING,
        N_(
            "The publication date {expected}, given in {where}, is gone, so the standard would count no longer. "
            "Fill it in again, or say why."
        ),
    ),
    "publication-moved": Entry(
        WARNING,
        N_(
            "The publication date was {expected} in {where}; with “{value}” the figures from {first_month} on change. "
            "Correct it, or say why."
        ),
    ),
    # --- checks: trainings (loaders/checks/trainings.py) ---
    "zero-attendance": Entry(
        WARNING,
        N_(
            "A session with nobody there is no session. Fill in the attendances, or empty the cell if not known."
        ),
    ),
    "attendance-missing": Entry(
        HINT,
        N_("“{column}” is empty: the session counts, but adds no attendances. Fill it in if it is known."),
    ),
    "training-planned": Entry(
        ERROR,
        N_(
            "“{value}” is later than {expected}, the end of the month reported, and there are no attendances. "
            "A session still planned is not reported: take the row out, or correct the date."
        ),
    ),
    "training-twice": Entry(
        WARNING,
        N_(
            "“{value}” and “{expected}” in {first} are of the same day and have nearly the same title. "
            "If they are one session, keep one row: both would count."
        ),
    ),
    "training-known": Entry(
        WARNING,
        N_(
            "“{value}” has the day and nearly the title of “{expected}” in {where}. "
            "If they are one session, use the title reported there: both would count."
        ),
    ),
    "many-attendances": Entry(
        WARNING,
        N_(
            "“{value}” is far more than the unit’s sessions usually had (about {expected}). Check the number."
        ),
    ),
    # --- checks: indicators (loaders/checks/indicators.py) ---
    "ratio-differs": Entry(
        WARNING,
        N_("“{value}” is not the numerator over the denominator, {expected}. Correct one of the three."),
    ),
    "target-unit-differs": Entry(
        WARNING,
        N_(
            "The target is measured in “{expected}”, not in “{value}”. Convert the figures, or correct the unit."
        ),
    ),
    "total-falls": Entry(
        WARNING,
        N_(
            "The total falls from {before} ({before_month}) to {after} ({after_month}), which a total since the plan "
            "began does not. If the figure is of the month alone, write it under 当月完成值; else check both figures."
        ),
    ),
    "total-not-sum": Entry(
        WARNING,
        N_(
            "{before} ({before_month}) and the {alone} of the month do not make the total {after} ({after_month}). "
            "Check the three figures."
        ),
    ),
    "month-values-added": Entry(
        HINT, N_("Only figures of the month are given; the totals are made by adding up all months reported.")
    ),
    "months-missing": Entry(
        WARNING,
        N_(
            "Nothing is known of {expected}, so the figures added up may be too low. "
            "Report these months too, or give the total since the plan began."
        ),
    ),
    "unlikely-jump": Entry(
        WARNING,
        N_(
            "“{value}” means {grown} in a month, far from the {expected} usual for this target. "
            "Check the figure, or say what brought it about."
        ),
    ),
    "unlikely-rate": Entry(
        HINT,
        N_(
            "“{value}” means a change of {grown} percentage points in a month, far from the {expected} usual "
            "for this target. Check the figure."
        ),
    ),
    # --- checks: task reports (loaders/checks/task_reports.py) ---
    "share-against-state": Entry(
        WARNING, N_("“{value}” does not go with the status “{expected}”: done is 100%, and 100% is done.")
    ),
    "share-falls": Entry(
        WARNING, N_("“{value}” is less than the {expected} of {month}. Check the share, or say why it fell.")
    ),
    "task-reopened": Entry(
        WARNING,
        N_("The task was done in {month} and is not now. Check the status, or say why under 存在问题."),
    ),
    "task-reopened-explained": Entry(
        HINT, N_("The task was done in {month} and is opened again, so it counts as done no longer.")
    ),
    "no-progress-text": Entry(
        HINT,
        N_("Nothing was said of this task’s progress since {expected}. Say in a few words what was done."),
    ),
    # --- checks: plan workbooks (loaders/checks/plans.py) ---
    "checkpoint-after-due": Entry(
        WARNING, N_("The checkpoint “{value}” is later than its target is due, {expected}. Check both dates.")
    ),
    "due-outside-plan": Entry(
        WARNING, N_("“{value}” lies outside the plan’s period, {expected}. Check the date.")
    ),
    "checkpoints-yearly-sum": Entry(
        WARNING, N_("The yearly values add up to {value}, the target asks for {expected}. Check both.")
    ),
    "checkpoints-yearly-gap": Entry(
        WARNING, N_("The yearly values leave out the year {value}. Add it, or check the years.")
    ),
    "checkpoints-perhaps-yearly": Entry(
        WARNING,
        N_(
            "The values add up to the target, {expected}, so they may be each year’s own. "
            "If so, write 年度 under 计量周期."
        ),
    ),
    "checkpoints-backwards": Entry(
        WARNING, N_("“{value}” is less far than the checkpoint before it, {expected}. Check both.")
    ),
    "checkpoints-beyond-target": Entry(
        WARNING, N_("“{value}” on the way is further than the target, {expected}. Check both.")
    ),
    "checkpoints-not-target": Entry(
        WARNING, N_("“{value}” at the due date is not the target, {expected}. Check both.")
    ),
    "comparator-without-value": Entry(
        WARNING,
        N_("A comparator is given, but no target value. Fill in the value, or take the comparator out."),
    ),
    "unit-name-twice": Entry(
        ERROR,
        N_("“{value}” is a name of “{expected}” in {first} too. A name means one unit: change one of them."),
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
