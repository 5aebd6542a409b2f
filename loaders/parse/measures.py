"""What may stand behind a number: units of measure, and words that show the digits belong to a name.

For example:

    90项, 1000人次, 12.5公里     a quantity
    5G, 12328热线, 1+N, 6号线     a name: the digits are not a quantity
    2025年, 6月底                a time: not a quantity either
"""

import re

UNITS_OF_MEASURE = """
    个百分点 百分点 % ‰
    人次 场次 架次 艘次 车次 航次 班次 件次 批次 辆次 台次 条次 例次 人天 人日 人月
    标准箱 标箱 TEU 平方公里 平方千米 平方米 立方米 公里/小时 千米/小时 万标箱 吨公里 人公里 车公里
    公里 千米 海里 厘米 毫米 米 里 公顷 亩 千克 公斤 吨 克 升 千瓦时 兆瓦时 千瓦 兆瓦 千伏安 度电 度
    美元 欧元 元 角 分钟 小时 学时 课时 工作日 个月 季度 月 年 周岁 周 天 日 秒 分
    街区 社区 泊位 车道 车位 床位 席位 企业 单位 部门 项目 标准 城市 区县 乡镇 村镇
    项 个 场 次 人 名 家 件 部 条 座 处 台 套 辆 艘 列 架 倍 期 批 份 篇 本 册 门 节 户 村 镇 乡 县 市 区 省
    例 起 宗 位 所 间 层 段 对 组 支 只 头 棵 株 类 种 款 幅 张 片 块 点 班 趟 根 枪 孔 站 岁 轮 届 幢 栋 口
    吨级 面 道 剂 章 员 桩 艇 组件 课 集
    km2 km² km m2 m² m3 m³ m kg t kWh MWh kW MW GW h d s min
"""
UNIT_OF_MEASURE = "|".join(
    re.escape(word) + ("(?![A-Za-z])" if word[0].isascii() and word[0].isalpha() else "")
    for word in sorted(UNITS_OF_MEASURE.split(), key=len, reverse=True)
)

# Nouns that right behind digits make a name (3.0平台); a quantity of them has a classifier (3个平台).
_NAME_NOUNS = (
    "平台|热线|电话|客服|服务|监督|版|时代|模式|战略|高速|国道|省道|航站楼|码头"
    "|系统|行动|工程|计划|体系|专项|网络|号"
)
_LATIN_UNITS = "km|m|kg|t|kWh|MWh|kW|MW|GW|h|d|s|min|TEU"

# Digits that belong to a name. Each alternative with an example.
NAME = re.compile(
    rf"""
      [A-Z]+\d*(?:/[A-Z]+)?[ ]?\d+(?:\.\d+)*(?:-\d+)*-\d{{4}}            # GB/T 9704-2012, DB12/T 1234-2022
    | [A-Za-z]+\d[\d.]*[A-Za-z]*                                       # IPv6, G2, T3
    | [〔\[]\d{{4}}[〕\]]第?\d*号?                                        # 〔2023〕12号
    | (?<![\d.])\d+(?:\+\d+)*\+(?:[A-Za-z]+|\d+(?![\d.]))(?:\+[A-Za-z\d]+)*   # 1+N, 3+2, 1+3+N
    | [A-Za-z]\+\d+                                                      # N+1
    | (?<![\d.])\d+(?:\.\d+)?(?!(?:{_LATIN_UNITS})(?![A-Za-z]))[A-Za-z]+\d*  # 5G, 4A
    | (?<![\d.,])\d+(?:\.\d+)?(?:{_NAME_NOUNS})                          # 12328热线, 3.0平台, 6号线
    | (?<![\d.,])12(?:328|306)(?![\d.,%]|[ ]\d|{UNIT_OF_MEASURE})  # the transport and railway service lines
    | 第\d+                                                              # 第3
    | \d+[×xX*]\d+(?:小时)?                                              # 7×24小时
    | 翻\d番
    | (?<![\d.])\d{{1,2}}\.(?=[\u4e00-\u9fff])                          # …。1.建成
    | ^\(?\d{{1,2}}[).、](?=[\u4e00-\u9fff])                             # 1.建成…, (2)完成…
    """,
    re.VERBOSE,
)

# Times inside a sentence about a quantity: 到2025年底, 2021-2023年, 6月底前, 2024-06-30, 近3年.
_DASH = r"(?:--|[-~–—―至到])"
TIME = re.compile(
    rf"""
      (?<!\d)(?:19|20)\d\d年?{_DASH}(?:19|20)\d\d年
    | (?<!\d)(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)
    | (?<!\d)(?:19|20)\d\d年(?:度|底|末|内|初|中)?(?:第?[1-4]季度)?
    | (?<!\d)\d{{1,2}}月份?(?:\d{{1,2}}[日号])?(?:底|末|初)?(?!\d)
    | (?<!\d)\d{{1,2}}[日号](?:前|底)
    | 第?(?<!\d)[1-4]季度
    | (?:近|未来|过去|今后)\d+个?[年月]
    """,
    re.VERBOSE,
)
