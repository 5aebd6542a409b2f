"""Standard numbers: one canonical form to store and compare, and the printed form.

For example:

    "ＧＢ／Ｔ9704—2012"     GB/T 9704-2012, national; printed GB/T 9704—2012
    "DB12/T1234-2022"      DB12/T 1234-2022, local, region 12
    "JTG/T3381-02-2020"    JTG/T 3381-02-2020, engineering
    "DB10/T 5-2022"        refused: no region has the code 10
    "DB12/ 356-2018"       read, with the doubt local-without-t
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from loaders.parse import Doubt, Parsed, refused
from loaders.parse.numerals import digits_for, repair_letters
from loaders.parse.text import fold, parse_text


class StandardLevel(StrEnum):
    """Who stands behind a standard."""

    NATIONAL = "national"
    TRANSPORT = "transport"
    ENGINEERING = "engineering"
    INDUSTRY = "industry"
    LOCAL = "local"
    GROUP = "group"
    ENTERPRISE = "enterprise"

    @property
    def cell(self) -> str:
        return {
            "national": "国家标准",
            "transport": "交通运输行业标准",
            "engineering": "工程建设行业标准",
            "industry": "行业标准",
            "local": "地方标准",
            "group": "团体标准",
            "enterprise": "企业标准",
        }[self.value]


@dataclass(frozen=True)
class StandardNumber:
    """canonical: with "-" and one space before the number. region: GB/T 2260 code of a local standard."""

    canonical: str
    level: StandardLevel
    year: int
    region: str | None = None

    @property
    def printed(self) -> str:
        """As official texts print it: the year after a long dash."""
        head, _dash, year = self.canonical.rpartition("-")
        return f"{head}—{year}"


# First two digits of GB/T 2260.
_REGIONS = """
        11北京 12天津 13河北 14山西 15内蒙古 21辽宁 22吉林 23黑龙江 31上海 32江苏 33浙江 34安徽 35福建
        36江西 37山东 41河南 42湖北 43湖南 44广东 45广西 46海南 50重庆 51四川 52贵州 53云南 54西藏
        61陕西 62甘肃 63青海 64宁夏 65新疆 71台湾 81香港 82澳门
    """
PROVINCES = {entry[:2]: entry[2:] for entry in _REGIONS.split()}
TIANJIN = "12"

# Codes of industry standards, apart from transport (JT) and its engineering (JTG, JTS).
_INDUSTRY_CODES = """
    AQ BB CB CH CJ CJJ CY DA DB DL DY DZ EJ FZ GA GC GH GM GY HB HG HJ HS HY JB JC JG JGJ JR JY KY LB
    LD LS LY MH MR MT MZ NB NY QB QC QJ QX RB RF SB SC SF SH SJ SL SN SW SY TB TD TSG TY WB WH WJ WM
    WS WW XB XF YB YC YD YJ YS YY YZ ZY
    """
INDUSTRIES = frozenset(_INDUSTRY_CODES.split())

NO_MANDATORY_LOCAL_FROM = 2018  # local standards are recommended ones since the Standardization Law of 2018

_YEAR = r"-(?:19|20)\d{2}"
# By the level's name; the first that fits counts.
_PATTERN = re.compile(
    "|".join(
        f"(?P<{level}>{pattern}{_YEAR})"
        for level, pattern in (
            (StandardLevel.NATIONAL, r"GB(?:/[TZ])? \d{1,6}(?:\.\d{1,3})?"),
            (StandardLevel.TRANSPORT, r"JT(?:/T)? \d{1,5}(?:\.\d{1,3})?"),
            (StandardLevel.ENGINEERING, r"JT[GS](?:/T)? [A-Z]?\d{1,4}(?:/\d)?(?:-\d{1,2})?"),
            # Tianjin's engineering standards: DB/T 29-204-2015.
            (
                StandardLevel.LOCAL,
                r"(?:DB/T 29-\d{1,4}|DB(?P<region>\d{2}|\d{4})/(?P<t>T?) \d{1,5}(?:\.\d{1,3})?)",
            ),
            (StandardLevel.GROUP, r"T/[A-Z]{2,12} \d{1,6}(?:\.\d{1,3})?"),
            (StandardLevel.ENTERPRISE, r"Q/\S.*"),
            (StandardLevel.INDUSTRY, r"(?P<code>[A-Z]{2,4})(?:/[TZ])? [A-Z]?\d{1,6}(?:\.\d{1,3})?"),
        )
    )
)
# Their patterns also take spellings that are not canonical yet, such as GBT 9704-2012.
_LOOSE_LEVELS = {StandardLevel.INDUSTRY, StandardLevel.ENTERPRISE}
_DASHES = re.compile(r"\s*[-‐‑‒–—―－─~]+\s*")
# Code, then the number: DB12/T|1234-2022, JTG|D20-2017, T/XZYC|0076-2025.
_CODE = re.compile(
    r"(DB\s?\d{4}|DB\s?\d{2}|DB|T/[A-Z]{2,12}|JT[GS]|Q/\S+?(?=[ ])|[A-Z]{2,4}?)\s*(/\s*[TZ]?)?\s*(?=[A-Z]?\d)"
)
# A year, a separator, and the code of the next number: GB/T 1-2020、GB/T 2-2021.
_SEVERAL = re.compile(r"[-—–]\d{4}\s*[、,;/\n和 ]\s*[A-Z]")
# DBI2/T and DBl2/T are DB12/T.
_REGION_LETTERS = re.compile(r"(?<=DB)[0-9IlOo]{2,4}(?=[/ ])")
_ANYTHING = re.compile("")  # may follow letters that stand for digits: a number's parts end in many ways
EXAMPLE = "DB12/T 1234-2022"


def parse_standard_number(raw: object) -> Parsed[StandardNumber]:
    """Read one standard number; spelling differences of case, width, dashes and spaces are not told."""
    cell = parse_text(raw)
    if cell.value is None:
        return Parsed(None, cell.doubts)
    text = fold(cell.value).strip("《》() \n")
    if _SEVERAL.search(text):
        return refused("several-standard-numbers", before=cell.doubts)
    canonical = text
    doubts: tuple[Doubt, ...] = ()
    level, match = _match(text)
    if match is None or level in _LOOSE_LEVELS:
        canonical, doubts = canonical_form(text.upper())
        level, match = _match(canonical)
    if match is None:
        repaired = _REGION_LETTERS.sub(lambda letters: digits_for(letters[0]), text)
        repaired, _made = repair_letters(repaired, _ANYTHING)
        canonical, doubts = canonical_form(repaired.upper())
        level, match = _match(canonical)
        doubts = (*doubts, Doubt("letters-for-digits", expected=canonical))
    if match is None or level is None:
        return refused("bad-standard-number", EXAMPLE, before=cell.doubts)
    doubts = cell.doubts + doubts
    groups = match.groupdict()
    region = groups["region"] or (TIANJIN if canonical.startswith("DB/T 29-") else None)
    if region and region[:2] not in PROVINCES:
        return refused("unknown-region", suggestion=_near_regions(region), before=doubts)
    year = int(canonical[-4:])
    if groups["t"] == "" and year >= NO_MANDATORY_LOCAL_FROM:
        doubts = (*doubts, Doubt("local-without-t"))
    if level is StandardLevel.INDUSTRY and groups["code"] not in INDUSTRIES:
        doubts = (*doubts, Doubt("unknown-standard-code", expected=groups["code"]))
    return Parsed(StandardNumber(canonical, level, year, region), doubts)


def canonical_numbers(cells: Iterable[object]) -> set[str]:
    """Those of many cells that are canonical numbers, and read without doubt; seen at a glance, for most that are."""
    return {
        cell
        for cell in cells
        if type(cell) is str
        and cell.isascii()
        and (match := _PATTERN.fullmatch(cell))
        and match.lastgroup not in _LOOSE_LEVELS
        and (match["region"] is None or (match["t"] and match["region"][:2] in PROVINCES))
    }


def canonical_form(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """Folded upper-case text with "-" for every dash and one space before the number, and what was mended.

    GBT 9704 and JTT 1234 lost a slash; that is mended and told.
    """
    text = _DASHES.sub("-", re.sub(r"\s+", " ", text))
    slashed = re.sub(r"^(GB|JT[GS]?|DB\d{2}(?:\d{2})?)(T)(?= ?\d)", r"\1/\2", text)
    code = _CODE.match(slashed)
    if code is not None and not slashed.startswith("Q/"):
        head = code[1].replace(" ", "")
        kind = (code[2] or "").replace(" ", "") or ("/" if re.fullmatch(r"DB\d+", head) else "")
        slashed_form = f"{head}{kind} {slashed[code.end() :].replace(' ', '')}"
    else:
        slashed_form = slashed
    return slashed_form, (Doubt("standard-number-tidied", expected=slashed_form),) if slashed != text else ()


def _match(canonical: str) -> tuple[StandardLevel | None, re.Match[str] | None]:
    match = _PATTERN.fullmatch(canonical)
    return (StandardLevel(str(match.lastgroup)), match) if match else (None, None)


def _near_regions(region: str) -> str:
    """Provinces that an unknown code may have been meant for: its digits swapped, else the nearest codes."""
    swapped = region[1] + region[0]
    nearest = sorted(PROVINCES, key=lambda code: abs(int(code) - int(region[:2])))[:3]
    near = [swapped] if swapped in PROVINCES else nearest
    return " / ".join(f"DB{code}{region[2:]}（{PROVINCES[code]}）" for code in near)
