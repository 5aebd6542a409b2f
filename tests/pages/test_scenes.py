"""Digital scenes: tasks by month, their deadlines, problems, who leads; one task; choices that stand in the address."""

import re

import pytest

from metrics.board import board
from metrics.scenes import scene_tasks, task_history
from pages import scenes as page
from tests.metrics.test_scenes import facts
from tests.pages.example import MONTH, PLAN_CODE

LINK = {"plan": PLAN_CODE, "month": MONTH}


def headline(opened) -> str:
    return re.sub("<[^>]+>", "", re.search("<h1>(.*?)</h1>", opened.html).group(1))


def test_the_headline_counts_scenes_tasks_and_where_they_stand(loaded, open_page):
    opened = open_page("scenes", **LINK)
    assert not opened.page.exception
    assert headline(opened) == "2 个场景 4 项任务：1 项达序时，1 项低于序时，1 项逾期未达，1 项未报"
    assert "截至2023年6月 · 本月已填报 3 项 · 2 项反映问题" in opened.text


def test_the_matrix_has_a_mark_for_every_report_and_a_dash_for_silence(loaded, open_page):
    html = open_page("scenes", **LINK).html
    matrix = re.search(r'<div class="matrix".*?</div>', html, re.DOTALL).group(0)
    for told, status, shape in (
        ("2023年6月，达序时，60%", "on_schedule", "●"),
        ("2023年6月，低于序时，20%", "behind", "▲"),
        ("2023年6月，逾期未达，90%", "overdue", "✖"),
    ):
        assert re.search(
            rf'class="status {status}" role="img" aria-label="{told}".*?{shape}</span><small>', matrix
        )
    assert 'aria-label="2023年6月，未报"' in matrix and matrix.count('scope="row"') == 4
    assert matrix.index("智慧港口") < matrix.index("1 建设一码通行平台") < matrix.index("智慧公路")


def test_problems_come_with_the_next_step_the_unit_and_the_cell(loaded, open_page):
    opened = open_page("scenes", **LINK)
    assert "存在问题和下一步安排（2 项）" in opened.text
    row = re.search(r"<tr>(?:(?!</tr>).)*资金未到位.*?</tr>", opened.html, re.DOTALL).group(0)
    assert "港航局" in row and "2023年6月" in row and re.search(r"cell=[A-Z]+5", row) and "任务进展" in row
    assert opened.text.index("汛期停工") < opened.text.index("资金未到位")  # overdue before late


def test_charts_tell_deadlines_leads_and_progress_and_can_be_taken_along(loaded, open_page):
    opened = open_page("scenes", **LINK)
    titles = ["任务进度与时限", "牵头单位任务数", "各场景完成率", "任务逐月进展"]
    assert all(title in opened.text for title in titles)
    assert len(opened.figures) == 2 + 2  # deadlines, leads, and one for each scene
    assert "长期坚持" in opened.text  # in the table of the deadlines
    labels = [button.proto.label for button in opened.page.get("download_button")]
    assert labels.count("XLSX") == 5 and labels.count("PPTX") == 2


@pytest.mark.parametrize(
    "choice, shown, hidden",
    [
        ({"scene": "智慧公路"}, ["桥梁监测", "治超联网"], ["自动驾驶示范"]),
        ({"unit": "港航局"}, ["自动驾驶示范", "建设一码通行平台"], ["桥梁监测"]),
        ({"status": "overdue"}, ["桥梁监测"], ["治超联网", "自动驾驶示范"]),
    ],
)
def test_choices_stand_in_the_address_and_narrow_everything(loaded, open_page, choice, shown, hidden):
    opened = open_page("scenes", **LINK, **choice)
    assert not opened.page.exception
    assert all(name in opened.text for name in shown) and not any(name in opened.text for name in hidden)
    for name, value in choice.items():  # and a task's link leads back to the choice
        assert re.search(rf'href="[^"]*task=[^"]*{name}=', opened.html), value


def test_a_choice_that_no_task_fits_says_so(loaded, open_page):
    opened = open_page("scenes", **LINK, scene="智慧港口", status="overdue")
    assert "没有符合条件的任务" in opened.text and not opened.figures


