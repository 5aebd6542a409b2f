"""Source cell: the cell a figure came from, shown in its sheet as it was sent."""

from html import escape

import streamlit as st

import blocks
import cached
import links
import show
from errors import UnknownCode
from words import _

named = {name: st.query_params.get(name, "") for name in ("import", "sheet", "cell")}
if not named["import"].isdigit():
    raise UnknownCode(_("This address names no import. Open a source cell from a target's page."))
window = cached.source_window(int(named["import"]), named["sheet"], named["cell"].upper())

facts = [
    _("Sheet {sheet}, cell {cell}").format(sheet=window["sheet"], cell=window["cell"]),
    _("import {number}, saved {moment}").format(
        number=named["import"], moment=show.moment(window["saved_at"])
    ),
]
if window["unit"]:
    facts.append(_("reported by {unit}").format(unit=window["unit"]))
if window["month"]:
    facts.append(_("for {month}").format(month=show.month(window["month"])))
badge = f' <span class="badge">{_("Demonstration data")}</span>' if window["is_demo"] else ""
back = blocks.link(_("Targets"), links.to("targets", target=st.query_params.get("target")))
blocks.block(
    f"<small>{back} › {_('Source cell')}</small><h1>{escape(window['file'])}{badge}</h1><p>{escape(' · '.join(facts))}</p>"
)

row_here, column_here = window["highlight"]
head = "".join(f'<th scope="col">{letter}</th>' for letter in ["", *window["header"]])
body = ""
for place, (number, texts) in enumerate(window["rows"]):
    cells = "".join(
        f'<td class="{"here" if (place, column) == (row_here, column_here) else ""}" title="{escape(value)}">{escape(value)}</td>'
        for column, value in enumerate(texts)
    )
    body += f'<tr><td class="row">{number}</td>{cells}</tr>'
blocks.block(
    f'<section class="panel scroll"><table class="grid"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></section>'
)
