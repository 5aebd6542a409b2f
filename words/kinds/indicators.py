"""指标台账: values that a unit reports for a target, one a month: cumulative since the plan began, or of the month alone."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from words import N_
from words.kinds.kind import Asked, Column, Content, Kind, LastReport, Reference, Template
from words.numbers import as_typed, percent


class StoredValue(NamedTuple):
    """One stored month of an indicator. `value` is the total since the plan began, `month_value` that month alone."""

    target_code: str
    month: str
    value: float | None = None
    month_value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unit: str | None = None


def _summary(row: Mapping[str, Any], target: Mapping[str, Any]) -> str:
    """79.15%, 40项 or, where only the month alone was given, 当月3项; "" without a value."""
    is_month_alone = row["value"] is None and row["month_value"] is not None
    value = row["month_value"] if is_month_alone else row["value"]
    if value is None:
        return ""
    is_rate = target["unit_of_measure"] == "%"
    written = percent(value) if is_rate else f"{as_typed(value)}{target['unit_of_measure'] or ''}"
    return f"当月{written}" if is_month_alone else written


KIND = Kind(
    name="indicators",
    label=N_("Indicators"),
    figure="value",
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
    reference=Reference("targets", "target_code", "unknown-target", name="name", units=("lead_units",)),
    stored_row=StoredValue,
    template=Template(
        "指标台账",
        last=LastReport(
            "name",
            Asked(
                11,
                N_("What is known from before, to compare with. This column is not read."),
                is_prefilled=True,
            ),
            _summary,
        ),
    ),
    columns=(
        Column(
            "目标代码",
            ("target_code",),
            Content.TEXT,
            also=("指标代码", "指标编号", "目标编号"),
            is_key=True,
            is_filled=True,
            asked=Asked(5, N_("From the plan; please leave it as it is."), is_prefilled=True),
        ),
        Column(
            "指标名称",
            ("name",),
            Content.TEXT,
            also=("目标名称", "指标", "监测指标", "主要指标"),
            asked=Asked(17, N_("From the plan; please leave it as it is."), is_prefilled=True, is_long=True),
        ),
        Column("月份", ("month",), Content.MONTH, also=("填报月份", "报告月份"), is_key=True),
        Column(
            "完成值",
            ("value",),
            Content.NUMBER,
            also=("累计完成值", "累计完成", "指标值", "累计值", "累计", "累计数", "累计完成情况"),
            asked=Asked(
                7,
                N_(
                    "The total since the plan began, up to the end of the month. A rate is written with its percent sign. Blank: not reported."
                ),
                is_in_unit=True,
            ),
        ),
        Column(
            "当月完成值",
            ("month_value",),
            Content.NUMBER,
            also=(
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
            asked=Asked(
                6,
                N_(
                    "What was added in the month alone. It is enough where the total is not known; a rate has none."
                ),
                is_in_unit=True,
            ),
        ),
        Column(
            "分子",
            ("numerator",),
            Content.NUMBER,
            asked=Asked(6, N_("For rates: the number counted, if it is known.")),
        ),
        Column(
            "分母",
            ("denominator",),
            Content.NUMBER,
            asked=Asked(6, N_("For rates: the number that it is a part of, if it is known.")),
        ),
        Column(
            "计量单位",
            ("unit_of_measure",),
            Content.TEXT,
            also=("单位",),
            asked=Asked(5, N_("From the plan; please leave it as it is."), is_prefilled=True),
        ),
        Column(
            "备注",
            ("note",),
            Content.TEXT,
            also=("说明",),
            asked=Asked(16, N_("How it was counted, or why there is no value."), is_long=True),
        ),
    ),
)
