"""培训台账: training and publicity sessions, one a row."""

from loaders.kinds import cells
from loaders.kinds.spec import Column, Spec

SPEC = Spec(
    kind="trainings",
    sheet_names=("培训",),
    columns=(
        Column(
            "培训名称",
            ("title",),
            cells.text,
            ("培训主题", "活动名称", "培训班名称", "名称", "主题"),
            is_required=True,
            is_filled=True,
        ),
        Column("类型", ("training_type",), cells.text, ("培训类型",)),
        Column(
            "举办日期",
            ("held_on",),
            cells.day,
            ("培训日期", "培训时间", "举办时间", "日期", "时间"),
            is_required=True,
            is_filled=True,
        ),
        Column("组织单位", ("organiser",), cells.text, ("主办单位", "承办单位")),
        Column(
            "参训人次",
            ("attendances",),
            cells.count,
            ("培训人次", "参加人次", "人次", "参训人数", "培训人数", "参加人数", "人数"),
            is_required=True,
        ),
        Column("参训人员", ("participants",), cells.people, ("参加人员", "人员名单")),
        Column("地点", ("venue",), cells.text, ("培训地点",)),
        Column("备注", ("note",), cells.text, ("说明",)),
    ),
    beside=("主讲人", "授课人", "培训内容", "培训对象", "联系人"),
)
