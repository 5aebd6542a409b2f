"""The field's words: one enum per idea, with the words used in workbooks and on screens.

The value of each member is its code: what is stored, printed by --json and compared in tests.
`cell` words are what our own workbooks write; `label` is what a screen shows in the language in use.
Imports nothing of ours but `words`. Meanings: docs/glossary.md.
"""

from enum import StrEnum

from words.language import N_, _


class Comparator(StrEnum):
    """How a target's value is to be met. `about` (余, 左右) is never silently exact."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    ABOUT = "about"

    @property
    def cell(self) -> str:
        return {">=": "≥", "<=": "≤", "=": "=", "about": "约"}[self.value]

    @property
    def label(self) -> str:
        return {">=": "≥ ", "<=": "≤ ", "=": "", "about": _("about ")}[self.value]


class DueSource(StrEnum):
    """Whether the plan prints a target's date or the date is the end of the plan's period."""

    PRINTED = "printed"
    INHERITED = "inherited"

    @property
    def cell(self) -> str:
        return {"printed": "原文", "inherited": "沿用规划期"}[self.value]

    @property
    def label(self) -> str:
        return {"printed": _("printed in the plan"), "inherited": _("end of the plan period")}[self.value]


class Measure(StrEnum):
    """How a target's actual value is counted, and from which ledger."""

    PUBLISHED_STANDARDS = "published_standards"
    TRAINING_SESSIONS = "training_sessions"
    TRAINING_ATTENDANCES = "training_attendances"
    TRAINED_PEOPLE = "trained_people"
    TASKS_DONE = "tasks_done"
    REPORTED_INDICATOR = "reported_indicator"

    @property
    def cell(self) -> str:
        return {
            "published_standards": "发布标准数",
            "training_sessions": "培训场次",
            "training_attendances": "培训人次",
            "trained_people": "培训人数",
            "tasks_done": "办结任务数",
            "reported_indicator": "填报指标",
        }[self.value]

    @property
    def label(self) -> str:
        return {
            "published_standards": _("Standards published"),
            "training_sessions": _("Training sessions held"),
            "training_attendances": _("Training attendances"),
            "trained_people": _("People trained"),
            "tasks_done": _("Tasks done"),
            "reported_indicator": _("Reported indicator"),
        }[self.value]

    @property
    def ledger(self) -> str:
        """The kind of ledger that feeds this measure."""
        return {
            "published_standards": "standards",
            "training_sessions": "trainings",
            "training_attendances": "trainings",
            "trained_people": "trainings",
            "tasks_done": "task_reports",
            "reported_indicator": "indicators",
        }[self.value]


class Cycle(StrEnum):
    """Over which cycle a value is counted: once over the plan, or anew in each year or month."""

    PLAN = "plan"
    YEAR = "year"
    MONTH = "month"

    @property
    def cell(self) -> str:
        return {"plan": "规划期", "year": "年度", "month": "月度"}[self.value]

    @property
    def label(self) -> str:
        return {
            "plan": _("once, over the plan period"),
            "year": _("anew in each year"),
            "month": _("held in every month"),
        }[self.value]


class Stage(StrEnum):
    """Stages of a standard, GB/T 16733-1997, in order."""

    PRELIMINARY = "预研"
    PROPOSAL = "立项"
    DRAFTING = "起草"
    COMMENTS = "征求意见"
    EXAMINATION = "审查"
    APPROVAL = "批准"
    PUBLICATION = "发布"
    REVIEW = "复审"
    WITHDRAWAL = "废止"


class Status(StrEnum):
    """The status of a target or task for a month; when each applies is in metrics/status.py."""

    MET = "met"
    ON_SCHEDULE = "on_schedule"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    OVERDUE = "overdue"
    UNREPORTED = "unreported"
    UNDETERMINED = "undetermined"
    NOT_STARTED = "not_started"
    UNQUANTIFIED = "unquantified"

    @property
    def label(self) -> str:
        return _(STATUS_LABELS[self.value])

    @property
    def shape(self) -> str:
        """A shape of its own for each status, so that colour is never the only sign."""
        return {
            "met": "✔",
            "on_schedule": "●",
            "slightly_behind": "◐",
            "behind": "▲",
            "far_behind": "◆",
            "overdue": "✖",
            "unreported": "–",
            "undetermined": "?",
            "not_started": "○",
            "unquantified": "·",
        }[self.value]


STATUS_LABELS = {
    "met": N_("Met"),
    "on_schedule": N_("On schedule"),
    "slightly_behind": N_("Slightly behind"),
    "behind": N_("Behind"),
    "far_behind": N_("Far behind"),
    "overdue": N_("Overdue"),
    "unreported": N_("Unreported"),
    "undetermined": N_("Not judged"),
    "not_started": N_("Not started"),
    "unquantified": N_("No figure"),
}


class Side(StrEnum):
    """The side a status falls on: what rule sets are compared by."""

    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"


class Notice(StrEnum):
    """A notice to the lead unit, each sent when the one before did not help (蓝、黄、红三色督办)."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"

    @property
    def label(self) -> str:
        return {
            "blue": _("blue notice"),
            "yellow": _("yellow notice"),
            "red": _("red notice"),
        }[self.value]

    @property
    def shape(self) -> str:
        """A shape of its own for each notice, the sharper the longer, so that colour is never the only sign."""
        return {"blue": "!", "yellow": "!!", "red": "!!!"}[self.value]


class PlanState(StrEnum):
    """Where a plan's period stands in a month. The last month of the period is its end."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    OVER = "over"

    @property
    def label(self) -> str:
        return {
            "not_begun": _("period not begun"),
            "running": _("in its period"),
            "over": _("period over"),
        }[self.value]


class TaskState(StrEnum):
    """What a unit says of a task in its monthly report (状态)."""

    DONE = "done"
    AHEAD = "ahead"
    ON_TIME = "on_time"
    UNDER_WAY = "under_way"
    BEHIND = "behind"
    NOT_STARTED = "not_started"

    @property
    def cell(self) -> str:
        return {
            "done": "已完成",
            "ahead": "超序时",
            "on_time": "按序时",
            "under_way": "正在推进",
            "behind": "滞后",
            "not_started": "未启动",
        }[self.value]

    @property
    def label(self) -> str:
        return {
            "done": _("Done"),
            "ahead": _("Ahead"),
            "on_time": _("On time"),
            "under_way": _("Under way"),
            "behind": _("Late"),
            "not_started": _("Not begun"),
        }[self.value]


class Level(StrEnum):
    """How serious a problem found in a workbook is: errors keep a file out, warnings want a reason."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def label(self) -> str:
        return {"error": _("Error"), "warning": _("Warning"), "hint": _("Hint")}[self.value]
