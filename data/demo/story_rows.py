"""What happens in the made-up stories: the rows of each ledger, month by month.

standards   each has a life of its own: drawn once, then read off at the end of any month
trainings   the sessions of the story held by then
indicators  counts by steps, growing counts, rates
tasks       pass through their steps over their span; some are late for a while, one is opened again

Draws by lot only from the generator it is given.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from exports.sheets import Value
from words.months import first_day, from_ordinal, last_day, month_of, months_between, ordinal, shift
from words.numbers import Share
from words.terms import Stage, TaskState

Story = dict[str, Any]
Row = dict[str, Value]

# What a unit writes of a task that goes on as it did in the report before.
SAME_AS_BEFORE = (
    "各项工作按计划进行",
    "已形成阶段性成果",
    "相关单位协同推进",
    "组织召开推进会1次",
    "开展阶段性自查",
)
LONGEST_LAST = 120  # months that the last step of a count lasts, more than any story
LATER_BY = 0.35  # of the whole queue: by how much what the plan does not name comes later
GO_ON = ("继续", "加快", "按计划")


class BadStory(Exception):
    """A story speaks of something that its plan does not have."""


def spoken(month: str) -> str:
    return f"{month[:4]}年{int(month[5:])}月"


# --- standards ---


@dataclass(frozen=True)
class Standard:
    """The life of a standard: the day on which each stage begins, in order, and what is known of it.

    entered: the month of the first ledger that shows the publication, later than it where units forgot.
    """

    name: str
    section: str
    topic: str
    action: str
    standard_number: str
    lead_units: str
    stages: dict[Stage, date]
    effective_on: date
    entered: str
    is_research: bool
    is_added: bool

    @property
    def published_on(self) -> date:
        return self.stages[Stage.PUBLICATION]


def standards(story: Story, plan: Mapping[str, Any], lot: random.Random) -> list[Standard]:
    """Every standard of a story, in the order in which they are first seen in the register."""
    named_rows, later_rows = _names(story, plan, lot)
    days = [
        day
        for month, count in story["published"].items()
        for day in sorted(_workday(month, lot) for _ in range(count))
    ]
    early = [day for day in days if month_of(day) <= story.get("only_named_until", "")]
    queue = named_rows[: len(early)]
    # What the plan does not name, or names as a mere topic, comes later on the whole.
    rest = [(lot.random(), row) for row in named_rows[len(early) :]] + [
        (lot.random() + LATER_BY, row) for row in later_rows
    ]
    queue += [row for _turn, row in sorted(rest, key=lambda turn_and_row: turn_and_row[0])]
    if len(queue) < len(days):
        raise BadStory(f"{len(days)} standards are to be published, but there are names for {len(queue)}")
    withdrawn = story.get("withdrawn", {})
    # The first of those published in its month.
    withdrawn_index = next(
        (index for index, day in enumerate(days) if month_of(day) == withdrawn.get("published")), None
    )
    lives = [
        _standard(story, row, day, index, withdrawn["from"] if index == withdrawn_index else None, lot)
        for index, (day, row) in enumerate(zip(days, queue, strict=False))
    ]
    return sorted(lives, key=lambda life: (min(life.stages.values()), life.standard_number))


def _names(story: Story, plan: Mapping[str, Any], lot: random.Random) -> tuple[list[Row], list[Row]]:
    """The standards there are, shuffled: those the plan names, and topics of research with added ones."""
    never = set(story.get("never_registered", ()))
    lacking = sorted(never - {row["name"] for row in plan["standards"]})
    if lacking:
        raise BadStory(f"the plan has no standard {'、'.join(lacking)}")
    named_rows: list[Row] = []
    later_rows: list[Row] = []
    for row in plan["standards"]:
        if row["name"] not in never:
            (named_rows if row["nature"] == "标准" else later_rows).append({**row, "is_added": False})
    later_rows += [{**row, "is_added": True} for row in story.get("added", ())]
    made_up = story.get("made_up", {"fields": [], "endings": {}})
    for field in made_up["fields"]:
        for ending, topic in made_up["endings"].items():
            named_rows.append(
                {"section": field, "topic": topic, "name": f"{field}{ending}（演示）", "is_added": False}
            )
    lot.shuffle(named_rows)
    lot.shuffle(later_rows)
    return named_rows, later_rows


def _standard(
    story: Story, row: Row, published_on: date, index: int, withdrawn_from: str | None, lot: random.Random
) -> Standard:
    # From proposal to publication takes eleven to seventeen months, less where the register is younger than that.
    registered_on = max(
        published_on - timedelta(days=lot.randint(330, 520)),
        date.fromisoformat(str(story["earliest_on"])) + timedelta(days=lot.randint(0, 60)),
    )
    span = (published_on - registered_on).days
    is_research = row.get("nature") == "标准化研究"
    stages: dict[Stage, date] = {}
    if is_research:
        stages[Stage.PRELIMINARY] = _workday_before(registered_on - timedelta(days=lot.randint(120, 200)))
    for stage, share in (
        (Stage.PROPOSAL, 0.0),
        (Stage.DRAFTING, lot.uniform(0.08, 0.15)),
        (Stage.COMMENTS, lot.uniform(0.45, 0.55)),
        (Stage.EXAMINATION, lot.uniform(0.68, 0.78)),
        (Stage.APPROVAL, lot.uniform(0.9, 0.95)),
    ):
        stages[stage] = _workday_before(registered_on + timedelta(days=round(span * share)))
    stages[Stage.PUBLICATION] = published_on
    if index < story.get("reviewed", 0):
        stages[Stage.REVIEW] = first_day(story["reviewed_from"])
    if withdrawn_from is not None:
        stages[Stage.WITHDRAWAL] = first_day(withdrawn_from)
    month = month_of(published_on)
    return Standard(
        name=str(row["name"]),
        section=str(row["section"]),
        topic=str(row["topic"]),
        action="修订" if lot.random() < 0.12 else "制定",
        standard_number=f"{story['number']} {story['first_number'] + index}-{published_on.year}",
        lead_units=lot.choice(story["lead_units"]),
        stages=stages,
        effective_on=first_day(shift(month, lot.choice((2, 2, 3)))),
        entered=story.get("entered_late", {}).get(month, month),
        is_research=is_research,
        is_added=bool(row["is_added"]),
    )


def standard_rows(all_standards: Sequence[Standard], story: Story, month: str) -> tuple[list[Row], list[str]]:
    """The register as it stands at the end of a month: who has begun, in which stage, with which dates."""
    day = last_day(month)
    rows: list[Row] = []
    notes: list[str] = []
    shown = [standard for standard in all_standards if min(standard.stages.values()) <= day]
    for standard in shown:
        begun = [stage for stage, since in standard.stages.items() if since <= day]
        if month < standard.entered and Stage.PUBLICATION in begun:
            begun.remove(Stage.PUBLICATION)
        is_published = Stage.PUBLICATION in begun
        is_registered = Stage.PROPOSAL in begun
        rows.append(
            {
                "name": standard.name,
                "section": standard.section,
                "topic": standard.topic,
                "nature": "标准化研究" if standard.is_research and not is_registered else "标准",
                "action": standard.action,
                "standard_number": standard.standard_number if Stage.APPROVAL in begun else None,
                "stage": begun[-1].value,
                "registered_on": standard.stages[Stage.PROPOSAL] if is_registered else None,
                "published_on": standard.published_on if is_published else None,
                "effective_on": standard.effective_on if is_published else None,
                "lead_units": standard.lead_units,
            }
        )
        if month == standard.entered != month_of(standard.published_on):
            notes.append(f"注：《{standard.name}》{spoken(month_of(standard.published_on))}发布，本月补报。")
        if Stage.WITHDRAWAL in begun:
            notes.append(
                f"注：《{standard.name}》（{standard.standard_number}）{story['withdrawn']['note']}。"
            )
    if any(standard.is_research and Stage.PROPOSAL in standard.stages for standard in shown):
        notes.append("注：规划列为标准化研究的，立项后按标准填报。")
    if any(standard.is_added for standard in shown):
        notes.append("注：名称后注“演示增补”的，为规划清单以外的增补项目。")
    return rows, notes


def _is_workday(day: date) -> bool:
    """Whether offices work: no weekend, and not the week that begins with New Year, May Day or National Day."""
    return day.weekday() < 5 and not (day.month in (1, 5, 10) and day.day < 8)


def _workday(month: str, lot: random.Random) -> date:
    days = [first_day(month) + timedelta(days=count) for count in range(last_day(month).day)]
    return lot.choice([day for day in days if _is_workday(day)])


def _workday_before(day: date) -> date:
    while not _is_workday(day):
        day -= timedelta(days=1)
    return day


# --- trainings ---


def training_rows(trainings: Sequence[Story], month: str) -> list[Row]:
    """The sessions held by the end of a month. A figure that was corrected later is the old one until then."""
    rows: list[Row] = []
    for story in trainings:
        if story["held_on"] > last_day(month):
            continue
        row = dict(story)
        correction = row.pop("corrected", None)
        if correction is not None and month >= correction["from"]:
            row |= {"attendances": correction["attendances"], "note": correction["note"]}
        rows.append(row)
    return rows


# --- indicators ---

Figure = tuple[Value, int | None, int | None]  # value, numerator, denominator


def indicator_figures(story: Story, lot: random.Random) -> dict[str, Figure]:
    """What is reported of a target in every month: a count by steps, a growing count, or a rate."""
    if "steps" in story:
        return {month: (int(value), None, None) for month, value in _stepped(story["steps"]).items()}
    if "values" in story:
        drawn = _growing(story["values"], lot, roughness=0.5)
        return {month: (round(value), None, None) for month, value in drawn.items()}
    return _rates(story, lot)


def _rates(story: Story, lot: random.Random) -> dict[str, Figure]:
    rates = story["rates"]
    scatter = story.get("scatter", 0)
    whole = story["denominators"]
    is_flow = scatter > 0  # counted anew each month; all others only grow
    wholes = _between(whole) if is_flow or story.get("growing") else _stepped(whole)
    figures: dict[str, Figure] = {}
    least = 0
    for month, rate in (_between(rates) if is_flow else _growing(rates, lot, roughness=0.5)).items():
        denominator = round(wholes[month])
        if is_flow and month not in rates:
            denominator += lot.randint(-scatter, scatter)
            rate += lot.uniform(-0.004, 0.004)  # under half a percentage point: rates of services are steady
        numerator = min(round(rate * denominator), denominator)
        if not is_flow:
            numerator = least = max(numerator, least)
        figures[month] = (Share(round(numerator / denominator, 4)), numerator, denominator)
    return figures


def _stepped(steps: Mapping[str, float]) -> dict[str, float]:
    """The value of each month when it changes only at the given ones; the last one lasts ten years."""
    first, *_later = steps
    values = {}
    value = steps[first]
    for month in months_between(first, shift(first, LONGEST_LAST)):
        value = values[month] = steps.get(month, value)
    return values


def _between(knots: Mapping[str, float]) -> dict[str, float]:
    """The value of each month on straight lines between the given ones."""
    values = {}
    points = [(ordinal(month), value) for month, value in knots.items()]
    for (start, low), (end, high) in pairwise(points):
        for index in range(start, end + 1):
            values[from_ordinal(index)] = low + (high - low) * (index - start) / (end - start)
    return values


def _growing(knots: Mapping[str, float], lot: random.Random, roughness: float) -> dict[str, float]:
    """As `_between`, but uneven from month to month; it never falls and meets every knot.

    roughness: by how much of a month's growth a value may be off the line.
    """
    line = _between(knots)
    values: dict[str, float] = {}
    value = 0.0
    for month, straight in line.items():
        if month in knots:
            value = knots[month]
        else:
            growth = line.get(shift(month, 1), straight) - straight
            upper = next(knots[knot] for knot in knots if knot > month)
            value = min(max(value, straight + lot.uniform(-roughness, roughness) * growth), upper)
        values[month] = value
    return values


# --- task reports ---


def task_report(task: Story, month: str, before: str | None, lot: random.Random) -> Row:
    """What the unit says of a task: share, status, progress, problem and next step.

    `before` is the month of the report before. A task passes through its steps evenly over its span.
    """
    steps = task["steps"]
    phase = _phase(task, month)
    if phase is None:
        return {
            "attained_share": Share(0),
            "status": TaskState.NOT_STARTED.cell,
            "progress_text": "尚未启动，正在做前期准备。",
            "next_step_text": f"{steps[0]}。",
        }
    former_phase = _phase(task, before) if before else None
    if phase == len(steps):
        is_new = former_phase != phase
        return {
            "attained_share": Share(1),
            "status": TaskState.DONE.cell,
            "progress_text": f"已{steps[-1]}，任务办结。" if is_new else "已办结，转入常态化运行。",
            "next_step_text": "转入常态化管理。" if is_new else None,
        }
    start, end = map(ordinal, task["span"])
    base = task.get("attained_share", 0.0)
    share = base + (1 - base) * (ordinal(month) - start) / (end - start)
    late = _within(task.get("late", ()), month) or "reason" in task
    return {
        # In steps of 5 %, as people report; begun is never 0, going on never 1.
        "attained_share": Share(min(max(round(share * 20), 1), 19) / 20),
        "status": _state(task, month, phase, late).cell,
        "progress_text": _progress(
            task, phase, former_phase, late, _within(task.get("late", ()), before or ""), lot
        ),
        "problem_text": f"{task['problem']}。" if late else None,
        "next_step_text": f"{task['remedy']}。" if late else _next_step(task, month, phase, lot),
    }


def _phase(task: Story, month: str) -> int | None:
    """The step a task is in, counted from 0; the number of steps once it is done, None before it begins."""
    start, end = task["span"]
    if month < start:
        return None
    count = len(task["steps"])
    return min(count * (ordinal(month) - ordinal(start)) // (ordinal(end) - ordinal(start)), count)


def _within(spans: Sequence[Sequence[str]], month: str) -> bool:
    return any(first <= month <= last for first, last in spans)


def _state(task: Story, month: str, phase: int, late: bool) -> TaskState:
    if late:
        return TaskState.BEHIND
    if _within(task.get("ahead", ()), month):
        return TaskState.AHEAD
    if phase == 0 or _within(task.get("late", ()), shift(month, 2)):
        return TaskState.UNDER_WAY
    return TaskState.ON_TIME


def _progress(
    task: Story, phase: int, former_phase: int | None, late: bool, was_late: bool, lot: random.Random
) -> str:
    doing = task["steps"][phase]
    done = f"已{task['steps'][phase - 1]}，" if phase else ""
    if "reason" in task and former_phase is None:
        return f"{task['reason']}，正在{doing}。"
    if late:
        return f"{done}正在{doing}，进度滞后于计划。"
    if was_late:
        return f"前期滞后已基本追回，正在{doing}。"
    if phase == former_phase:
        return f"继续{doing}，{lot.choice(SAME_AS_BEFORE)}。"
    return f"{done}正在{doing}。"


def _next_step(task: Story, month: str, phase: int, lot: random.Random) -> str:
    steps = task["steps"]
    soon = _phase(task, shift(month, 2))
    if soon == len(steps):
        return f"{steps[phase]}，力争按期办结。"
    if soon != phase:
        return f"转入下一阶段，{steps[phase + 1]}。"
    return f"{lot.choice(GO_ON)}{steps[phase]}。"
