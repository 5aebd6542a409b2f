"""What reading a workbook gives: its rows, all that is wrong with it, and what a person has to explain."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.known import Background, HeaderMapping, Headers, KnownPlan
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
    that are read as a person said before. has_tables: there is something to check.
    problems_of_cells: those of cells by themselves, before any check. plans and mappings: what of the store it was read
    within.
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
    has_tables: bool = True
    problems_of_cells: tuple[Problem, ...] = ()
    plans: dict[str, KnownPlan | None] = field(default_factory=dict)
    mappings: Mapping[Headers, HeaderMapping] = field(default_factory=dict)

    def plan(self, background: Background) -> KnownPlan | None:
        """The stored plan that the workbook is of, as far as is known by now. That it was asked for is noted in `plans`."""
        code = self.plan_code or ""
        self.plans[code] = background.plans.get(code)
        return self.plans[code]

    def still_holds(self, background: Background) -> bool:
        """Whether the workbook would be read the very same now. What checks tell of it may be another matter."""
        mappings = background.mappings.get((self.plan_code or "", self.unit or ""), {})
        return mappings == self.mappings and all(
            background.plans.get(code) == plan for code, plan in self.plans.items()
        )

    def has(self, level: Level) -> bool:
        return any(problem.level == level for problem in self.problems)

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
