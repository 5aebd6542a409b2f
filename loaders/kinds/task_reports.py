"""任务进展: what a unit reports of its tasks, one row a task and month."""

from loaders.kinds import cells
from loaders.kinds.spec import Column, Spec

SPEC = Spec(
    kind="task_reports",
    sheet_names=("进展", "任务进展"),
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
    filled_by=("status", "attained_share", "progress_text", "problem_text", "next_step_text", "note"),
    columns=(
        Column("任务序号", ("task_code",), cells.task_code, ("序号", "编号", "项次"), is_filled=True),
        Column(
            "任务名称",
            ("title",),
            cells.text,
            ("重点任务", "主要任务", "工作任务", "任务", "重点工作", "工作事项", "目标任务"),
        ),
        Column("月份", ("month",), cells.month, ("填报月份", "报告月份")),
        Column("完成率", ("attained_share",), cells.share, ("完成比例", "进度", "累计完成率", "形象进度")),
        Column(
            "状态",
            ("status",),
            cells.task_state,
            fills=("attained_share",),
            also=("进展状态", "推进状态", "完成状态", "进度状态"),
        ),
        Column(
            "本月进展",
            ("progress_text",),
            cells.text,
            (
                "进展情况",
                "完成情况",
                "落实情况",
                "工作进展",
                "当月进展",
                "本月工作进展",
                "推进情况",
                "目前进展",
            ),
        ),
        Column(
            "存在问题",
            ("problem_text",),
            cells.text,
            ("问题", "困难问题", "存在困难", "主要问题", "存在的问题"),
        ),
        Column(
            "下一步计划",
            ("next_step_text",),
            cells.text,
            ("下步计划", "下月计划", "下一步打算", "下步工作", "下一步工作计划", "下步工作计划", "下一步"),
        ),
        Column("备注", ("note",), cells.text, ("说明",)),
    ),
)
