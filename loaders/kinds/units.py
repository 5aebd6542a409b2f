"""单位: the organisations a plan names, and what for."""

from loaders.kinds import cells
from loaders.kinds.spec import Column, Spec

SPEC = Spec(
    kind="units",
    sheet_names=("单位",),
    columns=(
        Column("单位名称", ("name",), cells.text, is_required=True, is_filled=True),
        Column("简称", ("short_name",), cells.text),
        Column("别名", ("aliases",), cells.text_list),
        Column("职责", ("role",), cells.text, ("角色",), is_required=True),
        Column("备注", ("note",), cells.text, ("说明",)),
    ),
)
