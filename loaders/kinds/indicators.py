"""指标台账: values that a unit reports for a target, one a month: cumulative since the plan began, or of the month alone."""

from loaders.kinds import cells
from loaders.kinds.spec import Column, Spec

SPEC = Spec(
    kind="indicators",
    sheet_names=("指标",),
    filled_by=("value", "month_value", "numerator", "denominator", "note"),
    one_of=(("target_code", "name"), ("value", "month_value", "numerator")),
    beside=(
        "目标值",
        "年度目标",
        "2025年目标",
        "基期值",
        "完成率",
        "牵头单位",
        "责任单位",
        "配合单位",
        "完成时限",
        "领域",
        "章节",
    ),
    columns=(
        Column(
            "目标代码", ("target_code",), cells.text, ("指标代码", "指标编号", "目标编号"), is_filled=True
        ),
        Column("指标名称", ("name",), cells.text, ("目标名称", "指标", "监测指标", "主要指标")),
        Column("月份", ("month",), cells.month, ("填报月份", "报告月份")),
        Column(
            "完成值",
            ("value",),
            cells.number,
            ("累计完成值", "累计完成", "指标值", "累计值", "累计", "累计数", "累计完成情况"),
        ),
        Column(
            "当月完成值",
            ("month_value",),
            cells.number,
            (
                "本月完成值",
                "当月完成",
                "本月完成",
                "本月新增",
                "当月新增",
                "当月数",
                "本月数",
                "当月值",
                "当月",
                "本月",
            ),
        ),
        Column("分子", ("numerator",), cells.number),
        Column("分母", ("denominator",), cells.number),
        Column("计量单位", ("unit_of_measure",), cells.text, ("单位",)),
        Column("备注", ("note",), cells.text, ("说明",)),
    ),
)
