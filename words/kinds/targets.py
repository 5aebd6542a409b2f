"""目标: the numbers (and words) a plan sets out to reach."""

from words import N_
from words.kinds.kind import Column, Content, Kind

KIND = Kind(
    name="targets",
    label=N_("Targets"),
    figure="target_value",
    sheet_names=("目标",),
    columns=(
        Column(
            "目标代码",
            ("target_code",),
            Content.TEXT,
            also=("指标代码",),
            is_key=True,
            is_required=True,
            is_filled=True,
        ),
        Column(
            "章节", ("section",), Content.TEXT, also=("领域", "领域/场景"), fills_down=True, is_group=True
        ),
        Column(
            "目标名称", ("name",), Content.TEXT, also=("指标名称", "指标"), is_required=True, is_filled=True
        ),
        Column("目标表述", ("target_text",), Content.TEXT),
        Column(
            "目标值",
            ("target_value",),
            Content.GOAL,
            also=("指标值", "目标"),
            is_required=True,
            fills=("comparator", "unit_of_measure", "is_striving", "target_text", "due_on"),
            pattern=r"20\d\d年(?:度)?(?:目标|指标)值?",
        ),
        Column("比较关系", ("comparator",), Content.COMPARATOR),
        Column("计量单位", ("unit_of_measure",), Content.TEXT, also=("单位",)),
        Column("力争", ("is_striving",), Content.YES_NO),
        Column("基期值", ("baseline_value",), Content.NUMBER),
        Column("计量周期", ("cycle",), Content.CYCLE, also=("考核周期",)),
        Column("完成时限", ("due_on",), Content.DAY, also=("完成时间", "时限要求")),
        Column("时限来源", ("due_source",), Content.DUE_SOURCE),
        Column("口径", ("measure",), Content.MEASURE, also=("统计口径",), is_required=True, is_filled=True),
        Column("计量范围", ("measure_scope",), Content.TEXT),
        Column("牵头单位", ("lead_units",), Content.NAMES, also=("责任单位", "责任部门")),
        Column("备注", ("note",), Content.TEXT, also=("说明",)),
    ),
)
