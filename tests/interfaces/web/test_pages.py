"""Every page, in both languages, at every checkpoint: it is there, well formed and stands in the frame."""

import pytest

from sikao.interfaces.web import library
from tests.interfaces.web.reading import read

R, S = "/results/qingdao_2020", "/schemes/qingdao_2020"
PAGES = [
    f"{R}/year/",
    f"{R}/q1/",
    f"{R}/year/groups/districts/",
    f"{R}/h1/groups/districts/",
    f"{R}/year/groups/zones/",
    f"{R}/year/groups/departments/",
    f"{R}/q1/groups/departments/",
    f"{R}/year/groups/dept_dual/",
    f"{R}/year/tables/districts/",
    f"{R}/year/tables/districts/?show=values",
    f"{R}/h1/tables/dept_party/?show=values",
    f"{R}/q3/tables/districts/",
    f"{R}/year/tables/zones/",
    f"{R}/year/units/jimo/",
    f"{R}/q1/units/jimo/",
    f"{R}/year/units/hitech/",
    f"{R}/year/units/new_department/",
    f"{R}/year/units/jimo/districts/fai/",
    f"{R}/year/units/jimo/districts/total/",
    f"{R}/year/units/shinan/districts/water/",
    f"{R}/q1/units/jimo/districts_checkpoint/fai/",
    f"{R}/year/what-if/districts/",
    f"{R}/year/weights/districts/",
    f"{S}/",
    f"{S}/scorecards/districts/",
    f"{S}/scorecards/zones/",
    f"{S}/scorecards/departments/",
    f"{S}/document/",
    f"{S}/claims/",
    f"{S}/changes/",
    "/schemes/qingdao_2019/",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("prefix", "lang"), [("", "zh-hans"), ("/en", "en")])
def test_a_page_is_well_formed_and_framed(fetch, path, prefix, lang):
    tree = read(fetch(prefix + path))
    assert tree.first("html").attributes["lang"] == lang
    assert len(list(tree.all("h1"))) == 1
    assert tree.first("main").text
    identifiers = [
        e.attributes["id"]
        for tag in ("section", "h2", "div", "dialog")
        for e in tree.all(tag)
        if "id" in e.attributes
    ]
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_speaks_english(fetch, path):
    """Outside what is quoted from the policy, no Chinese stands on an English page of this scheme."""
    main = read(fetch("/en" + path)).first("main")
    assert chinese(main) == []


def chinese(element) -> list[str]:
    found = []
    for child in element.children:
        if isinstance(child, str):
            if any("\u4e00" <= letter <= "\u9fff" for letter in child):
                found.append(child.strip())
        elif child.attributes.get("lang") != "zh-hans" and child.tag not in {"script", "code"}:
            found += chinese(child)
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/results/nothing/year/",
        f"{R}/nothing/",
        f"{R}/year/groups/nothing/",
        f"{R}/year/tables/departments/",
        f"{R}/year/units/nothing/",
        f"{R}/year/units/jimo/districts/nothing/",
        f"{R}/year/units/nothing/districts/fai/",
        f"{R}/year/what-if/nothing/",
        f"{R}/year/weights/nothing/",
        f"{S}/scorecards/nothing/",
        "/schemes/shandong_2020/changes/",
        "/nothing/",
    ],
)
def test_what_does_not_exist_is_not_found(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "没有这一页" in response.content.decode()


def test_every_scheme_of_the_repository_has_its_pages(fetch):
    for year in library.years():
        read(fetch(f"/schemes/{year.scheme.code}/"))
        for checkpoint in year.checkpoints:
            read(fetch(f"/results/{year.scheme.code}/{checkpoint}/"))
