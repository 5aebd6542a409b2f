"""任务进展: what a unit reports of its tasks, one row a task and month."""

from loaders.kinds import cells
from loaders.kinds.spec import Column, Spec

SPEC = Spec(
    kind="task_reports",
    sheet_names=("进展", "任务进展"),
    filled_by=("status", "attained_share", "progress_text", "problem_text", "next_step_text", "note"),
    columns=(
        Column("任务序号", ("task_code",), cells.text, ("序号", "编号"), is_required=True, is_filled=True),
        Column("任务名称", ("title",), cells.text, ("重点任务", "工作任务", "任务")),
        Column("月份", ("month",), cells.month, ("填报月份", "报告月份")),
        Column("完成率", ("attained_share",), cells.share, ("完成比例", "进度")),
        Column("状态", ("status",), cells.task_state, ("进展状态", "推进状态"), is_required=True),
        Column(
            "本月进展", ("progress_text",), cells.text, ("进展情况", "完成情况", "落实情况"), is_required=True
        ),
        Column("存在问题", ("problem_text",), cells.text),
        Column("下一步计划", ("next_step_text",), cells.text, ("下步计划", "下月计划")),
        Column("备注", ("note",), cells.text, ("说明",)),
    ),
)
