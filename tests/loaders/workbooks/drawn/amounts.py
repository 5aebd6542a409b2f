"""Quantities as people write them: targets of plans, figures of ledgers."""

from datetime import date

from tests.loaders.workbooks.drawn.drawing import (
    INDICATORS,
    TASK_NAMES,
    TRAININGS,
    Book,
    attended_by,
    goals,
    indicators,
    reports,
    sheet,
)

CONNECTED = ("T02", "重点企业数据接入率", "2024年6月")
TRAINED = ("市公路中心养护培训", date(2024, 6, 18), "市公路中心")

BOOKS: dict[str, Book] = {
    "quantity-at-least.xlsx": goals("不少于15场", "不低于60%", "至少3次", "100家以上", "≥ 85 %", "超过70%"),
    "quantity-at-most.xlsx": goals("不超过5%", "控制在2%以内", "最高300万元", "≤3", "1小时内"),
    "quantity-about.xlsx": goals("1000余人次", "500左右", "约20个", "3万多人"),
    "quantity-exact.xlsx": goals("90项", "8个", "=100", 12),
    "quantity-striving.xlsx": goals("力争达到80%", "努力实现100项", "力争不少于90项"),
    "quantity-chinese-numerals.xlsx": goals(
        "九十项", "八成", "三分之一", "百余项", "两个", "1.5万", "一百二十项"
    ),
    "quantity-range.xlsx": goals("3—5家", "10～20%"),
    "quantity-several-in-one-cell.xlsx": goals("单位30个、街区4个", "<4/<5.5", "3个月或500学时"),
    "quantity-in-words.xlsx": goals("翻一番", "大幅提升", "基本建成", "全覆盖", "与上年持平"),
    "quantity-beside-digits-in-names.xlsx": goals(
        "5G基站800座", "12328热线接通率不低于95%", "基本建成“1+N”标准体系", "6号线延伸12公里", "建成3.0平台"
    ),
    "quantity-with-comparator-column.xlsx": sheet(
        "目标",
        ("目标代码", "目标名称", "比较关系", "目标值", "计量单位", "口径"),
        ("T01", "发布地方标准", "≥", 90, "项", "发布标准数"),
        ("T02", "重点企业数据接入率", "不低于", "80%", "%", "填报指标"),
        title="天津市综合交通运输主要目标表",
        remarks=("规划代码：tj-jt-145",),
    ),
    "figure-not-exact.xlsx": attended_by("1000余人次", "约80人次"),
    "figure-letters-for-digits.xlsx": attended_by("I000人次", "l00人次", "2O人次"),
    "figure-letters-that-may-be-anything.xlsx": attended_by("lO人次"),
    "figure-full-width.xlsx": attended_by("１２０人次", "９０", "１，２００"),
    "figure-none-marks.xlsx": reports(
        *(
            (str(number), TASK_NAMES[number - 1], share, "正在推进", "完成阶段工作。")
            for number, share in enumerate(("-", "—", "/", "无", "空", "不涉及", "0%"), 1)
        )
    ),
    "figure-thousands.xlsx": attended_by("12,000", "12，000", "12 000", "1.2万"),
    "figure-thousands-cut-wrongly.xlsx": attended_by("12,00"),
    "figure-not-whole.xlsx": attended_by(12.5),
    "figure-below-zero.xlsx": attended_by(-3),
    "figure-that-became-a-date.xlsx": attended_by(date(2024, 6, 30)),
    "figure-in-words.xlsx": attended_by("若干"),
    "figure-in-another-unit.xlsx": sheet(
        "培训台账", (*TRAININGS[:3], "参训人次（人次）"), (*TRAINED, "20场"), title="标准宣贯培训月度台账"
    ),
    "percent-typed-and-formatted.xlsx": indicators(
        (*CONNECTED[:2], "2024年4月", "70%", "%"),
        (*CONNECTED[:2], "2024年5月", 0.71, "%"),
        (*CONNECTED[:2], "2024年6月", "７２．５％", "%"),
        formats={"D5": "0.0%"},
    ),
    "percent-in-the-header.xlsx": sheet(
        "指标台账",
        (*INDICATORS[:3], "累计完成值（%）"),
        (*CONNECTED[:2], "2024年5月", 71),
        (*CONNECTED, "72.5%"),
    ),
    "percent-in-the-header-over-a-share.xlsx": sheet(
        "指标台账", (*INDICATORS[:3], "累计完成值（%）"), (*CONNECTED, 0.72)
    ),
    "percent-above-one-hundred.xlsx": indicators((*CONNECTED, "172%", "%")),
    "percent-sign-missing.xlsx": reports(("1", "建设港口集疏运智能调度平台", 60, "按序时", "完成联调。")),
    "percent-format-over-a-percentage.xlsx": reports(
        ("1", "建设港口集疏运智能调度平台", 60, "按序时", "完成联调。"), formats={"C4": "0%"}
    ),
    "percent-between-one-and-two.xlsx": reports(
        ("1", "建设港口集疏运智能调度平台", 1.5, "按序时", "完成联调。")
    ),
}