def test_one_task_shows_its_reports_its_dates_and_where_it_is_printed(loaded, open_page):
    opened = open_page("scenes", **LINK, task="2")
    assert not opened.page.exception
    assert headline(opened).startswith("任务 2") and "自动驾驶示范" in headline(opened)
    assert "完成率20% · 长期坚持 · 最近填报：2023年6月" in opened.text
    assert "逐月填报（1 次）" in opened.text and "车辆采购中" in opened.text
    assert "长期坚持，不判逾期" in opened.text and len(opened.figures) == 1
    sources = re.findall(r'class="source" href="([^"]+)"', opened.html)
    assert len(sources) == 2 and all("task=2" in link and "cell=" in link for link in sources)


def test_a_task_without_a_date_of_its_own_is_due_with_the_plan(loaded, open_page):
    text = open_page("scenes", **LINK, task="4").text
    assert "2025年12月31日（规划期末；任务未印时限）" in text
    assert "该任务尚无填报" in text and "从未填报" in text


def test_a_source_cell_opened_from_a_task_leads_back_to_it(loaded, open_page):
    (link, *_others) = [
        link for link in open_page("scenes", **LINK, task="3").links if link.startswith("./source")
    ]
    query = dict(part.split("=") for part in link.replace("&amp;", "&").split("?")[1].split("&"))
    opened = open_page(
        "source", **{**query, "sheet": "任务进展", "cell": "E6", "month": MONTH, "lang": "zh_CN"}
    )
    assert "返回任务" in opened.text and any("scenes" in link and "task=3" in link for link in opened.links)


def test_before_any_report_the_page_says_where_reports_come_from(loaded, open_page):
    opened = open_page("scenes", plan=PLAN_CODE, month="2022-03")
    assert not opened.page.exception
    assert "尚无任务填报" in opened.text and any(link.startswith("./upload") for link in opened.links)
    assert "4 项任务：4 项未报" in opened.text
    assert "4 项未开始" in open_page("scenes", plan=PLAN_CODE, month="2020-11").text


def test_a_stale_link_says_so_and_shows_nothing_else(loaded, open_page):
    for query, chinese, english in (
        ({"task": "99"}, "没有任务“99”", "has no task “99”"),
        ({"scene": "没有"}, "“没有”", "“没有”"),
        ({"status": "red"}, "“red”", "“red”"),
    ):
        for lang, told in (("zh_CN", chinese), ("en", english)):
            opened = open_page("scenes", **LINK, **query, lang=lang)
            assert not opened.page.exception
            assert told in opened.text and 'class="matrix"' not in opened.html and not opened.figures


def test_an_empty_database_says_what_to_type(empty, open_page):
    assert "尚未导入任何规划" in open_page("scenes").text


def test_english_pages_have_no_chinese_of_ours(loaded, open_page):
    text = open_page("scenes", **LINK, lang="en").text
    assert "2 scenes, 4 tasks: 1 on schedule, 1 behind" in text
    assert not re.search("任务逐月|存在问题和|牵头单位|逾期未达|长期坚持，不|演示数据", text)


def test_what_is_taken_along_is_what_is_shown(loaded, open_page, taken_along):
    open_page("scenes", **LINK)
    assert set(taken_along) >= {"matrix", "troubles", "timeline", "leads", "progress"}
    header, *rows = taken_along["matrix"]
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["序号"], row["状态"], row["完成率"]) for row in told] == [
        ("1", "达序时", 0.6),
        ("2", "低于序时", 0.2),
        ("3", "逾期未达", 0.9),
    ]
    assert "任务进展_2023-06.xlsx › 任务进展" in told[0]["来源单元格"]
    taken_along.clear()
    open_page("scenes", **LINK, task="3")
    assert set(taken_along) >= {"task", "reports"} and len(taken_along["reports"]) == 2


def test_the_answer_and_the_marks_are_made_from_values():
    known = facts()
    answer = page.answer(scene_tasks(board(known, MONTH), known.units), MONTH)
    assert answer.startswith("<h1>3 个场景 4 项任务：") and "2 项反映问题" in answer
    history = task_history(known, MONTH)
    marks = {(entry.row.code, entry.month): page.mark(entry) for entry in history}
    assert 'aria-label="2023年2月，达序时，40%"' in marks["1", "2023-02"]
    assert 'class="none"' in marks["4", "2023-02"]
