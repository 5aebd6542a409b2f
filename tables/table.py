"""What a table shows, apart from how it is shown: pages write it as HTML, exports as sheets, slides and documents.

One description for all of them, so that a download cannot hold another figure than the screen, and no writer has to
guess: a column says what its cells mean, and a cell that means more than its column can say is an object of its own.
Words are in the language in use; what is not known is None, never 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, Flag, auto

from words import _, numbers
from words.numbers import RATE, Share
from words.terms import Comparator, Notice, PlanState, Status, TaskState


class On(Flag):
    """Where a column shows: on the page, in a workbook, in the slides and documents of a briefing."""

    SCREEN = auto()
    FILE = auto()
    BRIEFING = auto()
    EVERYWHERE = SCREEN | FILE | BRIEFING


class Kind(Enum):
    """What the cells of a column are."""

    TEXT = "text"  # a few words that stay on one line where there is room
    LONG = "long"  # a text that may take several lines
    WORD = "word"  # a code or a word that never takes more than one line
    NUMBER = "number"  # a number in the column's unit of measure, or an Amount or Goal with its own
    SHARE = "share"  # a fraction, shown as a percentage
    POINTS = "points"  # percentage points with their sign
    CHANCE = "chance"  # a probability, in whole percent
    STATUS = "status"  # a Status, a TaskStatus or a Mark
    MONTH = "month"  # "2023-06", or a year "2023"
    DAY = "day"  # a date
    MOMENT = "moment"  # a date with its time
    NAMES = "names"  # a list of names
    LINES = "lines"  # a few texts, one under another
    LINK = "link"  # a Link
    SOURCES = "sources"  # Source cells that a figure was counted from
    COUNTS = "counts"  # Counts
    PERIOD = "period"  # a PlanState
    DRAWING = "drawing"  # a Bar; its words are its text alternative


NUMBERS = {Kind.NUMBER, Kind.SHARE, Kind.POINTS, Kind.CHANCE}  # kinds that are aligned right
CLOSED_UP = {*NUMBERS, Kind.MONTH, Kind.DAY, Kind.MOMENT}  # kinds whose texts are ours alone


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with a unit of measure of its own, where a column holds several; a fraction where that is RATE."""

    value: float
    unit_of_measure: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """The value of a target as the plan means it: 90 项, ≥ 20 场次."""

    value: float
    comparator: Comparator | None = None
    unit_of_measure: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """A value beside its goal, as a screen shows them: 41 / 90 项."""

    value: float | None
    goal: Goal | None
    unit_of_measure: str | None = None


@dataclass(frozen=True, slots=True)
class TaskStatus:
    """The status of a task, which is done rather than met."""

    status: Status


