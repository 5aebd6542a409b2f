"""标准清单 and 标准台账: the standards a plan names, and where each of them stands."""

from loaders.kinds import cells
from loaders.kinds.spec import Column, Spec

SPEC = Spec(
    kind="standards",
    sheet_names=("标准",),
    columns=(
        Column(
            "标准名称",
            ("name",),
            cells.text,
            ("名称", "项目名称", "标准项目名称"),
            is_required=True,
            is_filled=True,
        ),
        Column(
            "领域",
            ("section",),
            cells.text,
            ("重点领域", "领域/场景", "专业领域"),
            is_required=True,
            fills_down=True,
            is_group=True,
        ),
        Column("方向", ("direction",), cells.text, fills_down=True),
        Column("主题", ("topic",), cells.text, fills_down=True),
        Column("类别", ("nature",), cells.text),
        Column("制修订", ("action",), cells.text, ("制定/修订",)),
        Column("标准号", ("standard_number",), cells.standard_number, ("标准编号",)),
        Column("阶段", ("stage",), cells.stage, ("当前阶段", "进展阶段", "所处阶段", "目前阶段", "标准阶段")),
        Column("立项日期", ("registered_on",), cells.day, ("立项时间",)),
        Column("发布日期", ("published_on",), cells.day, ("发布时间",)),
        Column("实施日期", ("effective_on",), cells.day, ("实施时间",)),
        Column("牵头单位", ("lead_units",), cells.text_list, ("起草单位", "责任单位", "主责单位")),
        Column("备注", ("note",), cells.text, ("说明",)),
    ),
)
