"""基期: what earlier periods achieved, as the plan states it. Never progress."""

from loaders.kinds import cells
from loaders.kinds.spec import Column, Spec

SPEC = Spec(
    kind="baselines",
    sheet_names=("基期",),
    columns=(
        Column("基期代码", ("baseline_code",), cells.text, is_required=True, is_filled=True),
        Column("章节", ("section",), cells.text, fills_down=True),
        Column("指标名称", ("name",), cells.text, ("名称",), is_required=True, is_filled=True),
        Column("基期值", ("baseline_value",), cells.number, is_required=True),
        Column("比较关系", ("comparator",), cells.comparator),
        Column("计量单位", ("unit_of_measure",), cells.text, ("单位",)),
        Column("时期", ("period_text",), cells.text),
        Column("关联目标", ("target_code",), cells.text),
        Column("备注", ("note",), cells.text, ("说明",)),
    ),
)
