"""任务进展: what a unit reports of its tasks, one row a task and month."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from words import N_
from words.kinds.kind import Asked, Column, Content, Kind, LastReport, Reference, Template
from words.numbers import percent
from words.terms import TaskState


class StoredReport(NamedTuple):
    """One stored month of a task."""

    task_code: str
    month: str
    attained_share: float | None = None
    status: str | None = None
    progress_text: str | None = None
    unit: str | None = None


def _summary(row: Mapping[str, Any], task: Mapping[str, Any]) -> str:
    """60%，按序时; "" where it said neither."""
    share, status = row["attained_share"], row["status"]
    return "，".join([*([percent(share)] if share is not None else []), *([str(status)] if status else [])])


KIND = Kind(
    name="task_reports",
    label=N_("Task reports"),
    figure="attained_share",
    sheet_names=("进展", "任务进展"),
    filled_by=("status", "attained_share", "progress_text", "problem_text", "next_step_text", "note"),
    one_of=(("task_code", "title"), ("status", "attained_share", "progress_text")),
    beside=(
        "牵头单位",
        "责任单位",
        "责任部门",
        "主责单位",
        "配合单位",
        "完成时限",
        "完成时间",
        "时间节点",
        "领域",
        "场景",
        "领域/场景",
        "任务内容",
        "工作内容",
        "具体举措",
        "责任人",
    ),
    reference=Reference(
        "tasks", "task_code", "unknown-task", name="title", units=("lead_units", "inferred_units")
    ),
    stored_row=StoredReport,
    template=Template(
        "任务进展",
        last=LastReport(
            "title",
            Asked(
                7,
                N_("What is known from before, to compare with. This column is not read."),
                is_prefilled=True,
            ),
            _summary,
        ),
    ),
    columns=(
        Column(
            "任务序号",
            ("task_code",),
            Content.TASK_CODE,
            also=("序号", "编号", "项次"),
            is_key=True,
            is_filled=True,
            asked=Asked(5, N_("From the plan; please leave it as it is."), is_prefilled=True),
        ),
        Column(
            "任务名称",
            ("title",),
            Content.TEXT,
            also=("重点任务", "主要任务", "工作任务", "任务", "重点工作", "工作事项", "目标任务"),
            asked=Asked(11, N_("From the plan; please leave it as it is."), is_prefilled=True, is_long=True),
        ),
        Column("月份", ("month",), Content.MONTH, also=("填报月份", "报告月份"), is_key=True),
        Column(
            "完成率",
            ("attained_share",),
            Content.SHARE,
            also=("完成比例", "进度", "累计完成率", "形象进度"),
            asked=Asked(4.5, N_("How much of the task is done, for example 60%.")),
        ),
        Column(
            "状态",
            ("status",),
            Content.TASK_STATE,
            also=("进展状态", "推进状态", "完成状态", "进度状态"),
            fills=("attained_share",),
            asked=Asked(
                5,
                N_("Choose the status at the end of the month."),
                choices=tuple(state.cell for state in TaskState),
                is_strict=True,
            ),
        ),
        Column(
            "本月进展",
            ("progress_text",),
            Content.TEXT,
            also=(
                "进展情况",
                "完成情况",
                "落实情况",
                "工作进展",
                "当月进展",
                "本月工作进展",
                "推进情况",
                "目前进展",
            ),
            asked=Asked(20, N_("What was done this month, in a sentence or two."), is_long=True),
        ),
        Column(
            "存在问题",
            ("problem_text",),
            Content.TEXT,
            also=("问题", "困难问题", "存在困难", "主要问题", "存在的问题"),
            asked=Asked(
                13,
                N_("What stands in the way, and whose help is needed. Blank if nothing does."),
                is_long=True,
            ),
        ),
        Column(
            "下一步计划",
            ("next_step_text",),
            Content.TEXT,
            also=(
                "下步计划",
                "下月计划",
                "下一步打算",
                "下步工作",
                "下一步工作计划",
                "下步工作计划",
                "下一步",
            ),
            asked=Asked(13, N_("What comes next, and by when."), is_long=True),
        ),
        Column(
            "备注",
            ("note",),
            Content.TEXT,
            also=("说明",),
            asked=Asked(7, N_("Anything else worth knowing."), is_long=True),
        ),
    ),
)
