"""任务分工: the numbered pieces of work, who leads and supports them, and by when."""

from words import N_
from words.kinds.kind import Column, Content, Kind

KIND = Kind(
    name="tasks",
    label=N_("Task division"),
    figure="title",
    sheet_names=("任务分工", "分工"),
    stand_ins={"任务名称": "任务内容"},
    columns=(
        Column(
            "序号",
            ("task_code",),
            Content.TASK_CODE,
            also=("编号", "项次", "任务序号"),
            is_key=True,
            is_required=True,
            is_filled=True,
        ),
        Column(
            "领域/场景",
            ("section",),
            Content.TEXT,
            also=("领域", "场景", "章节", "任务类别", "重点领域"),
            fills_down=True,
            is_group=True,
        ),
        Column(
            "任务名称",
            ("title",),
            Content.TEXT,
            also=("重点任务", "主要任务", "工作任务", "任务", "重点工作", "工作事项", "目标任务", "主要工作"),
            is_required=True,
            is_filled=True,
        ),
        Column("任务内容", ("description",), Content.TEXT, also=("工作内容", "具体举措", "主要内容")),
        # 责任单位 alone is the lead; beside 牵头单位 it is the others.
        Column(
            "牵头单位",
            ("lead_units",),
            Content.UNITS,
            also=("主责单位", "责任单位", "责任部门", "委内责任部门", "单位", "主办单位"),
            fills=("support_units",),
            yields={"责任单位": "配合单位", "责任部门": "配合单位", "单位": "配合单位"},
            fills_down=True,
        ),
        Column(
            "配合单位",
            ("support_units",),
            Content.NAMES,
            also=("协同单位", "参与单位", "协办单位", "支持单位"),
            fills_down=True,
        ),
        Column(
            "完成时限",
            ("due_text", "due_on", "is_ongoing"),
            Content.DEADLINE,
            also=("完成时间", "时间节点", "时限要求", "办结时限"),
            fills_down=True,
        ),
        Column("推定责任单位（非原文）", ("inferred_units",), Content.NAMES),
        Column("备注", ("note",), Content.TEXT, also=("说明",)),
    ),
)
