"""What the parts of a briefing are drafted from, and how they tell numbers, names and cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from charts.chart import Chart
from charts.history import history_chart
from exports.briefing.content import Part
from metrics import summary
from metrics.board import Board, forecast_fan, history
from metrics.facts import Facts
from metrics.reminders import Reminder, reminders
from metrics.reporting import ExpectedReport, expected_reports
from metrics.restatement import Restatement
from metrics.rows import TargetRow, TaskRow
from metrics.summary import AttentionItem
from metrics.unit_names import full_names, in_full
from metrics.units import UnitItem, unit_items
from tables.table import Table
from words import N_, _, numbers
from words.terms import Status, TaskState

# The parts in their order.
TITLES = {
    "overview": N_("Overall situation"),
    "targets": N_("Main progress"),
    "standards": N_("Standards"),
    "trainings": N_("Trainings"),
    "scenes": N_("Tasks by field and scene"),
    "coverage": N_("Coverage rates"),
    "attention": N_("Problems"),
    "units": N_("Units and reporting"),
    "next_steps": N_("Next steps"),
    "restatements": N_("Restated figures"),
    "method": N_("Method"),
}
TOLD_SINGLY = 12  # targets that have a sentence of their own; tables always hold all
NAMED = 8  # tasks or units that are named in a sentence


@dataclass(frozen=True)
class Material:
    """What the parts are drafted from."""

    board: Board
    facts: Facts
    previous: Board
    today: date
    units: frozenset[str]
    closed: Mapping | None
    restated: dict[str, Sequence[Restatement]]

    @cached_property
    def targets(self) -> list[TargetRow]:
        return summary.quantified(self.board)

    @cached_property
    def tasks(self) -> tuple[TaskRow, ...]:
        return self.board.tasks

    @cached_property
    def attention(self) -> list[AttentionItem]:
        return summary.attention(self.board)

    @cached_property
    def names(self) -> dict[str, str]:
        return full_names(self.facts.units)

    @cached_property
    def reports(self) -> list[ExpectedReport]:
        """Those of the chosen units."""
        reports = expected_reports(self.facts, self.board.month, self.today)
        return [report for report in reports if not self.units or report.unit in self.units]

    @cached_property
    def reminders(self) -> list[Reminder]:
        owed = reminders(self.facts, self.board.month, self.today)
        return [reminder for reminder in owed if not self.units or reminder.unit in self.units]

    @cached_property
    def items(self) -> list[UnitItem]:
        return unit_items(self.board, self.facts.units)

    def leads(self, units: Sequence[str]) -> str | None:
        """The units that answer for a target or task, by their full names."""
        return numbers.names(in_full(units, self.names)) if units else None

    def basis(self) -> list[str]:
        """What the figures rest on: month and import, rule set, closing, choice of units, made-up data."""
        board = self.board
        newest = summary.newest_report(board)
        lines = [
            _("Data as of {month}, import {number}").format(
                month=numbers.month(newest), number=board.import_id
            ),
            _("Rule set: {name}").format(name=board.rule_set.name),
            _("Closed on {day}, shown as issued").format(day=numbers.day(self.closed["closed_at"].date()))
            if self.closed
            else _("The month is not closed; figures may still change"),
        ]
        if self.units:
            lines.append(_("Only what is led by: {units}").format(units=numbers.names(sorted(self.units))))
        if board.is_demo:
            lines.append(_("Demonstration data: all values are made up"))
        return [numbers.closed_up(line) for line in lines]


def part_of(
    code: str,
    sentences: Sequence[str],
    *,
    tables: Sequence[Table] = (),
    charts: Sequence[Chart] = (),
) -> Part:
    """A part, without what holds nothing: columns of its tables, and charts."""
    return Part(
        code,
        _(TITLES[code]),
        [numbers.closed_up(sentence) for sentence in sentences],
        [table.without_blanks() for table in tables],
        [chart for chart in charts if not chart.is_empty],
    )


def counted(counts: Mapping[Status, int], *, is_task: bool = False) -> str:
    """Statuses with how many stand there: 达序时2项，未报1项."""
    return numbers.in_turn(
        [
            _("{status} {count}").format(status=status_word(status, is_task), count=count)
            for status, count in counts.items()
        ]
    )


def status_word(status: Status, is_task: bool = False) -> str:
    return TaskState.DONE.label if is_task and status is Status.MET else status.label


def listed(names: Sequence[str]) -> str:
    """The first NAMED names, and how many there are in all where they are more."""
    first = numbers.names([*names[:NAMED]])
    if len(names) <= NAMED:
        return first
    return _("{names} and others, {count} in all").format(names=first, count=len(names))


def history_of(material: Material, target: TargetRow) -> Chart:
    """A target's history with the way it is forecast to take."""
    code, month = target.code, material.board.month
    ahead = forecast_fan(material.facts, code, month)
    return history_chart(history(material.facts, code, month), target, month, material.board.is_demo, ahead)
