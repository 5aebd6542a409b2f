"""规划: what a plan is called, who issued it and for which period. A vertical form."""

from words import N_
from words.kinds.kind import Column, Content, Kind

KIND = Kind(
    name="plan",
    label=N_("Plan"),
    figure="title",
    sheet_names=("规划",),
    is_form=True,
    columns=(
        Column("规划代码", ("plan_code",), Content.TEXT, is_required=True, is_filled=True),
        Column(
            "规划名称", ("title",), Content.TEXT, also=("方案名称", "名称"), is_required=True, is_filled=True
        ),
        Column("简称", ("short_title",), Content.TEXT),
        Column("发布机构", ("issuers",), Content.NAMES, also=("印发机关", "发文机关")),
        Column("发文字号", ("document_number",), Content.TEXT, also=("文号",)),
        Column("成文日期", ("issued_on",), Content.DAY, also=("印发日期", "发文日期")),
        Column("公开日期", ("published_on",), Content.DAY),
        Column("规划期（原文）", ("period_text",), Content.TEXT, also=("规划期",)),
        Column("起始日期", ("starts_on",), Content.DAY, also=("规划期起",)),
        Column("截止日期", ("ends_on",), Content.DAY, also=("规划期止",)),
        Column("备注", ("note",), Content.TEXT, also=("说明",)),
    ),
)
