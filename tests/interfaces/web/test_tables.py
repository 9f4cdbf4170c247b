"""The one-page table: every indicator of every unit, in the official order."""

from tests.interfaces.web.reading import read

TABLE = "/results/qingdao_2020/year/tables/districts/"


def body(fetch, path=TABLE):
    return read(fetch(path)).first("main").first("table")


def test_units_stand_in_the_official_order(fetch):
    heads = [th.text for th in body(fetch).first("thead").all("th")][2:]
    assert heads == [
        "市南区",
        "市北区",
        "李沧区",
        "崂山区",
        "黄岛区",
        "城阳区",
        "即墨区",
        "胶州市",
        "平度市",
        "莱西市",
    ]


def test_a_cell_has_points_place_and_movement(fetch):
    row = next(r for r in body(fetch).first("tbody").all("tr") if r.first("th").text == "总分")
    cells = list(row.all("td", class_="cell"))
    assert cells[-2].first("span", class_="value").text == "782.30"
    assert cells[-2].first("span", class_="where").text.startswith("7")


def test_every_indicator_is_there_with_its_full_points(fetch):
    full = {r.first("th").text: next(r.all("td")).text for r in body(fetch).first("tbody").all("tr")}
    assert full["固定资产投资增速"] == "80"
    assert full["发展"] == "800"
    assert len(full) > 50


def test_what_does_not_apply_says_so_and_keeps_its_reason(fetch):
    row = next(r for r in body(fetch).first("tbody").all("tr") if "断面" in r.first("th").text)
    assert row.first("td", class_="cell").text.startswith("不适用")


def test_the_table_is_made_for_one_landscape_sheet(fetch):
    assert read(fetch(TABLE)).first("body").has("class", "paper-wide")


def rows(fetch, path):
    return {row.first("th").text: row for row in body(fetch, path).first("tbody").all("tr")}


def said(row) -> tuple[str, str]:
    """The unit of measure and Jimo's number, the seventh of ten."""
    return next(row.all("td")).text, list(row.all("span", class_="value"))[6].text


def test_a_leader_reads_measured_values_with_their_unit_of_measure(fetch):
    """Jimo's investment grew by 6.1 % in the year and fell by 12.4 % in the first quarter."""
    year = rows(fetch, f"{TABLE}?show=values")
    assert said(year["固定资产投资增速"]) == ("%", "6.1")
    assert said(year["实际使用外资"])[0] == "亿美元"
    quarter = rows(fetch, "/results/qingdao_2020/q1/tables/districts/?show=values")
    assert said(quarter["固定资产投资增速"]) == ("%", "−12.4")


def test_the_parts_of_a_composed_indicator_have_their_values_on_their_own_rows(fetch):
    found = rows(fetch, f"{TABLE}?show=values")
    assert said(found["社会消费品零售总额增速"])[0] == "考核得分"
    assert (said(found["增速（70%）"])[0], said(found["增量（30%）"])[0]) == ("%", "亿元")


def test_a_value_that_does_not_apply_says_so(fetch):
    water = rows(fetch, f"{TABLE}?show=values")["地表水考核断面达标率"]
    assert water.first("td", class_="cell").text.startswith("不适用")


def test_the_numbers_of_the_table_are_chosen_by_a_link_that_stays(fetch):
    tree = read(fetch(f"{TABLE}?show=values"))
    switch = tree.first("main").first("nav", aria_label="表中数字")
    assert [(a.text, a.attributes["href"]) for a in switch.all("a")] == [
        ("得分", TABLE),
        ("实际值", f"{TABLE}?show=values"),
    ]
    addresses = {a.text: a.attributes["href"] for a in tree.all("a") if "href" in a.attributes}
    assert addresses["半年"] == "/results/qingdao_2020/h1/tables/districts/?show=values"
    assert addresses["English"] == f"/en{TABLE}?show=values"


def heads(fetch, query):
    return [th.text for th in body(fetch, TABLE + query).first("thead").all("th")][2:]


