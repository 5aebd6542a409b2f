"""What a unit says of a task: 已完成, 按序时推进, 滞后, 目前完成60% …

Opposites share characters (按序时, 慢序时, 超序时; 已完成, 未完成, 基本完成), so whole words are matched:

    "已办结" done    "超序时进度" ahead    "按序时推进" on time    "有序推进" under way
    "慢序时" behind  "尚未启动" not started
    "目前完成60%" under way, share 0.6      "未完成" under way, told that it only says so much
"""

import re
from dataclasses import dataclass

from loaders.parse import Doubt, Parsed, refused
from loaders.parse.quantity import parse_quantity
from loaders.parse.text import CJK, fold, parse_text
from words.terms import TaskState


@dataclass(frozen=True)
class ReportedState:
    """The state a cell names and the share of the work it says is attained; None where it says nothing."""

    state: TaskState | None
    attained_share: float | None
    text: str


_UNFINISHED = "unfinished"  # says that the work is not done, and no more

_PACE = "(?:序时|时序|进度|计划|预期)"
_FINISH = "(?:(?:完成|办结|销号|完工|竣工)+)"
_START = "(?:启动|开工|开始|开展|实施|动工)"
# The words of each state; 未完成 stands before 完成, 尚未完成 before 尚未.
_WORDS: dict[str, str] = {
    _UNFINISHED: f"(?:未|尚未|没有|还未|暂未)(?:全部)?{_FINISH}"
    f"|(?:基本|部分|大部分|阶段性|初步|即将|接近){_FINISH}",
    TaskState.BEHIND: f"(?:进度|进展|推进|严重|略有?|稍有?|较|明显)?滞后于?{_PACE}?"
    f"|(?:略|稍|明显)?(?:慢于?|低于|落后于?|欠|未达到?|未按|未符合|不及){_PACE}|落后|(?:进展|推进|进度)?缓慢"
    f"|未(?:按期|按时|如期|按计划){_FINISH}|(?:逾期|超期)(?:未{_FINISH})?|延期|延误",
    TaskState.NOT_STARTED: f"(?:未|尚未|没有|还未|暂未|待|拟){_START}|尚未",
    TaskState.DONE: f"(?:全部|全面|圆满|顺利|按期|按时|如期|提前|超前|超额)?(?:已|均已)?{_FINISH}|结束",
    TaskState.AHEAD: f"提前|超前|(?:超|快于|高于|超过){_PACE}",
    TaskState.ON_TIME: f"(?:按|达到?|符合){_PACE}|与序时同步|按期推进|序时推进|(?:进展|推进)?正常",
    TaskState.UNDER_WAY: f"(?:正在|持续|有序|稳步|加快|积极|扎实|长期|顺利|常态化)?推进中?|进展顺利|(?:进行|办理|建设|开展|实施)中"
    f"|在[办建]|{_START}|正在(?:{_START}|办理|进行|建设)?",
}
_WORD = "|".join(f"(?P<{state}>{words})" for state, words in _WORDS.items())
# A word is whole where no other character touches it but these: 目前总体|按序时|推进, 任务|已完成.
_WHOLE_WORD = re.compile(
    rf"(?<![{CJK}])(?:目前|当前|现|总体|整体|任务|工作|项目|进度|进展|情况|状态|均|都|已经|已|全部|本月|该项|仍|各项)*"
    rf"(?:{_WORD})(?:推进中?|工作|任务|状态|了|目标|进度|建设|实施)*(?![{CJK}])"
)
# 个别滞后 is not a whole word, but must not pass beside 按序时推进.
_ANYWHERE = re.compile(rf"(?<![无没不未])(?:{_WORD})")
_ADVERSE = {TaskState.BEHIND, TaskState.NOT_STARTED}
# 60%, 约60％, 六成 and the words that lead to it: 目前完成60%, 完成率60%, 进度达60%.
_SHARE = re.compile(
    r"(?:目前|累计|总体|整体|任务|工作|项目|已|共)*(?P<word>未完成|还差|尚差|尚余|剩余|余下|完成率?|完成比例|完成进度|进度|进展|推进|形象进度)?(?:已|已经)?(?:为|达到?|至|到|约|:|超过?|近)*"
    r"(?P<share>\d+(?:\.\d+)?%|百分之[一二三四五六七八九十百]+|[一二三四五六七八九\d]成半?)(?:以上|左右|的?(?:工作量|任务量?|进度|工程量|总量))?"
)
_LEFT = {"未完成", "还差", "尚差", "尚余", "剩余", "余下"}
EXPECTED = "、".join(state.cell for state in TaskState)


def parse_task_state(raw: object, *, is_percent_format: bool = False) -> Parsed[ReportedState]:
    """Read a status cell. is_percent_format: the cell's number format shows a percentage.

    A share of less than 1 with 完成 alone is work under way; all of it is done. Different states in one cell
    are refused, as is text without a status word or share.
    """
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        quantity = parse_quantity(raw, is_percent_format=True).value if is_percent_format else None
        if quantity is None or quantity.number is None:
            return refused("unknown-state", EXPECTED)
        return Parsed(ReportedState(_state_of(quantity.number), quantity.number, quantity.text))
    cell = parse_text(raw)
    if cell.value is None:
        return Parsed(None, cell.doubts)
    text = fold(cell.value).replace("\n", ";")
    shares = list(_SHARE.finditer(text))
    for match in shares:
        text = text.replace(match[0], ";", 1)
    if len({match["share"] for match in shares}) > 1:
        return refused("several-numbers", "、".join(match["share"] for match in shares), before=cell.doubts)
    if any(match["word"] in _LEFT for match in shares):  # 未完成40%: 40% is done, or is left
        return refused("unknown-state", EXPECTED, before=cell.doubts)
    share = _share(shares[0]) if shares else None
    words = list(_WHOLE_WORD.finditer(text))
    if words:
        words += [word for word in _ANYWHERE.finditer(text) if word.lastgroup in _ADVERSE]
    return _settled(words, share, cell.value, cell.doubts)


def _share(match: re.Match[str]) -> float | None:
    quantity = parse_quantity(match["share"]).value
    return None if quantity is None else quantity.number


def _state_of(share: float) -> TaskState:
    return TaskState.DONE if share >= 1 else TaskState.UNDER_WAY


def _settled(
    words: list[re.Match[str]], share: float | None, text: str, doubts: tuple[Doubt, ...]
) -> Parsed[ReportedState]:
    """The one state that the words and the share of a cell agree on."""
    states = list(dict.fromkeys(word.lastgroup or "" for word in words))
    if share is not None and share < 1:
        states = [_UNFINISHED if state == TaskState.DONE else state for state in states]
    # "Not finished" and "under way" are said by every state short of done.
    firm = [state for state in states if state not in (_UNFINISHED, TaskState.UNDER_WAY)]
    if len(firm) > 1 or (firm == [TaskState.DONE] and len(states) > 1):
        return refused("several-states", "、".join(dict.fromkeys(word[0] for word in words)), before=doubts)
    if firm:
        return Parsed(ReportedState(TaskState(firm[0]), share, text), doubts)
    if share is not None:
        return Parsed(ReportedState(_state_of(share), share, text), doubts)
    if TaskState.UNDER_WAY in states:
        return Parsed(ReportedState(TaskState.UNDER_WAY, share, text), doubts)
    if states:
        doubts = (*doubts, Doubt("only-unfinished", expected=TaskState.UNDER_WAY.cell))
        return Parsed(ReportedState(TaskState.UNDER_WAY, share, text), doubts)
    return refused("unknown-state", EXPECTED, before=doubts)
