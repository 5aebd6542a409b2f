"""Names of people in a cell, as a list of participants gives them.

For example:

    "张三、李四，王五"          张三, 李四, 王五
    "张 三  李四\n王五（港航局）"  张三, 李四, 王五（港航局）: a unit behind a name is kept
    "张三、李四等15人"          张三, 李四, with the doubt people-left-out
    "全体职工", "30人", 30     None, with the doubt not-people
"""

import re

from loaders.parse import Doubt, Parsed
from loaders.parse.text import CJK, parse_text

# Spaces part Chinese names, not those in Latin letters. Never inside brackets.
_SEPARATORS = re.compile(r"(?:[、，,；;/／\n]|(?<![A-Za-z]) | (?![A-Za-z]))+(?![^（(]*[)）])")
_NUMBERING = re.compile(r"^(?:\d{1,3}[.．、)）]|[(（]\d{1,3}[)）]|[①-⑳])\s*(?=\D)")
# 等, 等15人: others are not named.
_OTHERS = re.compile(r"等(?:共?\d+(?:余|多)?(?:人|名|位)?)?$")
_SPREAD = re.compile(rf"(?<![{CJK}])([{CJK}]) +(?=[{CJK}](?![{CJK}]))")  # 张 三, beside 李四
_UNIT_BEHIND = r"(?:[(（][^（()）]+[)）])?"
# 张三, 欧阳娜娜, 阿卜杜拉·买买提, John O'Neil.
_NAME = re.compile(rf"(?:[{CJK}]{{2,4}}|[{CJK}]+(?:[·•][{CJK}]+)+|[A-Za-z][A-Za-z .'-]+){_UNIT_BEHIND}")
# Groups of people have names of two to four characters as well.
_NOT_A_NAME = re.compile("全体|全部|人员|职工|员工|干部|学员|代表|单位|部门|科室|有关|相关|各")


def parse_people(raw: object) -> Parsed[tuple[str, ...]]:
    """Read a list of names in the order written; one written twice stays twice.

    What is no name is left out and told, and so is 等, which says that others are not named.
    """
    cell = parse_text(raw)
    if cell.value is None:
        return Parsed(None, cell.doubts)
    doubts = list(cell.doubts)
    names = []
    for item in _SEPARATORS.split(_SPREAD.sub(r"\1", cell.value)):
        item = _NUMBERING.sub("", item.strip("。.：:"))
        name = _OTHERS.sub("", item)
        if name != item:
            doubts.append(Doubt("people-left-out"))
        if _NAME.fullmatch(name) and not _NOT_A_NAME.search(name):
            names.append(name)
        elif name:
            doubts.append(Doubt("not-people", expected=name))
    return Parsed(tuple(names) or None, tuple(doubts))