def test_units_may_stand_by_place(fetch):
    assert sorted(heads(fetch, "?order=place")) == sorted(heads(fetch, ""))
    totals = rows(fetch, f"{TABLE}?order=place")["总分"]
    points = [float(span.text) for span in totals.all("span", class_="value")]
    assert points == sorted(points, reverse=True)
    # 莱西市 781.36 comes after 平度市 782.30: scenario 3.3.
    assert heads(fetch, "?order=place").index("莱西市") > heads(fetch, "?order=place").index("平度市")


def test_units_may_stand_in_an_order_of_ones_own_and_keep_their_numbers(fetch):
    assert heads(fetch, "?order=jimo,laixi")[:3] == ["即墨区", "莱西市", "市南区"]
    first = rows(fetch, f"{TABLE}?order=jimo,laixi")["固定资产投资增速"]
    assert next(first.all("span", class_="value")).text == "62.39"
    measured = rows(fetch, f"{TABLE}?show=values&order=jimo,laixi")["固定资产投资增速"]
    assert next(measured.all("span", class_="value")).text == "6.1"


def test_the_order_stays_when_other_numbers_or_checkpoints_are_chosen(fetch):
    tree = read(fetch(f"{TABLE}?show=values&order=place"))
    addresses = {a.text: a.attributes["href"] for a in tree.all("a") if "href" in a.attributes}
    assert addresses["得分"] == f"{TABLE}?order=place"
    assert addresses["官方顺序"] == f"{TABLE}?show=values"
    assert addresses["半年"] == "/results/qingdao_2020/h1/tables/districts/?show=values&order=place"


def test_an_order_may_be_written_by_names(fetch):
    assert heads(fetch, "?order=即墨区、莱西市")[:3] == ["即墨区", "莱西市", "市南区"]
    assert heads(fetch, "?order=Laixi%0D%0AJimo%0D%0A")[:3] == ["莱西市", "即墨区", "市南区"]
    tree = read(fetch(f"{TABLE}?order=即墨区、莱西市"))
    assert tree.first("textarea").text.split()[:3] == ["即墨区", "莱西市", "市南区"]
    # What follows from the order is told by codes, which stay when names change.
    addresses = {a.text: a.attributes["href"] for a in tree.all("a") if "href" in a.attributes}
    assert addresses["实际值"] == f"{TABLE}?show=values&order=jimo,laixi"


def test_an_order_of_unknown_units_is_refused_with_what_to_do(client):
    response = client.get(f"{TABLE}?order=即墨市、atlantis、市南区")
    assert response.status_code == 400
    tree = read(response.content.decode())
    said = tree.first("div", role="alert").text
    assert "本组没有“即墨市”这个单位。 是不是“即墨区”？" in said
    assert "本组没有“atlantis”这个单位。" in said
    assert "请在“自定顺序”里改正名称后再排列" in said
    assert tree.first("textarea").text == "即墨市、atlantis、市南区"
    assert [th.text for th in tree.first("main").first("table").first("thead").all("th")][2] == "市南区"
    english = read(client.get(f"/en{TABLE}?order=Jimmo").content.decode()).first("div", role="alert").text
    assert "There is no unit “Jimmo” in this group. Was “Jimo” meant?" in english


def test_grades_stand_below_the_totals_once_they_are_given(fetch):
    table = list(body(fetch).first("tbody").all("tr"))
    assert [row.first("th").text for row in table[:2]] == ["总分", "等次"]
    grades = [cell.text for cell in table[1].all("td", class_="cell")]
    by_place = rows(fetch, f"{TABLE}?order=place")["等次"]
    # Best first when the units stand by place.
    order = [cell.text for cell in by_place.all("td", class_="cell")]
    assert order == sorted(order, key=["优秀", "良好", "合格"].index)
    assert sorted(grades) == sorted(order)
    assert "等次" not in rows(fetch, "/results/qingdao_2020/h1/tables/districts/")


def test_full_points_are_told_where_an_indicator_does_not_apply_to_all(fetch):
    """The water target does not apply to 市南区; for the others it has its 15 points."""
    assert next(rows(fetch, TABLE)["地表水考核断面达标率"].all("td")).text == "15"
