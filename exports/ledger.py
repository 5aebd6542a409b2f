"""The ledger that an office fills in: what the plan asks of it and what it reported before stand in it already.

    row 1   title, merged over the table
    row 2   规划代码：… | 填报单位：… | 填报月份：…
    row 3   header, with a note on every column
    row 4…  of a register: the unit's rows as they are known, and blank rows for new ones
            of a monthly ledger: the unit's targets or tasks; values where the month was reported before
    last    注：… (registers only)

What stands in its rows is in ledger_rows.py, how a sheet is written in ledger_sheet.py, and which columns it has and what
they ask in words/kinds.
"""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from exports.ledger_rows import Prefilled, Row
from exports.ledger_sheet import AUTHOR, write_sheet
from exports.sheets import NOT_IN_NAMES, new_book
from loaders.parse.month import format_month
from metrics.facts import Facts, plan_name
from metrics.reporting import duties
from words import _
from words.errors import UnknownCode
from words.kinds import ALL_LEDGERS, Kind, Template, ledgers
from words.months import month_of


def ledger_template(kind: str, facts: Facts, unit: str, month: str) -> bytes:
    """The ledger of a kind (or ALL_LEDGERS: of all kinds) for a unit and month (YYYY-MM), as the bytes of an .xlsx file.

    `facts` are the plan's. Sent back untouched it reads without errors, and as nothing new where the month
    was reported. `unit` may be an alias; the ledger has the full name.
    ALL_LEDGERS leaves out tables that no target is counted from, unless the unit has rows in them.
    Raises UnknownCode for a unit that is not in the plan's list, a month before the plan, and an empty ledger:
    a plan without targets to report, or without tasks.
    """
    prefilled = Prefilled(facts, unit, month)
    contents = _contents(kind, prefilled)
    book = new_book()
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR
    book.properties.title = f"{facts.plan['title']} 月度台账（{format_month(month)}）"
    for ledger, template, rows in contents:
        write_sheet(book.create_sheet(template.sheet), ledger, template, prefilled, rows)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def ledger_template_pack(kind: str, facts: Facts, month: str) -> bytes:
    """The same of every unit that is to report in it (metrics.reporting.duties), as the bytes of a ZIP file.

    Raises UnknownCode for a month before the plan, and where nobody is to report.
    """
    units = _units_to_report(kind, facts)
    title = plan_name(facts.plan)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as pack:
        for unit in units:
            name = f"{unit}_{title}_{format_month(month)}.xlsx".translate(NOT_IN_NAMES)
            pack.writestr(name, ledger_template(kind, facts, unit, month))
    return file.getvalue()


def check_ledger_template(kind: str, facts: Facts, unit: str | None, month: str) -> None:
    """Raise what ledger_template, or without a unit ledger_template_pack, would raise; nothing is written."""
    for reporter in [unit] if unit else _units_to_report(kind, facts):
        _contents(kind, Prefilled(facts, reporter, month))


def _units_to_report(kind: str, facts: Facts) -> list[str]:
    units = list(dict.fromkeys(duty.unit for duty in duties(facts) if kind in (ALL_LEDGERS, duty.kind)))
    if not units:
        raise UnknownCode(
            _("Nobody is to report for the plan “{plan_code}” in this ledger.").format(
                plan_code=facts.plan["plan_code"]
            )
        )
    return units


def _contents(kind: str, prefilled: Prefilled) -> list[tuple[Kind, Template, list[Row]]]:
    """What stands in a ledger: each kind with its sheet and its rows; see ledger_template."""
    plan, month = prefilled.facts.plan, prefilled.month
    if plan["starts_on"] and month < month_of(plan["starts_on"]):
        raise UnknownCode(
            _("{month} lies before the plan, which starts in {start}.").format(
                month=month, start=month_of(plan["starts_on"])
            )
        )
    contents = []
    for name, ledger in ledgers().items():
        template = ledger.template
        if template is None or kind not in (name, ALL_LEDGERS):
            continue
        rows = prefilled.rows(ledger)
        if rows or (template.blank_rows and (kind == name or prefilled.is_counted(ledger))):
            contents.append((ledger, template, rows))
    if not contents:
        raise UnknownCode(
            _("The plan “{plan_code}” has nothing that would be reported in this ledger.").format(
                plan_code=plan["plan_code"]
            )
        )
    return contents
