"""How the cells of a column are read: each reader adapts one parser of loaders/parse to the fields of a column."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from loaders.kinds.spec import Context, Reader
from loaders.parse import Doubt, Parsed
from loaders.parse import choices as words
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

Doubts = tuple[Doubt, ...]
CODE = re.compile(
    r"^[(\[]?\s*([0-9A-Za-z一二三四五六七八九十]+(?:[.-][0-9A-Za-z一二三四五六七八九十]+)*)\s*[)\]]?[.、,:]?$"
)
HEADER_YEAR = re.compile(r"(20\d\d)年")
HEADER_UNIT = re.compile(r"[（(]([^（）()]{1,6})[）)]\s*$")


def text(value: object, context: Context) -> tuple[tuple, Doubts]:
    return _one(parse_text(value))


def text_list(value: object, context: Context) -> tuple[tuple, Doubts]:
    """A list of units: separators as people write them, never split inside brackets. A blank cell is None."""
    parsed = parse_units(value)
    names = [*parsed.value.lead, *parsed.value.support] if parsed.value else []
    return (names or None,), parsed.doubts


def units(value: object, context: Context) -> tuple[tuple, Doubts]:
    """The units that lead, and those that the same cell says to support."""
    parsed = parse_units(value, first_leads=context.first_leads)
    if parsed.value is None:
        return (None, None), parsed.doubts
    return (list(parsed.value.lead) or None, list(parsed.value.support) or None), parsed.doubts


def people(value: object, context: Context) -> tuple[tuple, Doubts]:
    """A list of people's names, as written; one of another unit has it behind in brackets. A blank cell is None."""
    parsed = parse_people(value)
    return (list(parsed.value) if parsed.value else None,), parsed.doubts


def day(value: object, context: Context) -> tuple[tuple, Doubts]:
    return _one(parse_date(value, table_year=context.table_year, is_date_format=context.is_date_format))


def deadline(value: object, context: Context) -> tuple[tuple, Doubts]:
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


def month(value: object, context: Context) -> tuple[tuple, Doubts]:
    return _one(parse_month(value, table_year=context.table_year, is_date_format=context.is_date_format))


def number(value: object, context: Context) -> tuple[tuple, Doubts]:
    return _one(
        parse_number(
            value, is_percent_format=context.is_percent_format, unit_of_measure=_unit_of_measure(context)
        )
    )


def count(value: object, context: Context) -> tuple[tuple, Doubts]:
    return _one(parse_count(value, unit_of_measure=_unit_of_measure(context)))


def share(value: object, context: Context) -> tuple[tuple, Doubts]:
    return _one(
        parse_share(
            value, is_percent_format=context.is_percent_format, unit_of_measure=_unit_of_measure(context)
        )
    )


def standard_number(value: object, context: Context) -> tuple[tuple, Doubts]:
    parsed = parse_standard_number(value)
    return (parsed.value.canonical if parsed.value else None,), parsed.doubts


def goal(value: object, context: Context) -> tuple[tuple, Doubts]:
    """A target as plans print it, 力争不少于90项: its value, comparator, unit, whether it is striven for, its words.

    The day is that of a header such as 2025年目标.
    """
    parsed = parse_quantity(
        value, is_percent_format=context.is_percent_format, unit_of_measure=_unit_of_measure(context)
    )
    year = HEADER_YEAR.search(context.header)
    due_on = date(int(year[1]), 12, 31) if year else None
    said = parsed.value
    if said is None:
        return (None,) * 6, parsed.doubts
    if said.number is None and has_stray_number(said.text):
        return (None,) * 6, (*parsed.doubts, Doubt("not-a-number"))
    if said.high is not None:
        return (None,) * 6, (*parsed.doubts, Doubt("several-numbers", expected=format_quantity(said)))
    comparator = said.comparator.value if said.comparator else None
    words = said.text if isinstance(value, str) else None
    return (
        said.number,
        comparator,
        said.unit_of_measure or None,
        said.is_striving or None,
        words,
        due_on,
    ), parsed.doubts


def task_state(value: object, context: Context) -> tuple[tuple, Doubts]:
    """What is said of a task, and the share of it that the same words say is done."""
    parsed = parse_task_state(value, is_percent_format=context.is_percent_format)
    if parsed.value is None:
        return (None, None), parsed.doubts
    state = parsed.value.state
    return (state.value if state else None, parsed.value.attained_share), parsed.doubts


def task_code(value: object, context: Context) -> tuple[tuple, Doubts]:
    """The number of a task without what people put around it: （2）, 7、 and ③ are 2, 7 and 3."""
    parsed = parse_text(value)
    bare = CODE.sub(r"\1", unicodedata.normalize("NFKC", parsed.value)) if parsed.value else None
    return (bare,), parsed.doubts


def _choice(parse: Callable[[object], Parsed]) -> Callable[[object, Context], tuple[tuple, Doubts]]:
    def read(value: object, context: Context) -> tuple[tuple, Doubts]:
        parsed = parse(value)
        chosen = parsed.value
        return (getattr(chosen, "value", chosen),), parsed.doubts

    return read


comparator = _choice(words.parse_comparator)
due_source = _choice(words.parse_due_source)
measure = _choice(words.parse_measure)
cycle = _choice(words.parse_cycle)
yes_no = _choice(words.parse_yes)
stage = _choice(words.parse_stage)


# Cells of a column that their reader gives back as they are, told for all of them at once: nearly all names and
# numbers of a large ledger, each of them another one.
AS_THEY_STAND: Mapping[Reader, Callable[[Iterable[object]], set[str]]] = {
    text: plain_texts,
    standard_number: canonical_numbers,
}


def _one(parsed: Parsed) -> tuple[tuple, Doubts]:
    return (parsed.value,), parsed.doubts


def _unit_of_measure(context: Context) -> str:
    match = HEADER_UNIT.search(context.header)
    return match[1] if match else ""
