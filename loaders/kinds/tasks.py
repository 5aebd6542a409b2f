"""任务分工: the numbered pieces of work, who leads and supports them, and by when."""

from loaders.kinds import cells
from loaders.kinds.spec import Column, Spec

SPEC = Spec(
    kind="tasks",
    sheet_names=("任务分工", "分工"),
    columns=(
        Column(
            "序号", ("task_code",), cells.text, ("编号", "项次", "任务序号"), is_required=True, is_filled=True
        ),
        Column(
            "领域/场景",
            ("section",),
            cells.text,
            ("领域", "场景", "章节", "任务类别", "重点领域"),
            fills_down=True,
        ),
        Column(
            "任务名称",
            ("title",),
            cells.text,
            ("重点任务", "主要任务", "工作任务", "任务", "重点工作"),
            is_required=True,
            is_filled=True,
        ),
        Column("任务内容", ("description",), cells.text, ("工作内容", "具体举措", "主要内容")),
        # 责任单位 alone is the lead; so it is beside 配合单位.
        Column(
            "牵头单位",
            ("lead_units",),
            cells.text_list,
            ("责任单位", "责任部门", "主责单位", "委内责任部门"),
            fills_down=True,
        ),
        Column("配合单位", ("support_units",), cells.text_list, ("协同单位", "参与单位"), fills_down=True),
        Column(
            "完成时限",
            ("due_text", "due_on", "is_ongoing"),
            cells.deadline,
            ("完成时间", "时间节点", "时限要求", "办结时限"),
            fills_down=True,
        ),
        Column("推定责任单位（非原文）", ("inferred_units",), cells.text_list),
        Column("备注", ("note",), cells.text, ("说明",)),
    ),
)
