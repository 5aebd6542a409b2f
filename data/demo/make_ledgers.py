"""Write the made-up monthly ledgers of the demonstration: `python -m data.demo.make_ledgers`.

stories/<plan_code>.toml says what is to happen: which unit reports in which months, when standards are
published, how far each figure and task comes. This turns it into the workbooks that the units would send,
data/demo/<plan_code>/<YYYY-MM>_<unit>.xlsx. Every sheet says that its figures are made up. The same stories
and plans always give the same bytes. A story that names a unit, target or task which its plan lacks raises
BadStory.

    standards, trainings    registers: all items so far, as they stand at the end of the month
    indicators              one row a target, cumulative
    task_reports            one row a task
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from data.demo.story_rows import (
    BadStory,
    Row,
    Story,
    indicator_figures,
    spoken,
    standard_rows,
    standards,
    task_report,
    training_rows,
)
from data.plans import build
from data.plans.sheets import Column, write_table
from exports.sheets import DEMO_REMARK, RED_BODY, new_book, write_remarks
from words.kinds import KINDS
from words.months import months_between

FOLDER = Path(__file__).parent
STORIES = FOLDER / "stories"


@dataclass(frozen=True)
class Sheet:
    """What the sheet of a kind shows: its columns as {field: width in Chinese characters}, in order."""

    name: str
    widths: dict[str, float]


SHEETS = {
    # No 备注: a standard's note is the plan's own, and a ledger would replace it.
    "standards": Sheet(
        "标准台账",
        {
            "name": 16,
            "section": 5,
            "topic": 6,
            "nature": 5,
            "action": 3.5,
            "standard_number": 9,
            "stage": 4.5,
            "registered_on": 7.5,
            "published_on": 7.5,
            "effective_on": 7.5,
            "lead_units": 8,
        },
    ),
    "trainings": Sheet(
        "培训台账",
        {
            "title": 18,
            "training_type": 3,
            "held_on": 7.5,
            "organiser": 14,
            "attendances": 4.5,
            "venue": 8,
            "note": 12,
        },
    ),
    "indicators": Sheet(
        "指标台账",
        {
            "target_code": 4.5,
            "name": 17,
            "month": 6,
            "value": 6,
            "numerator": 6,
            "denominator": 6,
            "unit_of_measure": 5,
            "note": 18,
        },
    ),
    "task_reports": Sheet(
        "任务进展",
        {
            "task_code": 4.5,
            "title": 11,
            "month": 6,
            "attained_share": 4,
            "status": 4.5,
            "progress_text": 20,
            "problem_text": 13,
            "next_step_text": 13,
            "note": 6,
        },
    ),
}
LEFT = {"name", "title", "organiser", "lead_units", "progress_text", "problem_text", "next_step_text", "note"}


def main() -> None:
    """Write the ledgers of every story, and remove those that no story gives any more."""
    count = size = 0
    for source in sorted(STORIES.glob("*.toml")):
        folder = FOLDER / source.stem
        folder.mkdir(exist_ok=True)
        written = set()
        for name, content in ledgers(source.stem):
            (folder / name).write_bytes(content)
            written.add(name)
            size += len(content)
        for file in folder.glob("*.xlsx"):
            if file.name not in written:
                file.unlink()
        count += len(written)
        print(f"{source.stem}: {len(written)}")
    print(f"{count} files, {size / 1024:,.0f} KB")


def ledgers(plan_code: str) -> Iterator[tuple[str, bytes]]:
    """The ledgers of a plan: name of the file and its bytes, unit by unit and month by month."""
    plan_story = PlanStory(plan_code)
    for ledger in plan_story.story["ledgers"]:
        for month in reported_months(ledger):
            yield f"{month}_{ledger['unit']}.xlsx", plan_story.workbook(ledger, month)


def reported_months(ledger: Story) -> list[str]:
    """The months in which the unit of a ledger reports; in all others it keeps silent."""
    if "months" in ledger:
        return ledger["months"]
    return [
        month for month in months_between(ledger["first"], ledger["last"]) if month not in ledger["skipped"]
    ]


class PlanStory:
    """The story of one plan, as the ledgers that it gives. All that is drawn by lot is drawn here, once, from the plan's own seed."""

    def __init__(self, plan_code: str):
        self.plan = tomllib.loads((build.SOURCES / f"{plan_code}.toml").read_text(encoding="utf-8"))
        self.story: Story = tomllib.loads((STORIES / f"{plan_code}.toml").read_text(encoding="utf-8"))
        self.plan_code = plan_code
        self.targets = {row["target_code"]: row for row in self.plan["targets"]}
        self.tasks = {row["task_code"]: row for row in self.plan["tasks"]}
        self._check()
        lot = random.Random(plan_code)
        self.standards = (
            standards(self.story["standards"], self.plan, lot) if "standards" in self.story else []
        )
        self.figures = {
            row["target_code"]: indicator_figures(row, lot) for row in self.story.get("indicators", ())
        }

    def workbook(self, ledger: Story, month: str) -> bytes:
        """The ledger that a unit sends for a month."""
        book = new_book()
        properties = book.properties
        properties.creator = properties.lastModifiedBy = "Planwatch"
        properties.created = properties.modified = build.MADE_ON
        properties.title = f"{self.plan['plan']['title']} 月度台账（{spoken(month)}）"
        for kind in ledger["sheets"]:
            if kind == "task_reports" and not is_task_month(ledger, month):
                continue
            rows, notes = self.rows(kind, ledger, month)
            if month in ledger.get("zero", ()):
                rows, notes = [], ["注：本月无新增，零报告。"]
            self._write(book.create_sheet(SHEETS[kind].name), kind, ledger["unit"], month, rows, notes)
        return build.packed(book)

    def rows(self, kind: str, ledger: Story, month: str) -> tuple[list[Row], list[str]]:
        """The rows of a sheet for a month, and the notes below them."""
        match kind:
            case "standards":
                return standard_rows(self.standards, self.story["standards"], month)
            case "trainings":
                return training_rows(self.story["trainings"], month), []
            case "indicators":
                return self._indicator_rows(month), []
            case _:
                tasks = [
                    task for task in self.story["tasks"] if task["code"] in ledger.get("tasks", self.tasks)
                ]
                earlier = [
                    other
                    for other in reported_months(ledger)
                    if other < month and is_task_month(ledger, other) and other not in ledger.get("zero", ())
                ]
                before = earlier[-1] if earlier else None
                return [self._task_row(task, month, before) for task in tasks], []

    def _check(self) -> None:
        units = {row["name"] for row in self.plan["units"]}
        ledgers = self.story["ledgers"]
        for kind, story_codes, plan_codes in (
            ("unit", {ledger["unit"] for ledger in ledgers}, units),
            ("target", {row["target_code"] for row in self.story.get("indicators", ())}, self.targets),
            ("task", {row["code"] for row in self.story["tasks"]}, self.tasks),
            ("task", {code for ledger in ledgers for code in ledger.get("tasks", ())}, self.tasks),
        ):
            lacking = sorted(set(story_codes) - set(plan_codes))
            if lacking:
                raise BadStory(f"{self.plan_code}: the plan has no {kind} {'、'.join(lacking)}")

    def _indicator_rows(self, month: str) -> list[Row]:
        rows: list[Row] = []
        for story in self.story.get("indicators", ()):
            code = story["target_code"]
            figure = self.figures[code].get(month)
            if figure is None:
                continue
            value, numerator, denominator = figure
            rows.append(
                {
                    "target_code": code,
                    "name": self.targets[code]["name"],
                    "month": spoken(month),
                    "value": value,
                    "numerator": numerator,
                    "denominator": denominator,
                    "unit_of_measure": self.targets[code]["unit_of_measure"],
                    "note": story.get("notes", {}).get(month),
                }
            )
        return rows

    def _task_row(self, task: Story, month: str, before: str | None) -> Row:
        lot = random.Random(f"{self.plan_code}|{task['code']}|{month}")
        is_again = "reopened" in task and month >= task["reopened"]["span"][0]
        report = task_report(task["reopened"] if is_again else task, month, before, lot)
        report |= {
            "task_code": task["code"],
            "title": self.tasks[task["code"]]["title"],
            "month": spoken(month),
        }
        if is_again:
            report["note"] = f"{spoken(task['span'][1])}办结后重新开展"
        return report

    def _write(
        self, sheet: Worksheet, kind: str, unit: str, month: str, rows: Sequence[Row], notes: Sequence[str]
    ) -> None:
        widths = SHEETS[kind].widths
        columns = [
            Column(KINDS[kind].header(field), width, is_centred=field not in LEFT)
            for field, width in widths.items()
        ]
        title = f"{self.plan['plan']['title']} 月度台账（{spoken(month)}）"
        write_table(
            sheet, title, [""], columns, [[row.get(field) for field in widths] for row in rows], notes
        )
        remarks = [
            f"规划代码：{self.plan_code}",
            f"填报单位：{unit}",
            f"填报月份：{spoken(month)}",
            DEMO_REMARK,
        ]
        write_remarks(sheet, 2, list(widths.values()), remarks, last_font=RED_BODY)


def is_task_month(ledger: Story, month: str) -> bool:
    return int(month[5:]) in ledger.get("task_months", range(1, 13))


if __name__ == "__main__":
    main()
