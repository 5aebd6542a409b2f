"""What reading a workbook gives: its rows, all that is wrong with it, and what a person has to explain."""

from dataclasses import dataclass, field

from loaders.known import Headers
from loaders.problems import Problem
from loaders.workbook import Workbook
from words.kinds import Batch, Rows
from words.terms import Level


@dataclass(frozen=True)
class Unsure:
    """A table whose columns a person has to explain: where its header stands, and what could be told of it.

    headers: its texts as compared, in order; texts: as written. kind and columns (a header of the kind for each text,
    or None) are what could be told.
    """

    sheet: str
    row: int
    headers: Headers
    texts: tuple[str, ...]
    kind: str | None
    columns: tuple[str | None, ...]


@dataclass
class Reading:
    """What a workbook says. `sheets` holds the tables that were read, `problems` all that is wrong with them.

    unsure: tables that could not be read, for a person to say what their columns mean. explained: headers of tables
    that are read as a person said before.
    """

    workbook: Workbook
    plan_code: str | None
    unit: str | None
    month: str | None
    is_demo: bool
    sheets: list[Rows] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    explained: list[Headers] = field(default_factory=list)

    def has(self, level: Level) -> bool:
        return any(each.level == level for each in self.problems)

    @property
    def is_plan(self) -> bool:
        return any(rows.kind == "plan" for rows in self.sheets)

    def batch(
        self,
        accepted_reason: str | None = None,
        *,
        saved_by: str | None = None,
        withdraws_missing: bool = False,
    ) -> Batch:
        """The workbook as a batch to save. Only for a reading without errors."""
        assert self.plan_code is not None and not self.has(Level.ERROR)
        return Batch(
            file=self.workbook.file,
            content=self.workbook.content,
            sha256=self.workbook.sha256,
            plan_code=self.plan_code,
            unit=self.unit,
            month=self.month,
            is_demo=self.is_demo,
            sheets=self.sheets,
            accepted_reason=accepted_reason,
            saved_by=saved_by,
            withdraws_missing=withdraws_missing,
        )
