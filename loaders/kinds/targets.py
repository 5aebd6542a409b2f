"""目标: the numbers (and words) a plan sets out to reach."""

from loaders.kinds import cells
from loaders.kinds.spec import Column, Spec

SPEC = Spec(
    kind="targets",
    sheet_names=("目标",),
    columns=(
        Column("目标代码", ("target_code",), cells.text, ("指标代码",), is_required=True, is_filled=True),
        Column("章节", ("section",), cells.text, ("领域", "领域/场景"), fills_down=True, is_group=True),
        Column("目标名称", ("name",), cells.text, ("指标名称", "指标"), is_required=True, is_filled=True),
        Column("目标表述", ("target_text",), cells.text),
        Column(
            "目标值",
            ("target_value",),
            cells.goal,
            ("指标值", "目标"),
            is_required=True,
            fills=("comparator", "unit_of_measure", "is_striving", "target_text", "due_on"),
            pattern=r"20\d\d年(?:度)?(?:目标|指标)值?",
        ),
        Column("比较关系", ("comparator",), cells.comparator),
        Column("计量单位", ("unit_of_measure",), cells.text, ("单位",)),
        Column("力争", ("is_striving",), cells.yes_no),
        Column("基期值", ("baseline_value",), cells.number),
        Column("计量周期", ("cycle",), cells.cycle, ("考核周期",)),
        Column("完成时限", ("due_on",), cells.day, ("完成时间", "时限要求")),
        Column("时限来源", ("due_source",), cells.due_source),
        Column("口径", ("measure",), cells.measure, ("统计口径",), is_required=True, is_filled=True),
        Column("计量范围", ("measure_scope",), cells.text),
        Column("牵头单位", ("lead_units",), cells.text_list, ("责任单位", "责任部门")),
        Column("备注", ("note",), cells.text, ("说明",)),
    ),
)
