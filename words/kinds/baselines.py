"""基期: what earlier periods achieved, as the plan states it. Never progress."""

from words import N_
from words.kinds.kind import Column, Content, Kind, Reference

KIND = Kind(
    name="baselines",
    label=N_("Baselines"),
    figure="baseline_value",
    sheet_names=("基期",),
    reference=Reference("targets", "target_code", "unknown-target"),
    columns=(
        Column("基期代码", ("baseline_code",), Content.TEXT, is_key=True, is_required=True, is_filled=True),
        Column("章节", ("section",), Content.TEXT, fills_down=True),
        Column("指标名称", ("name",), Content.TEXT, also=("名称",), is_required=True, is_filled=True),
        Column("基期值", ("baseline_value",), Content.NUMBER, is_required=True),
        Column("比较关系", ("comparator",), Content.COMPARATOR),
        Column("计量单位", ("unit_of_measure",), Content.TEXT, also=("单位",)),
        Column("时期", ("period_text",), Content.TEXT),
        Column("关联目标", ("target_code",), Content.TEXT),
        Column("备注", ("note",), Content.TEXT, also=("说明",)),
    ),
)
