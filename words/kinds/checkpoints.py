"""节点: values or states that the plan itself prints for dates on the way."""

from words import N_
from words.kinds.kind import Column, Content, Kind, Reference

KIND = Kind(
    name="checkpoints",
    label=N_("Checkpoints"),
    figure="planned_value",
    sheet_names=("节点",),
    reference=Reference("targets", "target_code", "unknown-target"),
    columns=(
        Column("目标代码", ("target_code",), Content.TEXT, is_key=True, is_required=True, is_filled=True),
        Column(
            "节点日期",
            ("due_on",),
            Content.DAY,
            also=("节点时间",),
            is_key=True,
            is_required=True,
            is_filled=True,
        ),
        Column("计划值", ("planned_value",), Content.NUMBER),
        Column("计量周期", ("cycle",), Content.CYCLE, also=("考核周期",)),
        Column("节点要求", ("checkpoint_text",), Content.TEXT),
        Column("备注", ("note",), Content.TEXT, also=("说明",)),
    ),
)