@dataclass(frozen=True, slots=True)
class Counts:
    """How many targets or tasks have each status, or are on each step of the ladder. is_strip: drawn as a strip as well."""

    counts: Mapping[Status, int] | Mapping[Notice, int]
    is_task: bool = False
    is_strip: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A state other than a status: its code, which has a colour, its shape and its word."""

    code: str
    shape: str
    word: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page ("" is the overview) of the plan and month in use; query: what else its address says.

    is_here: it leads to what is on the screen already.
    """

    text: str
    page: str
    query: Mapping[str, str | None] = field(default_factory=dict)
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A cell of a workbook that was imported. query: what the address of its page says besides, such as the target."""

    import_id: int
    file: str
    sheet: str
    cell: str
    query: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return f"{self.file} › {self.sheet} › {self.cell}"


@dataclass(frozen=True, slots=True)
class Bar:
    """What is done as a bar in the colour of a status, what time asks for as a line across it. Both are fractions."""

    attained: float | None
    expected: float | None
    status: Status


class NoteLook(Enum):
    """How the note of a cell is set off."""

    SMALL = "small"  # in small letters
    PROBLEM = "problem"  # as what is in the way
    BADGE = "badge"  # as a badge


@dataclass(frozen=True, slots=True)
class Noted:
    """A cell with a few words more: what its column says, and a note behind it; of the cell "" the note alone shows."""

    cell: "Cell"
    note: str
    look: NoteLook = NoteLook.SMALL


class Blank(Enum):
    """A cell of which there is nothing to tell: it stays empty, where one that is not known has a dash."""

    BLANK = ""


BLANK = Blank.BLANK

Cell = (
    str
    | int
    | float
    | date
    | Status
    | Amount
    | Goal
    | Progress
    | TaskStatus
    | PlanState
    | Counts
    | Mark
    | Link
    | Bar
    | Noted
    | Blank
    | Sequence[str]
    | Sequence[Source]
    | None
)
Value = str | int | float | date | None  # what a cell of a workbook holds


@dataclass(frozen=True, slots=True)
class Column:
    """A column. unit_of_measure: of its numbers, RATE for fractions. on: where it shows."""

    header: str
    kind: Kind = Kind.TEXT
    unit_of_measure: str | None = None
    on: On = On.EVERYWHERE

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS

    def text(self, cell: Cell) -> str:
        """A cell of this column as it is printed; what is not known is "—"."""
        if cell is None or _is_blank(cell):
            return numbers.UNKNOWN
        match cell:
            case Blank():
                return ""
            case Noted(inner, note):
                return note if inner == "" else f"{self.text(inner)}\n{note}"
            case Status():
                return cell.label
            case TaskStatus(status):
                return _task_label(status)
            case PlanState():
                return cell.label
            case Counts(counts, is_task):
                return numbers.in_turn(
                    [
                        _("{status} {count}").format(
                            status=_task_label(code) if is_task and isinstance(code, Status) else code.label,
                            count=count,
                        )
                        for code, count in counts.items()
                    ]
                )
            case Mark(word=word):
                return word
            case Link(text=text):
                return text or numbers.UNKNOWN
            case Amount(value, unit_of_measure):
                return numbers.quantity(value, unit_of_measure)
            case Goal(value, comparator, unit_of_measure):
                return numbers.goal(value, comparator, unit_of_measure)
            case Progress():
                return _progress(cell)
            case Bar(attained, expected):
                return _("attained {attained}, expected {expected}").format(
                    attained=numbers.share(attained), expected=numbers.share(expected)
                )
            case Share():
                return numbers.share(cell)
            case int() | float():
                return self._number(cell)
            case datetime():
                return numbers.moment(cell) if self.kind is Kind.MOMENT else numbers.day(cell.date())
            case date():
                return numbers.day(cell)
            case str():
                return numbers.cycle(cell) if self.kind is Kind.MONTH else cell
        if self.kind is Kind.SOURCES:
            return _sources_text([source for source in cell if isinstance(source, Source)])
        if self.kind is Kind.LINES:
            return "\n".join(str(line) for line in cell)
        return numbers.names([str(name) for name in cell])

    def printed(self, cell: Cell) -> str:
        """A cell as a document prints it: numbers without the space before their unit, names as they are."""
        text = self.text(cell)
        is_ours = self.kind in CLOSED_UP or isinstance(cell, Amount | Goal)
        return numbers.closed_up(text) if is_ours else text

    def _number(self, value: float) -> str:
        match self.kind:
            case Kind.SHARE:
                return numbers.share(value)
            case Kind.POINTS:
                return numbers.points(value)
            case Kind.CHANCE:
                return numbers.chance(value)
            case _:
                return numbers.quantity(value, self.unit_of_measure)

    def value(self, cell: Cell) -> Value:
        """A cell of this column as a workbook keeps it: numbers, fractions (Share) and dates stay what they are."""
        match cell:
            case Noted():
                return self.text(cell)
            case Amount(value, unit_of_measure) | Goal(value, _, unit_of_measure):
                return Share(value) if unit_of_measure == RATE else value
            case Share():
                return cell
            case int() | float():
                is_fraction = self.kind in (Kind.SHARE, Kind.CHANCE) or self.unit_of_measure == RATE
                return Share(cell) if is_fraction else cell
            case datetime():
                return cell.astimezone().replace(tzinfo=None)  # Excel knows no time zones
            case date():
                return cell
        return None if cell is BLANK or _is_blank(cell) else self.text(cell)

    def status(self, cell: Cell) -> Status | None:
        """The status that a cell is: writers colour it because the cell says so, never for what its words are."""
        match cell:
            case Noted(inner):
                return self.status(inner)
            case TaskStatus(status):
                return status
            case Status():
                return cell
        return None


@dataclass(frozen=True, slots=True)
class Table:
    """A table in words, numbers and meanings.

    name: ASCII, unique on its page and in its briefing; also the name of its files. rows: a cell for each column.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    is_demo: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.name}: a row has {len(row)} cells for {len(self.columns)} columns")

    @property
    def headers(self) -> list[str]:
        return [column.header for column in self.columns]

    def on(self, where: On) -> "Table":
        """The table as it shows there: without the columns that do not."""
        return self._with([index for index, column in enumerate(self.columns) if where in column.on])

    def without_blanks(self) -> "Table":
        """The table without columns in which nothing is known; the first one stays."""
        return self._with(
            [
                index
                for index in range(len(self.columns))
                if index == 0 or any(not _is_blank(row[index]) for row in self.rows)
            ]
        )

    def first(self, count: int) -> "Table":
        """The table with its first rows alone."""
        return replace(self, rows=self.rows[:count])

    def without(self, *headers: str) -> "Table":
        """The table without the columns of these headers, where the page says the same for all rows."""
        return self._with(
            [index for index, column in enumerate(self.columns) if column.header not in headers]
        )

    def cells(self, row: Sequence[Cell]) -> Iterator[tuple[Column, Cell]]:
        """The cells of a row, each with its column."""
        return zip(self.columns, row, strict=True)

    def texts(self) -> list[list[str]]:
        """Every cell as it is printed, row by row."""
        return [[column.text(cell) for column, cell in self.cells(row)] for row in self.rows]

    def row_statuses(self) -> list[Status | None]:
        """The status of each row: its first one, None where it has none."""
        return [
            next((status for column, cell in self.cells(row) if (status := column.status(cell))), None)
            for row in self.rows
        ]

    def _with(self, indices: Sequence[int]) -> "Table":
        return replace(
            self,
            columns=[self.columns[index] for index in indices],
            rows=[[row[index] for index in indices] for row in self.rows],
        )


def _is_blank(cell: Cell) -> bool:
    """Whether nothing is known: no value, an empty text, an empty list."""
    return cell is None or (isinstance(cell, Sequence) and not cell)


def _task_label(status: Status) -> str:
    return TaskState.DONE.label if status is Status.MET else status.label


def _progress(progress: Progress) -> str:
    goal = progress.goal
    return _("{value} / {goal}").format(
        value=numbers.value(progress.value, progress.unit_of_measure),
        goal=numbers.goal(goal.value, goal.comparator, goal.unit_of_measure) if goal else numbers.UNKNOWN,
    )


def _sources_text(sources: Sequence[Source]) -> str:
    """The last cell that a figure was counted from, and how many there are."""
    if not sources:
        return numbers.UNKNOWN
    if len(sources) == 1:
        return sources[-1].text
    return _("{cell} and others, {count} in all").format(cell=sources[-1].text, count=len(sources))
