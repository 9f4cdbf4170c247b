"""Figures that were published, each with the address or the title of its source."""

from __future__ import annotations

from decimal import Decimal

from tools.demo_figures.rows import Row

_CITY_BOOK = "https://basexf.com/qdsq/qdgl_86/qdgk_86/202204/t20220414_5500802 (青岛市情网镜像)"
_CENSUS = "https://szxs91.com/tags/u/?a=www.kjkxun.com%2Fkb%2F36859.html (引青岛市第七次人口普查，2022-09-19)"
_HUANGDAO = "https://www.xihaian.gov.cn/zwgk/bmgk/qtjj/gkml/zdgz/tjfx/202103/t20210319_3021330.shtml"
_HUANGDAO_PLAN = "https://www.gcs66.com/document_detail/45854.html (青岛西海岸新区十四五规划纲要)"
_PINGDU = "http://www.victorzhang.cn/page/2021/0110/9341065.shtml (李强：平度市十三五)"
_PAPER = "https://fx361.cc/page/2021/1207/11470948.shtml (左新刚，2021)"
_LICANG = "http://111.229.73.81/look/Statslisth?Id=8277 (2019年青岛市李沧区统计公报)"
_COUNTIES = "https://zh.wikipedia.org/zh-hant/山东各县市地区生产总值列表 (存储节选在即墨区处截断)"

_POPULATION = {
    "shinan": "486643",
    "shibei": "1096879",
    "licang": "737281",
    "laoshan": "502370",
    "huangdao": "1903595",
    "chengyang": "1109606",
    "jimo": "1336077",
    "jiaozhou": "987820",
    "pingdu": "1191348",
    "laixi": "720103",
}
_GDP_2019 = {
    "shinan": "1217.5",
    "shibei": "912.8",
    "huangdao": "3554.4",
    "laoshan": "818.1",
    "chengyang": "1121.8",
}


def _row(unit: str, indicator: str, kind: str, period: str, value: str, measure: str, source: str) -> Row:
    return Row(unit, indicator, kind, period, Decimal(value), measure, source=source)


def rows_2020() -> list[Row]:
    """What is public of 2020."""
    census = [
        _row(unit, "population", "level", "2020", value, "人", _CENSUS) for unit, value in _POPULATION.items()
    ]
    return [
        *census,
        _row("qingdao", "gdp", "level", "2020", "12400.56", "亿元", _CITY_BOOK),
        _row("qingdao", "gdp", "growth", "2020", "3.7", "%", _CITY_BOOK),
        _row("qingdao", "fixed_assets", "growth", "2020", "3.2", "%", _CITY_BOOK),
        _row("qingdao", "budget_revenue", "growth", "2020", "1.0", "%", _CITY_BOOK),
        _row("qingdao", "retail", "growth", "2020", "1.5", "%", _CITY_BOOK),
        _row("qingdao", "trade", "growth", "2020", "8.2", "%", _CITY_BOOK),
        _row("qingdao", "industry", "growth", "2020", "5.5", "%", _CITY_BOOK),
        _row("huangdao", "gdp", "level", "2020", "3721.68", "亿元", _HUANGDAO),
        _row("huangdao", "gdp", "growth", "2020", "3.9", "%", _HUANGDAO),
        _row("huangdao", "budget_revenue", "level", "2020", "267.2", "亿元", _HUANGDAO_PLAN),
        _row("pingdu", "gdp", "level", "2020", "715.7", "亿元", _PINGDU),
        _row("pingdu", "gdp", "growth", "2020", "3.5", "%", _PINGDU),
        _row("pingdu", "budget_revenue", "level", "2020", "61.0", "亿元", _PINGDU),
        _row("pingdu", "retail", "level", "2020", "312.8", "亿元", _PINGDU),
        _row("pingdu", "retail", "growth", "2020", "0.5", "%", _PINGDU),
        _row("licang", "gdp", "level", "2020", "545.88", "亿元", _PAPER),
        _row("laixi", "gdp", "level", "2020", "551.87", "亿元", _PAPER),
    ]


def rows_2019() -> list[Row]:
    """What is public of 2019."""
    counties = [
        _row(unit, "gdp", "level", "2019", value, "亿元", _COUNTIES) for unit, value in _GDP_2019.items()
    ]
    return [
        *counties,
        _row("licang", "gdp", "level", "2019", "518.03", "亿元", _LICANG),
        _row("licang", "gdp", "growth", "2019", "8.0", "%", _LICANG),
        _row("licang", "budget_revenue", "level", "2019", "106.26", "亿元", _LICANG),
    ]
