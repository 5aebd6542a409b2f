"""Names of people in a cell."""

import pytest

from loaders.parse.people import parse_people


@pytest.mark.parametrize(
    "raw, names, codes",
    [
        ("张三、李四，王五", ("张三", "李四", "王五"), []),
        ("张 三  李四\n王五", ("张三", "李四", "王五"), []),
        ("1.张三 2.李四", ("张三", "李四"), []),
        ("张三、张三", ("张三", "张三"), []),  # may be two people of one name
        ("王五（市交通局、港航局）；赵六", ("王五（市交通局、港航局）", "赵六"), []),
        ("阿卜杜·热合曼、John Smith", ("阿卜杜·热合曼", "John Smith"), []),
        ("张三、李四等15人", ("张三", "李四"), ["people-left-out"]),
        ("张三等", ("张三",), ["people-left-out"]),
        ("张三、各科室负责人", ("张三",), ["not-people"]),
        ("全体职工", None, ["not-people"]),
        ("30人", None, ["not-people"]),
        (30, None, ["not-people"]),
        ("无", None, []),
        (None, None, []),
    ],
)
def test_names(raw, names, codes):
    parsed = parse_people(raw)
    assert (parsed.value, [doubt.code for doubt in parsed.doubts]) == (names, codes)
