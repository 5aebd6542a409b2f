"""单位: the organisations a plan names, and what for."""

from words import N_
from words.kinds.kind import Column, Content, Kind

KIND = Kind(
    name="units",
    label=N_("Units"),
    figure="name",
    sheet_names=("单位",),
    columns=(
        Column("单位名称", ("name",), Content.TEXT, is_key=True, is_required=True, is_filled=True),
        Column("简称", ("short_name",), Content.TEXT),
        Column("别名", ("aliases",), Content.NAMES),
        Column("职责", ("role",), Content.TEXT, also=("角色",), is_required=True),
        Column("备注", ("note",), Content.TEXT, also=("说明",)),
    ),
)
