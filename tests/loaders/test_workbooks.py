"""What Planwatch accepts: every workbook of the corpus, and what it is read as.

A line of the table: file: (kinds and their rows, problems as (cell, code), fields as one value a row).
Cells carry their sheet where a workbook has several. A problem of the whole sheet has no cell. A file that cannot be
opened is "refused" with its reason. The workbooks are drawn in workbooks/drawn and written by workbooks/make.py.
"""

import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from loaders.known import Background
from loaders.reader import read_workbook
from loaders.result import Reading
from loaders.workbook import open_workbook, unreadable
from tests.loaders import sheets
from words.errors import WorkbookUnreadable

FOLDER = Path(__file__).parent / "workbooks"
PLAN = replace(
    sheets.PLAN,
    plan_code="tj-jt-145",
    title="天津市综合交通运输“十四五”标准化行动方案",
    starts_on=date(2021, 1, 1),
    ends_on=date(2025, 12, 31),
    tasks={str(number): frozenset() for number in range(1, 13)},
    units={
        "天津市道路运输局": "天津市道路运输局",
        "市道路运输局": "天津市道路运输局",
        "道路运输局": "天津市道路运输局",
        "天津市邮政管理局": "天津市邮政管理局",
        "市邮政管理局": "天津市邮政管理局",
    },
    reported={(name, "standards"): "2024-09" for name in ("天津市邮政管理局", "市邮政管理局")},
)
KNOWN = Background({PLAN.plan_code: PLAN, sheets.PLAN.plan_code: sheets.PLAN})

JUNE, SEPTEMBER, YEAR_END = "2024-06-30", "2024-09-30", "2024-12-31"
PORT, BUS, OFFICE, POLICE = "市港航局", "市道路运输局", "市公路中心", "市公安局"

Case = tuple[str, list[tuple[str, str]], dict[str, list]]
LEDGER: Case = ("standards 2", [], {"stage": ["发布", "征求意见"], "published_on": ["2023-09-28", None]})
OLD_LEDGER: Case = ("standards 2", [], {"stage": ["发布", "起草"], "published_on": ["2023-05-12", None]})

