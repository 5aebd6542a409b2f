"""节点: values or states that the plan itself prints for dates on the way."""

from loaders.kinds import cells
from loaders.kinds.spec import Column, Spec

SPEC = Spec(
    kind="checkpoints",
    sheet_names=("节点",),
    columns=(
        Column("目标代码", ("target_code",), cells.text, is_required=True, is_filled=True),
        Column("节点日期", ("due_on",), cells.day, ("节点时间",), is_required=True, is_filled=True),
        Column("计划值", ("planned_value",), cells.number),
        Column("计量周期", ("cycle",), cells.cycle, ("考核周期",)),
        Column("节点要求", ("checkpoint_text",), cells.text),
        Column("备注", ("note",), cells.text, ("说明",)),
    ),
)
