import pytest

from loaders.parse.units import UnitList, format_units, parse_units


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("市发改委、市财政局，市水务局,市气象局；市商务局;海事局/铁路局\n民航局",
         UnitList(("市发改委", "市财政局", "市水务局", "市气象局", "市商务局", "海事局", "铁路局", "民航局"))),
        ("各县（区、市）人民政府、市体育局（市足管中心）", UnitList(("各县（区、市）人民政府", "市体育局（市足管中心）"))),
        ("市人力资源和社会保障局", UnitList(("市人力资源和社会保障局",))),
        ("市发改委等", UnitList(("市发改委",), is_open=True)),
        ("市发改委、市财政局等有关部门", UnitList(("市发改委", "市财政局"), is_open=True)),
        ("各有关单位", UnitList(("各有关单位",))),
        ("各区人民政府按职责分工负责", UnitList(("各区人民政府",), notes=("按职责分工负责",))),
        ("市财政局（下同）", UnitList(("市财政局",), notes=("下同",))),
        ("市发改委 市财政局", UnitList(("市发改委", "市财政局"))),
        ("1.市发改委\n2.市财政局", UnitList(("市发改委", "市财政局"))),
        ("牵头单位：市发改委、市财政局；配合单位：市水务局", UnitList(("市发改委", "市财政局"), ("市水务局",))),
        ("牵头单位:市发改委\n协同单位:市水务局、市商务局", UnitList(("市发改委",), ("市水务局", "市商务局"))),
        ("责任单位：市发改委", UnitList(("市发改委",))),
        ("牵头单位：市发改委；责任单位：市水务局", UnitList(("市发改委",), ("市水务局",))),
        ("配合单位：市水务局", UnitList((), ("市水务局",))),
        ("市发改委牵头，市水务局、市商务局配合", UnitList(("市发改委",), ("市水务局", "市商务局"))),
        ("市发改委、市财政局牵头、市水务局配合", UnitList(("市发改委", "市财政局"), ("市水务局",))),
        ("由市发改委会同市水务局、市商务局负责", UnitList(("市发改委",), ("市水务局", "市商务局"))),
        ("由市发改委负责", UnitList(("市发改委",))),
        ("1.市发改委 2.市财政局", UnitList(("市发改委", "市财政局"))),
        ("市发改委（主）、市水务局（协）", UnitList(("市发改委",), ("市水务局",))),
        ("由市发改委、市财政局牵头负责，各有关单位按职责分工负责",
         UnitList(("市发改委", "市财政局"), ("各有关单位",), notes=("按职责分工负责",))),
        ("市水务局、市发改委（牵头）、市商务局", UnitList(("市发改委",), ("市水务局", "市商务局"))),
    ],
)  # fmt: skip
def test_lists_of_units(cell: str, units: UnitList) -> None:
    parsed = parse_units(cell)
    assert (parsed.value, parsed.doubts) == (units, ())


def test_the_first_may_lead() -> None:
    assert parse_units("市发改委、市财政局、市水务局", first_leads=True).value == UnitList(
        ("市发改委",), ("市财政局", "市水务局")
    )


@pytest.mark.parametrize(
    ("cell", "names", "code"),
    [
        ("市发改委、市财政局、市发改委", ("市发改委", "市财政局"), "unit-twice"),
        ("市体育局（足管中心、篮管中心", ("市体育局（足管中心、篮管中心",), "unbalanced-bracket"),
    ],
)
def test_what_is_told(cell: str, names: tuple[str, ...], code: str) -> None:
    parsed = parse_units(cell)
    assert parsed.value is not None and parsed.value.lead == names
    assert [doubt.code for doubt in parsed.doubts] == [code]


def test_printed_form() -> None:
    units = UnitList(("市发改委",), ("市水务局", "市商务局"), is_open=True, notes=("按职责分工负责",))
    assert format_units(units) == "牵头单位：市发改委；配合单位：市水务局、市商务局等（按职责分工负责）"


@pytest.mark.parametrize("cell", ["", "无", "—", None])
def test_no_units(cell: object) -> None:
    assert (parse_units(cell).value, parse_units(cell).doubts) == (None, ())
