import pytest

from loaders.parse.task_state import parse_task_state
from words.terms import TaskState


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (
            "已完成 已办结 已销号 全部完工 竣工 均已完成 提前完成 超前完成 按期完成。 任务已完成 已办结销号",
            TaskState.DONE,
        ),
        ("提前 超序时 超序时进度 超进度 快于预期 超前推进", TaskState.AHEAD),
        (
            "按序时 按序时推进 按序时进度推进中 达进度 达到序时进度 正常推进 进展正常 总体按序时推进",
            TaskState.ON_TIME,
        ),
        (
            "正在推进 持续推进 有序推进 顺利推进 进展顺利 常态化推进 推进中 进行中 已启动 在建",
            TaskState.UNDER_WAY,
        ),
        (
            "滞后 慢序时 慢于序时进度 欠进度 进展缓慢 未按序时推进 未达序时 未按期完成 逾期未完成 超期未完成 低于序时 略滞后 略慢于序时 不及预期",
            TaskState.BEHIND,
        ),
        ("未启动 未开工 尚未 尚未启动 暂未开展 待启动", TaskState.NOT_STARTED),
        *((state.cell, state) for state in TaskState),
    ],
)
def test_status_words(words: str, state: TaskState) -> None:
    for word in words.split():
        parsed = parse_task_state(word)
        assert parsed.value is not None, word
        assert (parsed.value.state, parsed.value.attained_share, parsed.doubts) == (state, None, ()), word


@pytest.mark.parametrize("cell", ["未完成", "尚未完成", "基本完成", "尚未办结", "部分完成"])
def test_unfinished_is_not_done_and_not_unstarted(cell: str) -> None:
    parsed = parse_task_state(cell)
    assert parsed.value is not None and parsed.value.state is TaskState.UNDER_WAY
    assert [doubt.code for doubt in parsed.doubts] == ["only-unfinished"]


@pytest.mark.parametrize(
    ("cell", "state", "share"),
    [
        ("目前完成45%", TaskState.UNDER_WAY, 0.45),
        ("45％", TaskState.UNDER_WAY, 0.45),
        ("已完成45%", TaskState.UNDER_WAY, 0.45),
        ("已完成（45%）", TaskState.UNDER_WAY, 0.45),
        ("完成四成", TaskState.UNDER_WAY, 0.4),
        ("完成率100%", TaskState.DONE, 1.0),
        ("已完成，100%", TaskState.DONE, 1.0),
        ("进度达70%，按序时推进", TaskState.ON_TIME, 0.7),
        ("完成30%，进度滞后", TaskState.BEHIND, 0.3),
    ],
)
def test_a_number_inside_counts(cell: str, state: TaskState, share: float) -> None:
    parsed = parse_task_state(cell)
    assert parsed.value is not None and parsed.doubts == ()
    assert (parsed.value.state, parsed.value.attained_share) == (state, share)


def test_a_number_formatted_as_a_percentage_is_a_share() -> None:
    parsed = parse_task_state(0.45, is_percent_format=True)
    assert parsed.value is not None and parsed.value.attained_share == 0.45
    assert [doubt.code for doubt in parse_task_state(0.45).doubts] == ["unknown-state"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("总体按序时推进，个别滞后", "several-states"),
        ("已完成、未启动", "several-states"),
        ("完成30%，其余完成60%", "several-numbers"),
        ("未完成40%", "unknown-state"),  # 40% done, or 40% left
        ("还差40%", "unknown-state"),
        ("已完成前期手续", "unknown-state"),
        ("3项已完成", "unknown-state"),
        ("销号中", "unknown-state"),
        ("待销号", "unknown-state"),
        ("拟完成", "unknown-state"),
        ("√", "unknown-state"),
        (True, "unknown-state"),
    ],
)
def test_what_is_not_certain_is_refused(cell: object, code: str) -> None:
    parsed = parse_task_state(cell)
    assert parsed.value is None and [doubt.code for doubt in parsed.doubts] == [code]
