"""Units of measure: which count whole things, which measure, which are rates. The one place that knows."""

# Things that come whole: nobody delivers 0.6 of one. Whatever is not named here is measured and never rounded.
_THINGS = """
    项 个 家 件 部 条 座 处 台 套 辆 艘 列 架 起 例 宗 期 批 份 篇 本 册 门 节 户 位 名 人 所 间 组 支 只 类 种 款
    场 次 班 趟 轮 届 站 点 段 片 块 张 幅 面 根 枪 棵 株 头 孔 幢 栋 口 桩 村 镇 乡 县 市 区 省 校 院 店 岗
    场次 人次 架次 艘次 车次 航次 班次 件次 批次 辆次 台次 条次 例次
    项目 标准 任务 场景 企业 单位 部门 城市 区县 乡镇 社区 街区 泊位 车位 床位 席位 标准箱 标箱 TEU
"""
COUNTED = frozenset(_THINGS.split())
RATES = frozenset(("%", "％", "‰", "百分点", "个百分点"))
SCALES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2}


def is_rate(unit_of_measure: str | None) -> bool:
    """Whether it is that of a rate: values of several years or places are never added up or averaged."""
    return unit_of_measure is not None and (unit_of_measure in RATES or "/" in unit_of_measure)


def is_counted(unit_of_measure: str | None) -> bool:
    """Whether it counts whole things: 项, 座, 人次; not 公里, 分钟, 万元, 万人次, %.

    A number without a unit counts things: what is measured is printed with its unit.
    """
    return unit_of_measure is None or unit_of_measure.strip() in COUNTED


def scale(unit_of_measure: str | None) -> int:
    """How many things one of the unit is: 10,000 for 万人次, 1 for 人次 and for all that is not counted."""
    name = (unit_of_measure or "").strip()
    for prefix, times in SCALES.items():
        if name.startswith(prefix) and name.removeprefix(prefix) in COUNTED:
            return times
    return 1
