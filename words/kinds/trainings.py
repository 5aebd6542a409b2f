"""培训台账: training and publicity sessions, one a row."""

from datetime import date
from typing import NamedTuple

from words import N_
from words.kinds.kind import BLANK_ROWS, Asked, Column, Content, Kind, Template
from words.terms import Measure


class StoredTraining(NamedTuple):
    """A stored session; attendances are None where they are not known. unit and month: of the ledger that brought it."""

    title: str
    held_on: date
    attendances: int | None = None
    unit: str | None = None
    month: str | None = None


KIND = Kind(
    name="trainings",
    label=N_("Trainings"),
    figure="attendances",
    sheet_names=("培训",),
    beside=("主讲人", "授课人", "培训内容", "培训对象", "联系人"),
    stored_row=StoredTraining,
    template=Template("培训台账", BLANK_ROWS),
    columns=(
        Column(
            "培训名称",
            ("title",),
            Content.TEXT,
            also=("培训主题", "活动名称", "培训班名称", "名称", "主题"),
            is_key=True,
            is_required=True,
            is_filled=True,
            asked=Asked(
                18,
                N_("One row for every session; the name and the day tell them apart."),
                is_prefilled=True,
                is_long=True,
            ),
        ),
        Column(
            "类型",
            ("training_type",),
            Content.TEXT,
            also=("培训类型",),
            asked=Asked(4, N_("Choose 培训 or 宣贯, or write what it was."), choices=("培训", "宣贯")),
        ),
        Column(
            "举办日期",
            ("held_on",),
            Content.DAY,
            also=("培训日期", "培训时间", "举办时间", "日期", "时间"),
            is_key=True,
            is_required=True,
            is_filled=True,
            asked=Asked(
                8, N_("The day, for example 2023年5月12日; the last one of several."), is_prefilled=True
            ),
        ),
        Column(
            "组织单位",
            ("organiser",),
            Content.TEXT,
            also=("主办单位", "承办单位"),
            asked=Asked(14, N_("The unit that held it."), is_long=True),
        ),
        Column(
            "参训人次",
            ("attendances",),
            Content.COUNT,
            also=("培训人次", "参加人次", "人次", "参训人数", "培训人数", "参加人数", "人数"),
            is_required=True,
            asked=Asked(5, N_("A whole number: how many people attended.")),
        ),
        Column(
            "参训人员",
            ("participants",),
            Content.PEOPLE,
            also=("参加人员", "人员名单"),
            asked=Asked(
                14,
                N_("The names, parted by “、”; the unit in brackets behind those of another unit."),
                is_long=True,
                only_for=Measure.TRAINED_PEOPLE,
            ),
        ),
        Column(
            "地点", ("venue",), Content.TEXT, also=("培训地点",), asked=Asked(9, N_("The place, or 线上."))
        ),
        Column(
            "备注",
            ("note",),
            Content.TEXT,
            also=("说明",),
            asked=Asked(12, N_("Anything else worth knowing."), is_long=True),
        ),
    ),
)
