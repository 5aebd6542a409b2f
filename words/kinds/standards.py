"""标准清单 and 标准台账: the standards a plan names, and where each of them stands."""

from datetime import date
from typing import NamedTuple

from words import N_
from words.kinds.kind import BLANK_ROWS, Asked, Column, Content, Kind, Template
from words.terms import Stage


class StoredStandard(NamedTuple):
    """A stored standard. unit: who reported it (None: it stands in the plan workbook), month: of the ledger that brought it."""

    name: str
    standard_number: str | None = None
    stage: str | None = None
    published_on: date | None = None
    unit: str | None = None
    month: str | None = None


KIND = Kind(
    name="standards",
    label=N_("Standards"),
    figure="published_on",
    sheet_names=("标准",),
    stored_row=StoredStandard,
    template=Template("标准台账", BLANK_ROWS),
    columns=(
        Column(
            "标准名称",
            ("name",),
            Content.TEXT,
            also=("名称", "项目名称", "标准项目名称"),
            is_key=True,
            is_required=True,
            is_filled=True,
            asked=Asked(
                17,
                N_("The full name, the same every month: it tells one standard from another."),
                is_prefilled=True,
                is_long=True,
            ),
        ),
        Column(
            "领域",
            ("section",),
            Content.TEXT,
            also=("重点领域", "领域/场景", "专业领域"),
            is_required=True,
            fills_down=True,
            is_group=True,
            asked=Asked(6, N_("The field of the plan that the standard belongs to.")),
        ),
        Column(
            "方向",
            ("direction",),
            Content.TEXT,
            fills_down=True,
            asked=Asked(6, N_("As in the plan, if it has directions.")),
        ),
        Column(
            "主题",
            ("topic",),
            Content.TEXT,
            fills_down=True,
            asked=Asked(6, N_("As in the plan, if it has topics.")),
        ),
        Column("类别", ("nature",), Content.TEXT, asked=Asked(5, N_("What it is, for example 标准."))),
        Column(
            "制修订",
            ("action",),
            Content.TEXT,
            also=("制定/修订",),
            asked=Asked(4, N_("Choose 制定 or 修订."), choices=("制定", "修订")),
        ),
        Column(
            "标准号",
            ("standard_number",),
            Content.STANDARD_NUMBER,
            also=("标准编号",),
            asked=Asked(9.5, N_("Once it is published, for example DB12/T 1234-2022.")),
        ),
        Column(
            "阶段",
            ("stage",),
            Content.STAGE,
            also=("当前阶段", "进展阶段", "所处阶段", "目前阶段", "标准阶段"),
            asked=Asked(
                5,
                N_("Choose the stage it has reached; the stages are those of GB/T 16733."),
                choices=tuple(Stage),
                is_strict=True,
            ),
        ),
        Column(
            "立项日期",
            ("registered_on",),
            Content.DAY,
            also=("立项时间",),
            asked=Asked(8, N_("The day, for example 2023年5月12日. Blank if it is not there yet.")),
        ),
        Column(
            "发布日期",
            ("published_on",),
            Content.DAY,
            also=("发布时间",),
            asked=Asked(
                8, N_("The day, for example 2023年5月12日. A standard counts as published from this day on.")
            ),
        ),
        Column(
            "实施日期",
            ("effective_on",),
            Content.DAY,
            also=("实施时间",),
            asked=Asked(8, N_("The day, for example 2023年5月12日. Blank if it is not set yet.")),
        ),
        Column(
            "牵头单位",
            ("lead_units",),
            Content.NAMES,
            also=("起草单位", "责任单位", "主责单位"),
            asked=Asked(10, N_("Names as in the plan; several are parted by “、”."), is_long=True),
        ),
        Column(
            "备注",
            ("note",),
            Content.TEXT,
            also=("说明",),
            asked=Asked(9, N_("Anything else worth knowing."), is_long=True),
        ),
    ),
)
