"""How the cells of a column are read: each reader adapts one parser of loaders/parse to the fields of a column.

READERS has one for every `Content`; a new one is a function here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from loaders.parse import Doubt, Parsed, choices
from loaders.parse.dates import parse_date
from loaders.parse.deadline import parse_deadline
from loaders.parse.figures import parse_count, parse_number, parse_share
from loaders.parse.month import parse_month
from loaders.parse.people import parse_people
from loaders.parse.quantity import format_quantity, has_stray_number, parse_quantity
from loaders.parse.standard_number import canonical_numbers, parse_standard_number
from loaders.parse.task_state import parse_task_state
from loaders.parse.text import parse_text, plain_texts
from loaders.parse.units import parse_units
from words.kinds import Content

Doubts = tuple[Doubt, ...]
CODE = re.compile(
    r"^[(\[]?\s*([0-9A-Za-z一二三四五六七八九十]+(?:[.-][0-9A-Za-z一二三四五六七八九十]+)*)\s*[)\]]?[.、,:]?$"
)
HEADER_YEAR = re.compile(r"(20\d\d)年")
HEADER_UNIT = re.compile(
    r"[（(]([^（）()]{1,6})[）)]\s*$"
)  # 完成值（公里）; longer texts in brackets are hints


@dataclass(frozen=True)
class ColumnContext:
    """What the cells of a column may need to know of the workbook around them.

    table_year: the year of the sheet, for months written without one. plan_end: last day of the plan.
    header: the header of the column as written, where a unit in brackets may stand.
    is_percent_format, is_date_format, is_month_format: what the number format of a cell shows.
    first_leads: it is said above the table that of several units the first one leads.
    """

    month: str | None = None
    table_year: int | None = None
    plan_end: date | None = None
    header: str = ""
    is_percent_format: bool = False
    is_date_format: bool = False
    is_month_format: bool = False
    first_leads: bool = False


# Reads one cell: the values of the column's fields, in order (None = nothing there), and what is doubtful.
Reader = Callable[[object, ColumnContext], tuple[tuple, Doubts]]


def text(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    return _one(parse_text(value))


def text_list(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    """A list of units: separators as people write them, never split inside brackets. A blank cell is None."""
    parsed = parse_units(value)
    names = [*parsed.value.lead, *parsed.value.support] if parsed.value else []
    return (names or None,), parsed.doubts


def units(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    """The units that lead, and those that the same cell says to support."""
    parsed = parse_units(value, first_leads=context.first_leads)
    if parsed.value is None:
        return (None, None), parsed.doubts
    return (list(parsed.value.lead) or None, list(parsed.value.support) or None), parsed.doubts


def people(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    """A list of people's names, as written; one of another unit has it behind in brackets. A blank cell is None."""
    parsed = parse_people(value)
    return (list(parsed.value) if parsed.value else None,), parsed.doubts


def day(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    return _one(parse_date(value, table_year=context.table_year, is_date_format=context.is_date_format))


def deadline(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    """A deadline: the text as written, its last day, and whether it goes on without end."""
    parsed = parse_deadline(
        value,
        table_year=context.table_year,
        plan_end=context.plan_end,
        is_date_format=context.is_date_format,
        is_month_format=context.is_month_format,
    )
    if parsed.value is None:
        return (None, None, None), parsed.doubts
    return (parsed.value.text, parsed.value.due_on, parsed.value.is_ongoing), parsed.doubts


def month(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    return _one(parse_month(value, table_year=context.table_year, is_date_format=context.is_date_format))


def number(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    return _one(
        parse_number(
            value, is_percent_format=context.is_percent_format, unit_of_measure=_unit_of_measure(context)
        )
    )


def count(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    return _one(parse_count(value, unit_of_measure=_unit_of_measure(context)))


def share(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    return _one(
        parse_share(
            value, is_percent_format=context.is_percent_format, unit_of_measure=_unit_of_measure(context)
        )
    )


def standard_number(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    parsed = parse_standard_number(value)
    return (parsed.value.canonical if parsed.value else None,), parsed.doubts


def goal(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    """A target as plans print it, 力争不少于90项: its value, comparator, unit, whether it is striven for, its words.

    The day is that of a header such as 2025年目标.
    """
    parsed = parse_quantity(
        value, is_percent_format=context.is_percent_format, unit_of_measure=_unit_of_measure(context)
    )
    year = HEADER_YEAR.search(context.header)
    due_on = date(int(year[1]), 12, 31) if year else None
    quantity = parsed.value
    if quantity is None:
        return (None,) * 6, parsed.doubts
    if quantity.number is None and has_stray_number(quantity.text):
        return (None,) * 6, (*parsed.doubts, Doubt("not-a-number"))
    if quantity.high is not None:
        return (None,) * 6, (*parsed.doubts, Doubt("several-numbers", expected=format_quantity(quantity)))
    return (
        quantity.number,
        quantity.comparator.value if quantity.comparator else None,
        quantity.unit_of_measure or None,
        quantity.is_striving or None,
        quantity.text if isinstance(value, str) else None,
        due_on,
    ), parsed.doubts


def task_state(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    """What is said of a task, and the share of it that the same words say is done."""
    parsed = parse_task_state(value, is_percent_format=context.is_percent_format)
    if parsed.value is None:
        return (None, None), parsed.doubts
    state = parsed.value.state
    return (state.value if state else None, parsed.value.attained_share), parsed.doubts


def task_code(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
    """The number of a task without what people put around it: （2）, 7、 and ③ are 2, 7 and 3."""
    parsed = parse_text(value)
    bare = CODE.sub(r"\1", unicodedata.normalize("NFKC", parsed.value)) if parsed.value else None
    return (bare,), parsed.doubts


def _one(parsed: Parsed) -> tuple[tuple, Doubts]:
    return (parsed.value,), parsed.doubts


def _unit_of_measure(context: ColumnContext) -> str:
    match = HEADER_UNIT.search(context.header)
    return match[1] if match else ""


def _choice(parse: Callable[[object], Parsed]) -> Callable[[object, ColumnContext], tuple[tuple, Doubts]]:
    def read(value: object, context: ColumnContext) -> tuple[tuple, Doubts]:
        parsed = parse(value)
        chosen = parsed.value
        return (getattr(chosen, "value", chosen),), parsed.doubts

    return read


READERS: Mapping[Content, Reader] = {
    Content.TEXT: text,
    Content.NAMES: text_list,
    Content.UNITS: units,
    Content.PEOPLE: people,
    Content.DAY: day,
    Content.DEADLINE: deadline,
    Content.MONTH: month,
    Content.NUMBER: number,
    Content.COUNT: count,
    Content.SHARE: share,
    Content.GOAL: goal,
    Content.STANDARD_NUMBER: standard_number,
    Content.TASK_CODE: task_code,
    Content.TASK_STATE: task_state,
    Content.COMPARATOR: _choice(choices.parse_comparator),
    Content.MEASURE: _choice(choices.parse_measure),
    Content.DUE_SOURCE: _choice(choices.parse_due_source),
    Content.CYCLE: _choice(choices.parse_cycle),
    Content.STAGE: _choice(choices.parse_stage),
    Content.YES_NO: _choice(choices.parse_yes),
}

# Cells that their reader gives back as they are, told for a whole column at once: nearly all names and numbers of a
# large ledger, each of them another one.
AS_THEY_STAND: Mapping[Content, Callable[[Iterable[object]], set[str]]] = {
    Content.TEXT: plain_texts,
    Content.STANDARD_NUMBER: canonical_numbers,
}