# fmt: off
CASES: dict[str, Case] = {
    # --- nothing odd
    "good-standards.xlsx":     ("standards 4", [], {"stage": ["发布", "发布", "征求意见", "审查"], "published_on": ["2023-09-28", "2024-03-15", None, None]}),
    "good-trainings.xlsx":     ("trainings 2", [], {"attendances": [86, 120], "held_on": ["2024-06-06", "2024-06-18"]}),
    "good-indicators.xlsx":    ("indicators 2", [], {"month": ["2024-06", "2024-06"], "value": [63, 0.725]}),
    "good-task-reports.xlsx":  ("task_reports 3", [], {"attained_share": [0.6, 1, 0.35], "status": ["on_time", "done", "behind"]}),
    "good-task-division.xlsx": ("tasks 2", [], {"lead_units": [[PORT, "天津港集团"], [BUS]], "due_on": [YEAR_END, "2025-06-30"]}),
    "good-plan.xlsx":          ("plan 1, targets 2, checkpoints 1, baselines 1, tasks 2, units 2", [], {"issuers": [["天津市交通运输委员会"]], "starts_on": ["2026-01-01"], "target_value": [60, 40], "planned_value": [35], "baseline_value": [90]}),
    "good-four-ledgers.xlsx":  ("standards 2, trainings 1, indicators 2, task_reports 1", [], {}),

    # --- looks odd and is not
    "zero-report.xlsx":                 ("standards 0", [], {}),
    "zero-report-in-words.xlsx":        ("standards 0", [], {}),
    "zero-as-a-value.xlsx":             ("indicators 2", [], {"value": [0, 0]}),
    "digits-in-names.xlsx":             ("standards 5", [], {"name": ["5G专网港口应用技术要求", "12328热线服务规范", "“1+N”应急预案编制导则", "轨道交通6号线运营评估规程", "出租汽车3.0平台接入规范"]}),
    "names-like-totals-and-notes.xlsx": ("trainings 5", [], {"attendances": [45, 38, 22, 31, 27]}),
    "months-in-names.xlsx":             ("task_reports 2", [], {"status": ["done", "on_time"]}),
    "long-texts.xlsx":                  ("task_reports 1", [], {}),
    "columns-in-another-order.xlsx":    ("standards 2", [], {"published_on": ["2023-09-28", None]}),
    "sheet-called-sheet1.xlsx":         ("trainings 2", [], {}),
    "many-units.xlsx":                  ("tasks 1", [], {"lead_units": [[PORT, BUS, OFFICE, "天津港集团", "市轨道交通集团", "市邮政管理局"]]}),

    # --- deadlines
    "deadline-year-and-month.xlsx":                      ("tasks 6", [], {"due_on": [JUNE] * 6}),
    "deadline-number-with-a-lost-zero.xlsx":             ("tasks 2", [("E4", "dropped-zero")], {"due_on": [None, JUNE]}),
    "deadline-by-the-end-of.xlsx":                       ("tasks 4", [], {"due_on": [YEAR_END] * 4}),
    "deadline-without-year-under-a-title-with-one.xlsx": ("tasks 3", [], {"due_on": [YEAR_END] * 3}),
    "deadline-without-any-year.xlsx":                    ("tasks 2", [("E4", "year-missing")], {"due_on": [None, JUNE]}),
    "deadline-open-ended.xlsx":                          ("tasks 5", [], {"due_on": [None] * 5, "is_ongoing": [True] * 5}),
    "deadline-two-in-one-cell.xlsx":                     ("tasks 1", [("E4", "two-deadlines")], {"due_on": [YEAR_END], "is_ongoing": [True], "due_text": ["2024年3月底前印发；其余2024年底前完成并长期坚持"]}),
    "deadline-month-schedule.xlsx":                      ("tasks 1", [], {"due_on": [YEAR_END]}),
    "deadline-schedule-going-back.xlsx":                 ("tasks 1", [("E4", "schedule-order")], {}),
    "deadline-nine-dashes.xlsx":                         ("tasks 9", [], {"due_on": [JUNE] * 9}),
    "deadline-quarter-half-year-ten-days.xlsx":          ("tasks 7", [], {"due_on": [JUNE, JUNE, JUNE, "2024-05-10", "2024-04-30", JUNE, "2024-06-10"]}),
    "deadline-range-of-years.xlsx":                      ("tasks 2", [], {"due_on": ["2023-12-31", "2025-12-31"]}),
    "deadline-repeating.xlsx":                           ("tasks 5", [], {"due_on": [None] * 5, "due_text": ["每月", "每季度首月20日前", "每半年", "每年年底前", "一季度一次"]}),
    "deadline-from-a-year-on.xlsx":                      ("tasks 1", [], {"due_on": [None], "due_text": ["自2023年起"]}),
    "deadline-counted-from-an-event.xlsx":               ("tasks 2", [("E4", "relative-deadline"), ("E5", "relative-deadline")], {"due_on": [None] * 2, "due_text": ["5年内", "立项后18个月"]}),
    "deadline-end-of-the-plan.xlsx":                     ("tasks 2", [], {"due_on": ["2025-12-31"] * 2}),
    "deadline-chinese-numerals.xlsx":                    ("tasks 5", [], {"due_on": [JUNE] * 5}),
    "deadline-lost-characters.xlsx":                     ("tasks 4", [("E4", "damaged-date"), ("E5", "damaged-date"), ("E6", "damaged-date"), ("E7", "damaged-date")], {"due_on": [None] * 4}),
    "deadline-real-dates.xlsx":                          ("tasks 2", [], {"due_on": [SEPTEMBER] * 2}),
    "deadline-typed-month-that-became-a-date.xlsx":      ("tasks 1", [], {"due_on": [JUNE]}),
    "deadline-number-without-date-format.xlsx":          ("tasks 1", [("E4", "date-number")], {"due_on": [None]}),
    "deadline-formula-with-its-result.xlsx":             ("tasks 2", [], {"due_on": ["2024-09-02", SEPTEMBER]}),
    "deadline-formula-without-result.xlsx":              ("tasks 2", [("E5", "no-cached-value")], {"due_on": ["2024-09-02", None]}),
    "deadline-before-a-year.xlsx":                       ("tasks 1", [("E4", "unclear-before")], {"due_on": ["2025-12-31"]}),
    "deadline-before-a-holiday.xlsx":                    ("tasks 1", [("E4", "deadline-not-read")], {"due_on": [None], "due_text": ["2025年国庆节前"]}),
    "deadline-last-year.xlsx":                           ("tasks 1", [], {"due_on": ["2023-12-31"]}),
    "deadline-year-that-cannot-be-read.xlsx":            ("tasks 1", [("E4", "damaged-date")], {"due_on": [None]}),
    "deadline-early-in-a-month.xlsx":                    ("tasks 1", [("E4", "loose-date")], {"due_on": ["2024-06-10"]}),
    "deadline-no-such-day.xlsx":                         ("tasks 2", [("E4", "no-such-date"), ("E5", "no-such-date")], {"due_on": [None] * 2}),
    "deadline-without-a-date.xlsx":                      ("tasks 1", [("E4", "deadline-not-read")], {"due_on": [None], "due_text": ["尽快完成"]}),
    "deadline-letter-for-a-digit.xlsx":                  ("tasks 1", [("E4", "letters-for-digits")], {"due_on": [SEPTEMBER]}),
    "deadline-range-ending-before-it-begins.xlsx":       ("tasks 1", [("E4", "range-reversed")], {"due_on": [None]}),

    # --- days and months
    "day-spellings.xlsx":                 ("standards 6", [], {"published_on": ["2024-05-12"] * 6}),
    "day-over-two-days.xlsx":             ("trainings 1", [("B4", "several-days")], {"held_on": ["2024-06-13"]}),
    "day-missing.xlsx":                   ("trainings 1", [("B4", "no-day")], {}),
    "day-two-digit-year.xlsx":            ("trainings 1", [("B4", "damaged-date")], {}),
    "day-several-in-one-cell.xlsx":       ("trainings 1", [("B4", "several-dates")], {}),
    "month-spellings.xlsx":               ("indicators 6", [], {"month": ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06"], "value": [58, 59, 60, 61, 62, 63]}),
    "month-number-with-a-lost-zero.xlsx": ("indicators 1", [("C4", "dropped-zero")], {}),
    "month-with-words.xlsx":              ("indicators 2", [], {"month": ["2024-05", "2024-06"]}),
    "month-range.xlsx":                   ("indicators 1", [("C4", "month-range")], {"month": ["2024-06"]}),

    # --- quantities of targets
    "quantity-at-least.xlsx":               ("targets 6", [], {"target_value": [15, 0.6, 3, 100, 0.85, 0.7], "comparator": [">="] * 6}),
    "quantity-at-most.xlsx":                ("targets 5", [], {"target_value": [0.05, 0.02, 3_000_000, 3, 1], "comparator": ["<="] * 5}),
    "quantity-about.xlsx":                  ("targets 4", [], {"target_value": [1000, 500, 20, 30_000], "comparator": ["about"] * 4}),
    "quantity-exact.xlsx":                  ("targets 4", [], {"target_value": [90, 8, 100, 12], "comparator": ["="] * 4}),
    "quantity-striving.xlsx":               ("targets 3", [], {"target_value": [0.8, 100, 90], "comparator": ["=", "=", ">="], "is_striving": [True] * 3}),
    "quantity-chinese-numerals.xlsx":       ("targets 7", [], {"target_value": [90, 0.8, 1 / 3, 100, 2, 15_000, 120], "comparator": ["=", "=", "=", "about", "=", "=", "="]}),
    "quantity-range.xlsx":                  ("targets 2", [("C4", "several-numbers"), ("C5", "several-numbers")], {}),
    "quantity-several-in-one-cell.xlsx":    ("targets 3", [("C4", "several-numbers"), ("C5", "several-numbers"), ("C6", "several-numbers")], {}),
    "quantity-in-words.xlsx":               ("targets 5", [], {"target_value": [None] * 5, "target_text": ["翻一番", "大幅提升", "基本建成", "全覆盖", "与上年持平"]}),
    "quantity-beside-digits-in-names.xlsx": ("targets 5", [], {"target_value": [800, 0.95, None, 12, None], "comparator": ["=", ">=", None, "=", None]}),
    "quantity-with-comparator-column.xlsx": ("targets 2", [], {"target_value": [90, 0.8], "comparator": [">=", ">="], "unit_of_measure": ["项", "%"]}),

    # --- figures of ledgers
    "figure-not-exact.xlsx":                    ("trainings 2", [("D4", "not-exact"), ("D5", "not-exact")], {"attendances": [1000, 80]}),
    "figure-letters-for-digits.xlsx":           ("trainings 3", [("D4", "letters-for-digits"), ("D5", "letters-for-digits"), ("D6", "letters-for-digits")], {"attendances": [1000, 100, 20]}),
    "figure-letters-that-may-be-anything.xlsx": ("trainings 1", [("D4", "not-a-number")], {"attendances": [None]}),
    "figure-full-width.xlsx":                   ("trainings 3", [], {"attendances": [120, 90, 1200]}),
    "figure-none-marks.xlsx":                   ("task_reports 7", [], {"attained_share": [None] * 6 + [0]}),
    "figure-thousands.xlsx":                    ("trainings 4", [], {"attendances": [12_000] * 4}),
    "figure-thousands-cut-wrongly.xlsx":        ("trainings 1", [("D4", "not-a-number")], {"attendances": [None]}),
    "figure-not-whole.xlsx":                    ("trainings 1", [("D4", "not-whole")], {"attendances": [None]}),
    "figure-below-zero.xlsx":                   ("trainings 1", [("D4", "below-zero")], {"attendances": [None]}),
    "figure-that-became-a-date.xlsx":           ("trainings 1", [("D4", "date-not-number")], {"attendances": [None]}),
    "figure-in-words.xlsx":                     ("trainings 1", [("D4", "not-a-number")], {"attendances": [None]}),
    "figure-in-another-unit.xlsx":              ("trainings 1", [("D4", "unit-differs")], {}),
    "percent-typed-and-formatted.xlsx":         ("indicators 3", [], {"value": [0.7, 0.71, 0.725]}),
    "percent-in-the-header.xlsx":               ("indicators 2", [], {"value": [0.71, 0.725]}),
    "percent-in-the-header-over-a-share.xlsx":  ("indicators 1", [("D4", "unclear-percent")], {"value": [None]}),
    "percent-above-one-hundred.xlsx":           ("indicators 1", [("D4", "share-above-one")], {"value": [1.72]}),
    "percent-sign-missing.xlsx":                ("task_reports 1", [("C4", "percent-sign-missing")], {"attained_share": [0.6]}),
    "percent-format-over-a-percentage.xlsx":    ("task_reports 1", [("C4", "large-share"), ("C4", "share-above-one"), ("C4", "share-against-state")], {}),
    "percent-between-one-and-two.xlsx":         ("task_reports 1", [("C4", "unclear-percent")], {"attained_share": [None]}),

    # --- units
    "units-mixed-separators.xlsx":             ("tasks 1", [], {"lead_units": [[PORT, POLICE, "市城市管理委", "市规划资源局", "市发展改革委", "市财政局", "市商务局", "市文化和旅游局"]]}),
    "units-in-brackets.xlsx":                  ("tasks 1", [], {"lead_units": [["各区(市、县)人民政府", "市文旅局(市文物局)"]]}),
    "units-lead-and-support-in-one-cell.xlsx": ("tasks 4", [], {"lead_units": [[PORT, "市发展改革委"], [POLICE], [POLICE], [POLICE]], "support_units": [["市财政局"], ["市城市管理委", "市财政局"], ["市财政局"], ["市财政局"]]}),
    "units-with-remarks.xlsx":                 ("tasks 4", [], {"lead_units": [[POLICE, "市城市管理委"], ["市财政局"], ["各有关单位"], ["各区人民政府"]]}),
    "units-first-one-leads-said-above.xlsx":   ("tasks 2", [], {"lead_units": [[PORT], [BUS]], "support_units": [["天津港集团", POLICE], None]}),
    "units-responsible-beside-lead.xlsx":      ("tasks 1", [], {"lead_units": [[PORT]], "support_units": [["天津港集团", POLICE]]}),
    "units-column-called-unit.xlsx":           ("tasks 2", [], {"lead_units": [[PORT, "天津港集团"], [BUS]]}),
    "units-one-twice.xlsx":                    ("tasks 1", [("D4", "unit-twice")], {"lead_units": [[POLICE, PORT]]}),
    "units-bracket-not-closed.xlsx":           ("tasks 1", [("D4", "unbalanced-bracket")], {}),
    "reporting-unit-by-its-short-name.xlsx":   ("standards 1", [], {}),
    "reporting-unit-unknown.xlsx":             ("standards 1", [("", "unknown-unit")], {}),

    # --- status words
    "status-done.xlsx":                  ("task_reports 5", [], {"status": ["done"] * 5}),
    "status-ahead.xlsx":                 ("task_reports 4", [], {"status": ["ahead"] * 4}),
    "status-on-time.xlsx":               ("task_reports 4", [], {"status": ["on_time"] * 4}),
    "status-under-way.xlsx":             ("task_reports 3", [], {"status": ["under_way"] * 3}),
    "status-behind.xlsx":                ("task_reports 6", [], {"status": ["behind"] * 6}),
    "status-not-started.xlsx":           ("task_reports 4", [], {"status": ["not_started"] * 4}),
    "status-with-a-share-inside.xlsx":   ("task_reports 1", [], {"status": ["under_way"], "attained_share": [0.6]}),
    "status-nearly-done.xlsx":           ("task_reports 2", [("D4", "only-unfinished"), ("D5", "only-unfinished")], {"status": ["under_way"] * 2}),
    "status-with-what-is-left.xlsx":     ("task_reports 1", [("D4", "unknown-state")], {"status": [None]}),
    "status-opposites-in-one-cell.xlsx": ("task_reports 1", [("D4", "several-states")], {"status": [None]}),
    "status-not-a-status.xlsx":          ("task_reports 1", [("D4", "unknown-state")], {"status": [None]}),
    "status-done-at-sixty-percent.xlsx": ("task_reports 1", [], {"status": ["under_way"], "attained_share": [0.6]}),
    "status-as-ticks.xlsx":              ("task_reports 2", [("D3", "column-not-read"), ("E3", "column-not-read")], {}),
    "status-by-colour-alone.xlsx":       ("task_reports 2", [("D3", "colour-not-read")], {"status": [None] * 2}),

    # --- stages and standard numbers
    "stage-words.xlsx":                        ("standards 7", [], {"stage": ["预研", "立项", "起草", "征求意见", "审查", "批准", "废止"]}),
    "stage-about-to-come.xlsx":                ("standards 1", [("D4", "bad-choice")], {"stage": [None]}),
    "standard-number-spellings.xlsx":          ("standards 2", [], {"standard_number": ["DB12/T 1301-2023", "DB12/T 1322-2024"]}),
    "standard-number-without-slash.xlsx":      ("standards 1", [("C4", "standard-number-tidied")], {"standard_number": ["DB12/T 1322-2024"]}),
    "standard-number-of-no-region.xlsx":       ("standards 1", [("C4", "unknown-region")], {"standard_number": [None]}),
    "standard-number-letters-for-digits.xlsx": ("standards 1", [("C4", "letters-for-digits")], {"standard_number": ["DB12/T 1322-2024"]}),
    "standard-number-several.xlsx":            ("standards 1", [("C4", "several-standard-numbers")], {"standard_number": [None]}),
    "standard-number-of-another-kind.xlsx":    ("standards 1", [("C4", "bad-standard-number")], {"standard_number": [None]}),

    # --- against the plan
    "plan-unknown.xlsx":                   ("standards 1", [("", "unknown-plan")], {}),
    "plan-not-said.xlsx":                  ("standards 1", [("", "no-plan")], {}),
    "unit-and-month-not-said.xlsx":        ("standards 1", [("", "no-month"), ("", "no-unit")], {}),
    "month-before-the-plan.xlsx":          ("standards 1", [("", "month-outside-plan")], {}),
    "month-after-the-plan.xlsx":           ("standards 1", [], {}),
    "register-older-than-the-newest.xlsx": ("standards 1", [("", "older-ledger")], {}),
    "target-unknown.xlsx":                 ("indicators 2", [("A5", "unknown-target")], {}),
    "task-unknown.xlsx":                   ("task_reports 2", [("A5", "unknown-task")], {}),
    "task-codes-decorated.xlsx":           ("task_reports 5", [], {"task_code": ["1", "2", "3", "5", "7"]}),
    "template-partly-filled-in.xlsx":      ("task_reports 1", [("D5", "not-filled-in")], {}),
    "template-not-filled-in.xlsx":         ("", [("A3", "table-not-filled-in")], {}),
    "column-missing.xlsx":                 ("", [("A3", "missing-column")], {}),

    # --- headers
    "header-two-rows-merged.xlsx":                       ("tasks 2", [], {"lead_units": [[PORT], [BUS]], "support_units": [["天津港集团", POLICE], [POLICE]]}),
    "header-two-rows-without-merges.xlsx":               ("tasks 2", [], {"lead_units": [[PORT], [BUS]], "support_units": [["天津港集团", POLICE], [POLICE]]}),
    "header-three-rows.xlsx":                            ("standards 2", [], {"standard_number": ["DB12/T 1301-2023", None], "stage": ["发布", "征求意见"], "published_on": ["2023-09-28", None]}),
    "header-split-over-two-rows.xlsx":                   ("trainings 2", [], {"attendances": [86, 120]}),
    "header-with-line-breaks.xlsx":                      ("tasks 2", [], {"due_on": [YEAR_END, "2025-06-30"]}),
    "header-with-inner-spaces.xlsx":                     ("tasks 2", [], {"due_on": [YEAR_END, "2025-06-30"]}),
    "header-with-unit-in-brackets.xlsx":                 ("task_reports 2", [], {"attained_share": [0.6, 0.35]}),
    "header-other-words.xlsx":                           ("tasks 1", [], {"title": ["建设港口集疏运智能调度平台"], "lead_units": [[PORT]], "support_units": [["天津港集团"]], "due_on": [YEAR_END], "note": ["续建"]}),
    "header-other-words-of-a-report.xlsx":               ("task_reports 1", [], {"attained_share": [0.6], "status": ["on_time"], "problem_text": [None], "next_step_text": ["开展试运行"]}),
    "header-task-called-its-content.xlsx":               ("tasks 2", [], {"title": ["建设港口集疏运智能调度平台", "完善公交线网动态优化机制"]}),
    "header-target-of-a-year.xlsx":                      ("targets 1", [], {"target_value": [90], "due_on": ["2025-12-31"]}),
    "header-one-name-twice.xlsx":                        ("standards 2", [("G3", "column-twice")], {"note": ["年度重点", None]}),
    "header-two-names-of-one-field.xlsx":                ("tasks 2", [("F3", "column-twice")], {"due_on": [YEAR_END, "2025-06-30"]}),
    "header-nobody-knows.xlsx":                          ("standards 2", [("F3", "column-not-read")], {}),
    "header-nobody-knows-over-nothing.xlsx":             ("standards 2", [], {}),
    "header-with-row-numbers.xlsx":                      ("standards 3", [], {}),
    "header-with-stars.xlsx":                            ("standards 2", [], {"stage": ["发布", "征求意见"]}),
    "header-with-numbers.xlsx":                          ("standards 2", [], {"stage": ["发布", "征求意见"]}),
    "header-with-hints-in-brackets.xlsx":                ("standards 2", [], {"standard_number": ["DB12/T 1301-2023", None], "stage": ["发布", "征求意见"], "published_on": ["2023-09-28", None]}),
    "header-two-rows-on-every-printed-page.xlsx":        ("tasks 2", [], {"support_units": [["天津港集团", POLICE], [POLICE]]}),
    "header-on-every-printed-page.xlsx":                 ("standards 4", [], {}),
    "header-in-traditional-characters.xlsx":             ("standards 2", [], {"stage": ["发布", "征求意见"]}),
    "remarks-in-one-cell.xlsx":                          ("standards 1", [], {}),
    "remarks-label-and-value-apart.xlsx":                ("standards 1", [], {}),
    "remarks-with-a-day.xlsx":                           ("standards 1", [], {}),
    "remarks-with-a-seal.xlsx":                          ("standards 1", [], {}),
    "remarks-without-month-under-a-title-with-one.xlsx": ("standards 1", [("A1", "month-from-title")], {}),
    "remarks-other-words.xlsx":                          ("standards 1", [], {}),
    "remarks-left-open.xlsx":                            ("standards 1", [("", "no-unit")], {}),
    "remarks-far-apart-in-one-cell.xlsx":                ("standards 1", [], {}),
    "remarks-dated-in-the-month-after.xlsx":             ("indicators 1", [("A1", "month-from-title")], {"month": ["2024-06"]}),
    "remarks-month-as-a-real-date.xlsx":                 ("standards 1", [], {}),
    "remarks-month-as-a-number.xlsx":                    ("standards 1", [], {}),
    "remarks-right-of-the-title.xlsx":                   ("trainings 1", [], {}),
    "remarks-below-the-table.xlsx":                      ("trainings 2", [], {}),
    "remarks-on-a-cover-sheet.xlsx":                     ("standards 2", [("封面!", "sheet-not-read")], {}),

    # --- layout
    "title-annex-and-lines-above.xlsx":                   ("standards 2", [], {}),
    "merged-groups.xlsx":                                 ("tasks 3", [], {"section": ["智慧港口", "智慧港口", "公共交通"], "lead_units": [[PORT, "天津港集团"], [PORT, "天津港集团"], [BUS]], "due_on": [YEAR_END, YEAR_END, "2025-06-30"]}),
    "merges-far-past-the-data.xlsx":                      ("tasks 2", [], {"section": ["智慧港口", "智慧港口"]}),
    "borders-far-past-the-data.xlsx":                     ("standards 2", [], {}),
    "blank-means-as-above.xlsx":                          ("tasks 4", [("B5", "filled-from-above")], {"section": ["智慧港口", "智慧港口", "智慧港口", "公共交通"]}),
    "one-task-over-several-rows.xlsx":                    ("tasks 2", [], {"description": ["完成码头作业数据接入\n建成集疏运车辆预约模块\n形成运行评估报告", "完成中心城区线网评估"], "lead_units": [[PORT, "天津港集团", POLICE], [BUS]], "due_on": [YEAR_END, "2025-06-30"]}),
    "one-task-over-several-rows-with-two-deadlines.xlsx": ("tasks 2", [("E5", "split-row")], {}),
    "section-rows.xlsx":                                  ("tasks 3", [], {"section": ["智慧港口", "智慧港口", "公共交通"]}),
    "section-rows-merged-across.xlsx":                    ("tasks 2", [], {"section": ["智慧港口", "公共交通"]}),
    "section-rows-restarting-the-numbers.xlsx":           ("tasks 2", [("A7", "duplicate-key")], {"section": ["智慧港口", "公共交通"]}),
    "section-rows-of-two-levels.xlsx":                    ("tasks 3", [], {"section": ["智慧港口", "智慧港口", "公共交通"]}),
    "section-rows-beside-a-section-column.xlsx":          ("standards 3", [], {"stage": ["发布", "发布", "征求意见"]}),
    "section-written-downwards.xlsx":                     ("tasks 2", [], {"section": ["智慧港口", "智慧港口"]}),
    "numbers-with-gaps.xlsx":                             ("tasks 3", [], {"task_code": ["1", "5", "9"]}),
    "totals-with-inner-spaces.xlsx":                      ("trainings 2", [], {"attendances": [86, 120]}),
    "totals-of-parts.xlsx":                               ("trainings 3", [], {"attendances": [86, 64, 120]}),
    "totals-that-differ.xlsx":                            ("trainings 2", [("D6", "total-differs")], {}),
    "totals-that-differ-in-a-part.xlsx":                  ("trainings 3", [("D6", "total-differs")], {}),
    "totals-above-the-rows.xlsx":                         ("trainings 2", [], {}),
    "totals-in-the-second-column.xlsx":                   ("trainings 2", [], {"attendances": [86, 120]}),
    "totals-as-formulas.xlsx":                            ("trainings 2", [], {}),
    "notes-below.xlsx":                                   ("trainings 2", [], {}),
    "date-and-signature-below.xlsx":                      ("standards 2", [], {}),
    "sentence-below-the-table.xlsx":                      ("standards 2", [], {}),
    "space-far-from-the-table.xlsx":                      ("standards 2", [], {}),
    "page-numbers-between.xlsx":                          ("standards 2", [], {}),
    "row-of-column-numbers.xlsx":                         ("standards 2", [], {}),
    "row-with-an-example.xlsx":                           ("standards 1", [], {}),
    "blank-rows-inside.xlsx":                             ("standards 3", [], {}),
    "blank-columns-inside.xlsx":                          ("standards 2", [], {"stage": ["发布", "征求意见"]}),
    "table-starting-far-from-the-corner.xlsx":            ("standards 2", [], {}),
    "tables-below-one-another.xlsx":                      ("standards 2, trainings 2", [], {"attendances": [86, 120]}),
    "tables-below-one-another-of-one-kind.xlsx":          ("standards 4", [], {"stage": ["发布", "发布", "征求意见", "审查"]}),
    "tables-of-one-kind-with-other-columns.xlsx":         ("standards 2", [], {"stage": ["发布", "征求意见"]}),
    "tables-beside-one-another.xlsx":                     ("standards 3, trainings 2", [], {"stage": ["发布", "征求意见", "审查"], "attendances": [86, 120]}),
    "tables-same-headers-again-to-the-right.xlsx":        ("trainings 3", [], {"attendances": [86, 64, 120]}),
    "sheet-of-text-beside-a-table.xlsx":                  ("standards 2", [("填表说明!", "sheet-not-read")], {}),
    "sheet-left-empty.xlsx":                              ("standards 2", [], {}),
    "sheet-hidden.xlsx":                                  ("standards 1", [("旧数据!", "hidden-sheet")], {}),
    "rows-hidden.xlsx":                                   ("standards 4", [("A5", "hidden-rows")], {}),
    "chart-beside-a-table.xlsx":                          ("trainings 2", [], {}),
    "no-table-at-all.xlsx":                               ("", [("", "no-table")], {}),
    "form-of-one-training.xlsx":                          ("trainings 1", [], {"held_on": ["2024-06-06"], "attendances": [86], "note": ["面授"]}),
    "form-of-several-trainings.xlsx":                     ("trainings 2", [], {"held_on": ["2024-06-06", "2024-06-18"], "attendances": [86, 120]}),
    "form-with-two-pairs-in-a-row.xlsx":                  ("trainings 1", [], {"held_on": ["2024-06-06"], "organiser": [PORT], "attendances": [86]}),
    "form-of-a-task-report.xlsx":                         ("task_reports 1", [], {"attained_share": [0.6], "status": ["on_time"], "next_step_text": ["开展试运行"]}),
    "spaces-at-the-ends.xlsx":                            ("standards 1", [], {"name": ["集装箱码头岸电设施运行维护规范"], "section": ["绿色交通"], "standard_number": ["DB12/T 1301-2023"], "stage": ["发布"], "published_on": ["2023-09-28"]}),
    "two-plans-worth-of-sheets.xlsx":                     ("tasks 2, targets 1", [], {}),

    # --- a column for each month
    "months-as-columns.xlsx":                       ("indicators 6", [], {"target_code": ["T01", "T03"] * 3, "month": ["2024-01", "2024-01", "2024-02", "2024-02", "2024-03", "2024-03"], "value": [58, 7, 60, 7, 63, 9]}),
    "months-as-columns-two-of-them.xlsx":           ("indicators 4", [], {"month": ["2024-01", "2024-01", "2024-02", "2024-02"], "value": [58, 7, 60, 7]}),
    "months-as-columns-with-year.xlsx":             ("indicators 3", [], {"month": ["2023-12", "2024-01", "2024-02"], "value": [57, 58, 60]}),
    "months-as-columns-other-spellings.xlsx":       ("indicators 4", [], {"month": ["2024-01", "2024-02", "2024-03", "2024-04"], "value": [58, 60, 63, 63]}),
    "months-as-columns-real-dates.xlsx":            ("indicators 3", [], {"month": ["2024-01", "2024-02", "2024-03"], "value": [58, 60, 63]}),
    "months-as-columns-under-their-year.xlsx":      ("indicators 4", [], {"month": ["2023-11", "2023-12", "2024-01", "2024-02"], "value": [55, 57, 58, 60]}),
    "months-as-columns-not-all-filled.xlsx":        ("indicators 3", [], {"target_code": ["T01", "T03", "T01"], "month": ["2024-04", "2024-05", "2024-06"], "value": [61, 8, 63]}),
    "months-as-columns-of-the-month-alone.xlsx":    ("indicators 3", [("D4", "month-values-added")], {"month_value": [1, 2, 3]}),
    "months-as-columns-that-do-not-say.xlsx":       ("indicators 6", [("D3", "accumulation-unsaid")], {"value": [58, 7, 60, 7, 63, 9]}),
    "months-as-columns-of-shares.xlsx":             ("indicators 3", [], {"value": [0.68, 0.69, 0.7]}),
    "months-as-columns-with-a-wrong-cell.xlsx":     ("indicators 3", [("E4", "not-exact")], {"value": [58, 60, 63]}),
    "months-as-columns-with-a-total.xlsx":          ("indicators 3", [("D4", "month-values-added")], {"month_value": [1, 2, 3]}),
    "months-as-columns-with-two-figures-each.xlsx": ("indicators 3", [], {"month": ["2024-01", "2024-02", "2024-03"], "value": [58, 60, 63], "month_value": [1, 2, 3]}),
    "month-and-total-side-by-side.xlsx":            ("indicators 2", [], {"month_value": [3, 0], "value": [63, 9]}),
    "month-alone.xlsx":                             ("indicators 1", [("C4", "month-values-added")], {"month_value": [3]}),

    # --- damage
    "traditional-characters.xlsx":        ("standards 1", [("A4", "traditional-characters")], {"name": ["道路运输车辆检测规范"]}),
    "pinyin-in-brackets.xlsx":            ("standards 1", [("A4", "pinyin-removed")], {"name": ["道路运输标准化工作指南"]}),
    "wrong-encoding.xlsx":                ("standards 1", [("A4", "wrong-encoding")], {"name": [None]}),
    "drag-filled-constants.xlsx":         ("standards 3", [("C5", "year-of-number"), ("C6", "year-of-number")], {}),
    "row-pasted-into-another.xlsx":       ("standards 2", [("C5", "several-standard-numbers"), ("E5", "several-dates")], {}),
    "row-shifted-by-a-column.xlsx":       ("standards 2", [("A5", "missing-value"), ("C5", "bad-standard-number"), ("D5", "bad-choice"), ("E5", "not-a-date")], {}),
    "error-cells.xlsx":                   ("trainings 2", [("D4", "formula-error"), ("D5", "formula-error")], {"attendances": [None] * 2}),
    "formula-with-its-result.xlsx":       ("trainings 2", [], {"attendances": [86, 120], "organiser": [PORT, OFFICE]}),
    "formula-without-result.xlsx":        ("trainings 2", [("D4", "no-cached-value")], {"attendances": [None, 120]}),
    "dates-from-1904.xlsx":               ("standards 2", [], {"published_on": ["2023-09-28", "2024-03-15"]}),
    "invisible-characters.xlsx":          ("indicators 1", [], {"target_code": ["T01"], "month": ["2024-06"], "value": [63]}),
    "date-of-nothing.xlsx":               ("standards 1", [("E4", "not-a-date")], {"published_on": [None]}),
    "number-in-scientific-notation.xlsx": ("trainings 1", [("D4", "not-a-number")], {"attendances": [None]}),
    "phonetic-guide.xlsx":                ("standards 2", [], {"name": ["集装箱码头岸电设施运行维护规范", "城市轨道交通车站客流监测技术要求"]}),

    # --- rows against rows
    "row-twice.xlsx":                   ("standards 3", [("A6", "duplicate-key")], {}),
    "row-twice-in-two-spellings.xlsx":  ("standards 2", [("A5", "name-spelled-alike")], {}),
    "row-twice-on-two-sheets.xlsx":     ("standards 4", [("标准台账（补报）!A5", "duplicate-key")], {}),
    "training-held-twice.xlsx":         ("trainings 2", [], {}),
    "indicator-twice-in-a-month.xlsx":  ("indicators 2", [("A5", "duplicate-key")], {}),
    "task-twice-in-a-month.xlsx":       ("task_reports 2", [("A5", "duplicate-key")], {}),
    "numerator-above-denominator.xlsx": ("indicators 1", [("D4", "numerator-above-denominator")], {}),
    "numerator-and-denominator.xlsx":   ("indicators 1", [], {"value": [0.725], "numerator": [145], "denominator": [200]}),
    "name-missing.xlsx":                ("standards 2", [("A5", "missing-value")], {}),
    "every-cell-of-a-row-wrong.xlsx":   ("task_reports 1", [("A4", "unknown-task"), ("C4", "not-a-number"), ("D4", "unknown-state")], {}),

    # --- formats
    "format.xlsm":                   LEDGER,
    "format.xls":                    LEDGER,
    "format.ods":                    LEDGER,
    "format.et":                     LEDGER,
    "format.tsv":                    LEDGER,
    "format-utf-8.csv":              LEDGER,
    "format-utf-8-with-mark.csv":    LEDGER,
    "format-utf-16.csv":             LEDGER,
    "format-gb18030.csv":            LEDGER,
    "format-semicolons.csv":         LEDGER,
    "format-csv-as.xls":             LEDGER,
    "format-html-as.xls":            LEDGER,
    "format-xlsx-as.xls":            LEDGER,
    "format-xlsx-as.et":             LEDGER,
    "format-xlsx-as.csv":            LEDGER,
    "format-texts-as-formulas.csv":  ("standards 2", [], {"standard_number": ["DB12/T 1301-2023", None]}),
    "format-tabs-behind-values.csv": ("standards 2", [], {"standard_number": ["DB12/T 1301-2023", None]}),
    "merged-groups.xls":             ("tasks 3", [], {"lead_units": [[PORT, "天津港集团"], [PORT, "天津港集团"], [BUS]], "due_on": [YEAR_END, YEAR_END, "2025-06-30"]}),
    "merged-groups.ods":             ("tasks 3", [], {"lead_units": [[PORT, "天津港集团"], [PORT, "天津港集团"], [BUS]], "due_on": [YEAR_END, YEAR_END, "2025-06-30"]}),
    "percents.xls":                  ("task_reports 1", [], {"attained_share": [0.6]}),
    "percents.ods":                  ("task_reports 1", [], {"attained_share": [0.6]}),
    "header-two-rows-as.csv":        ("tasks 2", [], {"support_units": [["天津港集团", POLICE], [POLICE]]}),
    "header-two-rows-html-as.xls":   ("tasks 2", [], {"support_units": [["天津港集团", POLICE], [POLICE]]}),
    "merged-groups-html-as.xls":     ("tasks 3", [], {"lead_units": [[PORT, "天津港集团"], [PORT, "天津港集团"], [BUS]], "due_on": [YEAR_END, YEAR_END, "2025-06-30"]}),
    "standards.xls":                 OLD_LEDGER,
    "standards.ods":                 OLD_LEDGER,
    "standards.html":                OLD_LEDGER,

    # --- no workbooks
    "password.xlsx":              ("refused: password", [], {}),
    "damaged.xls":                ("refused: damaged", [], {}),
    "cut-off-in-transfer.xlsx":   ("refused: damaged", [], {}),
    "empty.xlsx":                 ("refused: empty", [], {}),
    "only-a-chart.xlsx":          ("refused: no-cells", [], {}),
    "web-page-without-table.xls": ("refused: page", [], {}),
    "letter-as.xlsx":             ("refused: unknown", [], {}),
}
# fmt: on


@pytest.mark.parametrize("file", CASES)
def test_workbook(file: str) -> None:
    tables, problems, values = CASES[file]
    content = (FOLDER / file).read_bytes()
    if tables.startswith("refused: "):
        with pytest.raises(WorkbookUnreadable) as caught:
            open_workbook(content, file)
        assert str(caught.value) == str(unreadable(tables.removeprefix("refused: "), file))
        return
    reading = read_workbook(open_workbook(content, file), KNOWN)
    assert sorted(told(reading)) == sorted(problems)
    assert counted(reading) == tables
    assert {field: column(reading, field) for field in values} == values


def told(reading: Reading) -> list[tuple[str, str]]:
    has_several = len(reading.workbook.grids) + len(reading.workbook.hidden) > 1
    return [
        (f"{each.sheet}!{each.cell}" if has_several else each.cell, each.code) for each in reading.problems
    ]


def counted(reading: Reading) -> str:
    """The kinds that were read with the number of their rows, as the table of cases says it."""
    rows: Counter[str] = Counter()
    for each in reading.sheets:
        rows[each.kind] += len(each.rows)
    return ", ".join(f"{kind} {count}" for kind, count in rows.items())


def column(reading: Reading, field: str) -> list[object]:
    """A field of every row that has it, days as text."""
    found = [record[field] for rows in reading.sheets if field in rows.fields for record in rows.records()]
    return [each.isoformat() if isinstance(each, date) else each for each in found]


def test_every_workbook_stands_in_the_table() -> None:
    files = {file.name for file in FOLDER.iterdir() if file.is_file() and file.suffix != ".py"}
    assert files == set(CASES)


def test_the_workbooks_are_those_that_are_drawn(tmp_path: Path) -> None:
    draw = [sys.executable, "-m", "tests.loaders.workbooks.make", "--to", str(tmp_path)]
    subprocess.run(draw, check=True)
    drawn = list(tmp_path.iterdir())
    assert drawn
    for file in drawn:
        assert parts((FOLDER / file.name).read_bytes()) == parts(file.read_bytes()), file.name


def parts(content: bytes) -> dict[str, bytes]:
    """What stands in a file, unpacked where it is a zip: how small it was packed differs between machines."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return {"": content}
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
