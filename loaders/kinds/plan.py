"""规划: what a plan is called, who issued it and for which period. A vertical form."""

from loaders.kinds import cells
from loaders.kinds.spec import Column, Spec

SPEC = Spec(
    kind="plan",
    sheet_names=("规划",),
    is_form=True,
    columns=(
        Column("规划代码", ("plan_code",), cells.text, is_required=True, is_filled=True),
        Column("规划名称", ("title",), cells.text, ("方案名称", "名称"), is_required=True, is_filled=True),
        Column("简称", ("short_title",), cells.text),
        Column("发布机构", ("issuers",), cells.text_list, ("印发机关", "发文机关")),
        Column("发文字号", ("document_number",), cells.text, ("文号",)),
        Column("成文日期", ("issued_on",), cells.day, ("印发日期", "发文日期")),
        Column("公开日期", ("published_on",), cells.day),
        Column("规划期（原文）", ("period_text",), cells.text, ("规划期",)),
        Column("起始日期", ("starts_on",), cells.day, ("规划期起",)),
        Column("截止日期", ("ends_on",), cells.day, ("规划期止",)),
        Column("备注", ("note",), cells.text, ("说明",)),
    ),
)
