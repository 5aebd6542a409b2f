"""Organisations named in a cell.

For example:

    "市交通局、市公安局，市城管委等"            lead: three names, open
    "各区(市、县)人民政府；市文旅局(市文物局)"    two names: never split inside brackets
    "牵头单位：甲局、乙局；配合单位：丙局"        lead 甲局, 乙局; support 丙局
    "甲局牵头，乙局、丙局配合", "甲局（牵头）、乙局" and "甲局会同乙局、丙局" the same way
"""

import re
from dataclasses import dataclass

from loaders.parse import Doubt, Parsed
from loaders.parse.text import comparable, parse_text

_SEPARATORS = "、，,；;/／\n"
_OPENING, _CLOSING = "（(〔[【《<“「『", "）)〕]】》>”」』"

_LEAD_LABEL = r"(?:(?:牵头|责任|主责|主办|主要责任|主体责任|第一责任)(?:单位|部门)|牵头|主办)"
_SUPPORT_LABEL = r"(?:(?:配合|协同|参与|参加|协办|支持|协助|其他责任)(?:单位|部门)|配合|协办|参与)"
_LABEL = re.compile(
    rf"(?:^|(?<=[\n；;，,。、 ]))(?:(?P<lead>{_LEAD_LABEL})|(?P<support>{_SUPPORT_LABEL}))\s*[:：]"
)
# 由甲局牵头，乙局、丙局配合
_SENTENCE = re.compile(
    r"由?(?P<lead>[^:：]+?)(?:共同|分别|联合)?牵头(?:负责)?"
    r"(?:[、，,；;。\n](?P<support>[^:：]+?)(?:(?:按职责)?(?:配合|参与|协同|协助)(?:实施|推进)?)?)?。?",
    re.DOTALL,
)
# 由甲局会同乙局、丙局负责
_WITH_OTHERS = re.compile(
    r"由?(?P<lead>[^:：、，,；;。]+?)(?:牵头)?[，,]?会同(?P<support>[^:：]+?)(?:共同)?(?:负责|落实|推进)?。?",
    re.DOTALL,
)
# 甲局（牵头）, 乙局（配合）.
_MARK = re.compile(
    r"[(（](?P<lead>牵头|主办|主责|主)(?:单位|部门)?[)）]$|[(（](?P<support>配合|协办|参与|协)(?:单位|部门)?[)）]$"
)

# Remarks on the list that are no names: kept as notes.
_NOTE_WORDS = (
    "按照?(?:各自)?(?:职责|职能)分工(?:分别|各自)?(?:负责|落实|推进)?|分别负责|以?下同"
    "|(?:排名|排序|按序)不分先后|列第一位的?为牵头单位"
)
_NOTE = re.compile(rf"[(（](?:{_NOTE_WORDS})[)）]|[，,]?(?:{_NOTE_WORDS})")
# 等, 等有关单位, 等5个部门: the list goes on unnamed.
_OPEN_END = re.compile(
    r"等(?:\d+|[一二两三四五六七八九十]+)?(?:个|家)?(?:相关|有关|各)?(?:单位|部门|委办局|处室|企业)?$"
)
# 1.甲局, （2）乙局, ③丙局.
_NUMBERING = re.compile(r"^(?:\d{1,2}[.．、)）]\s*|[(（]\d{1,2}[)）]\s*|[①-⑳]\s*)")
_AROUND = re.compile(r"^由(?=.*负责$)|(?<=.)负责$")  # 由甲局负责
# A space separates names only where every part ends like an organisation.
_ORGANISATION = re.compile(
    r"(?:[局委办厅院部处会中心站所校队]|公司|集团|政府|小组|机构|企业|大学|协会|银行)$"
)


@dataclass(frozen=True)
class UnitList:
    """The organisations of a cell, in the order written.

    lead: the names without a role, or with that of the lead; support: those said to support.
    is_open: the list ended in 等, so there are more. notes: remarks such as 按职责分工负责.
    """

    lead: tuple[str, ...]
    support: tuple[str, ...] = ()
    is_open: bool = False
    notes: tuple[str, ...] = ()


