"""Charts as pictures from the command line, drawn by a Chromium on this machine. Pages make theirs in the reader's browser.

The browser opens one file made here, with plotly.js in it, so nothing is fetched; all charts are drawn in one start.
"""

import json
import os
import re
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterable, Sequence
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote_to_bytes

import plotly

from charts.chart import PICTURES, Chart
from charts.figure import FONT, figure, height
from charts.palette import LIGHT
from words import _
from words.errors import UnknownCode

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
VARIABLE = "BROWSER_PATH"  # as kaleido calls it
WIDTH, SCALE = 1120, 2  # pixels of a drawing; of a PNG, to each of these
HEAD, FOOT, SIDE = 64, 28, 28  # pixels that a picture has above, below and beside its drawing on a page
EDGE = 30  # pixels that legend and axis take of the drawing itself
TITLE_TOP, TITLE_SIZE = 18, 20  # pixels
REMARK_DOWN, REMARK_SIZE = 34, 13  # pixels below the drawing at which made-up data is marked
PATIENCE = 120  # seconds
DRAWING_TIME = 60_000  # milliseconds of Chromium's own clock, which runs as fast as it can
OPTIONS = (
    "--headless=new",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
)
PAGE = """<!doctype html><meta charset="utf-8"><script>{plotly}</script><body><script>
const drawings = {drawings};
(async () => {{
  for (const [name, drawing] of Object.entries(drawings)) {{
    const size = {{width: drawing.layout.width, height: drawing.layout.height}};
    const url = await Plotly.toImage(drawing, {{...size, format: "{kind}", scale: {scale}}});
    const made = document.createElement("pre");
    made.dataset.name = name;
    made.textContent = url;
    document.body.append(made);
  }}
}})();
</script>"""
MADE = re.compile(r'<pre data-name="([^"]*)">([^<]*)</pre>')


def browser() -> str | None:
    """The path of a Chromium: what BROWSER_PATH says, else one on the path; None where there is none."""
    if chosen := os.environ.get(VARIABLE):
        return chosen if os.path.exists(chosen) else None
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def pictures(charts: Sequence[Chart], kind: str = "png") -> dict[str, bytes]:
    """{name of a chart: its picture}, as PNG or SVG bytes, with title and, for made-up data, its mark.

    Charts with nothing to draw are left out. Raises UnknownCode where no Chromium is found, or it draws nothing.
    """
    if kind not in PICTURES:
        raise ValueError(kind)
    drawn = [chart for chart in charts if not chart.is_empty]
    if not drawn:
        return {}
    program = browser()
    if program is None:
        raise UnknownCode(
            _(
                "Pictures are drawn by Chromium or Chrome, and none was found. Install one, or say where it is in {name}."
            ).format(name=VARIABLE)
        )
    with TemporaryDirectory() as folder:
        page = Path(folder) / "charts.html"
        page.write_text(_page(drawn, kind), encoding="utf-8")
        files = dict(_drawn_by(program, page, folder))
    missing = [chart.name for chart in drawn if chart.name not in files]
    if missing:
        raise UnknownCode(
            _("The browser {path} did not draw: {names}").format(path=program, names=", ".join(missing))
        )
    return files


def _page(charts: Iterable[Chart], kind: str) -> str:
    script = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
    # "</script" in a text or in Plotly's own code would end the script.
    drawings = json.dumps({chart.name: json.loads(_drawing(chart)) for chart in charts})
    return PAGE.format(
        plotly=script.replace("</script", "<\\/script"),
        drawings=drawings.replace("</", "<\\/"),
        kind=kind,
        scale=SCALE if kind == "png" else 1,
    )


def _drawing(chart: Chart) -> str:
    """The figure of the page, on white, with its title above."""
    drawing = figure(chart, LIGHT)
    title = {
        "text": chart.title,
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "pad": {"l": SIDE, "t": TITLE_TOP},
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "font": {"size": TITLE_SIZE, "color": LIGHT.text, "family": FONT},
    }
    drawing.update_layout(
        width=WIDTH,
        height=height(chart) + HEAD + FOOT,
        margin={"l": SIDE, "r": SIDE, "t": EDGE + HEAD, "b": EDGE + FOOT},
        paper_bgcolor=LIGHT.card,
        title=title,
    )
    if chart.is_demo:
        drawing.add_annotation(
            text=_("Demonstration data: all values are made up"),
            x=1,
            xref="paper",
            xanchor="right",
            y=0,
            yref="paper",
            yanchor="top",
            yshift=-REMARK_DOWN,
            showarrow=False,
            font={"color": LIGHT.demo, "size": REMARK_SIZE},
        )
    return str(drawing.to_json())


def _drawn_by(program: str, page: Path, folder: str) -> Iterable[tuple[str, bytes]]:
    """Names and pictures, as the browser wrote them into the page it printed out."""
    budget = f"--virtual-time-budget={DRAWING_TIME}"
    options = [*OPTIONS, f"--user-data-dir={folder}/profile", budget, "--dump-dom"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # As root Chromium refuses to start in its sandbox; the only page it opens is our own file.
        options.append("--no-sandbox")
    try:
        run = subprocess.run([program, *options, page.as_uri()], capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnknownCode(_("The browser {path} could not be started.").format(path=program)) from error
    for name, url in MADE.findall(run.stdout.decode("utf-8", "replace")):
        head, _comma, content = unescape(url).partition(",")
        yield unescape(name), b64decode(content) if head.endswith(";base64") else unquote_to_bytes(content)