def parse_units(raw: object, *, first_leads: bool = False) -> Parsed[UnitList]:
    """Read a list of organisations. first_leads: 列第一位的为牵头单位 was stated, so all others support."""
    cell = parse_text(raw)
    if cell.value is None:
        return Parsed(None, cell.doubts)
    doubts = list(cell.doubts)
    text = cell.value
    if not _is_balanced(text):
        doubts.append(Doubt("unbalanced-bracket"))
    notes = tuple(dict.fromkeys(match[0].strip("()（），,") for match in _NOTE.finditer(text)))
    text = _NOTE.sub("", text)
    is_open = False
    listed: dict[str, tuple[str, bool]] = {}  # comparable name -> name, is lead
    items = [(is_lead, item) for is_lead, part in _parts(text) for item in _split(part)]
    has_marked_lead = any((mark := _MARK.search(item)) and mark["lead"] for _is_lead, item in items)
    for is_lead, item in items:
        name, ended = _OPEN_END.subn("", item)
        is_open |= bool(ended)
        if mark := _MARK.search(name):
            name, is_lead = name[: mark.start()], mark["lead"] is not None
        elif has_marked_lead:
            is_lead = False
        key = comparable(name)
        if key in listed:
            doubts.append(Doubt("unit-twice", expected=name))
        elif key:
            listed[key] = (name, is_lead)
    lead = [name for name, is_lead in listed.values() if is_lead]
    support = [name for name, is_lead in listed.values() if not is_lead]
    if first_leads and not support:
        lead, support = lead[:1], lead[1:]
    if not (lead or support or notes):
        return Parsed(None, tuple(doubts))
    return Parsed(UnitList(tuple(lead), tuple(support), is_open, notes), tuple(doubts))


def format_units(units: UnitList) -> str:
    """A list of organisations as an official text prints it; parse_units reads it back."""
    lead, support = "、".join(units.lead), "、".join(units.support)
    text = f"牵头单位：{lead}；配合单位：{support}" if support else lead
    if units.is_open:
        text += "等"
    return text + "".join(f"（{note}）" for note in units.notes)


def _parts(text: str) -> list[tuple[bool, str]]:
    """The stretches of text with their role: (is lead, text). Text without a role leads."""
    labels = list(_LABEL.finditer(text))
    if labels:
        ends = [label.start() for label in labels[1:]] + [len(text)]
        # 责任单位 alone is the lead; beside 牵头单位 it is the others.
        has_lead = any(label["lead"] and "责任" not in label["lead"] for label in labels)
        leads = [label["lead"] is not None and not (has_lead and "责任" in label["lead"]) for label in labels]
        parts = [
            (is_lead, text[label.end() : end])
            for is_lead, label, end in zip(leads, labels, ends, strict=True)
        ]
        before = text[: labels[0].start()].strip()
        return [(True, before), *parts] if before else parts
    sentence = _WITH_OTHERS.fullmatch(text) or _SENTENCE.fullmatch(text)
    if sentence and not _MARK.search(text):
        return [(True, sentence["lead"]), (False, sentence["support"] or "")]
    return [(True, text)]


def _split(text: str) -> list[str]:
    """Names between separators that stand outside brackets."""
    names, depth, start = [], 0, 0
    for index, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in _SEPARATORS and depth == 0:
            names.append(text[start:index])
            start = index + 1
    names.append(text[start:])
    tidy = (_NUMBERING.sub("", name.strip(" 。.：:")).strip() for name in names)
    return [_AROUND.sub("", _NUMBERING.sub("", part)) for name in tidy if name for part in _at_spaces(name)]


def _at_spaces(name: str) -> list[str]:
    parts = name.replace("\n", " ").split(" ")
    if len(parts) > 1 and all(_ORGANISATION.search(part) for part in parts):
        return parts
    return [name.replace("\n", "")]


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth < 0:
            return False
    return depth == 0
