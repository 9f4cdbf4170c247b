"""The bulletin of a published result: prepared, numbered, issued, and verified by anybody."""

import re
import subprocess
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.office.acting import WAIT, Office, main_button
from tests.office.bulletins.reading import pdf_pages, pdf_sizes

NUMBER = "示考办发〔2020〕88号"
INTRO = "经市委同意，现将上半年综合考核情况通报如下。"
A4, A3 = (210, 297), (420, 297)
"""Width and height in millimetres: a page of GB/T 9704, and the table's on its side."""
DPI = 50
TEN = ("市南区", "市北区", "李沧区", "崂山区", "黄岛区", "城阳区", "即墨区", "胶州市", "平度市", "莱西市")


def the_bulletin_goes_out(office: Office, edition: str, folder: Path) -> None:
    """The office prepares it and types its number, the director issues it, a reader verifies the file."""
    goes_out(office, prepared(office, edition), folder)


def prepared(office: Office, edition: str) -> str:
    """The address of the bulletin of a result, drafted by the office."""
    addresses: list[str] = []

    def prepare(page: Page) -> None:
        page.goto(edition + "papers/")
        main_button(page, "拟制通报")
        page.locator("main section[aria-labelledby=bulletin] a").first.click()
        page.wait_for_url(re.compile(r"/bulletins/[a-z0-9]+/$"))
        addresses.append(page.url)

    office.as_("office", prepare)
    return addresses[0]


def goes_out(office: Office, address: str, folder: Path) -> None:
    """Numbered, issued, taken out by a unit, and verified by somebody who has no account."""

    def type_the_number(page: Page) -> None:
        once_set(page, address)
        page.locator("main a", has_text="修改文字").click()
        page.fill("#document_number", NUMBER)
        page.fill("#on", "2020-08-08")
        page.locator("[name='passage:intro']").fill(INTRO)
        main_button(page, "保存并重新排版")
        page.wait_for_url(lambda url: "/words/" not in url)
        once_set(page, address)

    def issue(page: Page) -> None:
        page.goto(address + "issue/")
        expect(page.locator("main")).to_contain_text(NUMBER)
        page.locator("main form button.main").click()
        page.wait_for_url(re.compile(r"done=1"))
        expect(page.locator("main")).to_contain_text("已印发")

    def take(page: Page) -> None:
        page.goto(address)
        with page.expect_download() as taken:
            page.locator("main section[aria-labelledby=files] a[href*='/pdf/']").click()
        taken.value.save_as(folder / "bulletin.pdf")

    office.as_("office", type_the_number)
    office.as_("director", issue)
    office.as_("jimo.signer", take)
    looks_as_promised((folder / "bulletin.pdf").read_bytes(), folder)
    told_genuine(office, folder / "bulletin.pdf")


def once_set(page: Page, address: str) -> None:
    """The worker has set the paper: whoever waits at its page sees so, and looks anew."""
    page.goto(address)
    expect(page.locator("main section.job")).to_have_count(0, timeout=WAIT)
    page.goto(address)
    expect(page.locator("main section[aria-labelledby=files]")).to_be_visible()


def looks_as_promised(pdf: bytes, folder: Path) -> None:
    """Pages of A4, but for the table of the ten districts: one page of A3 on its side, in official order."""
    pages, sizes = pdf_pages(pdf), pdf_sizes(pdf)
    assert set(sizes) <= {A4, A3} and sizes[0] == sizes[-1] == A4
    tables = [page for page, size in zip(pages, sizes, strict=True) if size == A3 and TEN[0] in page]
    assert len(tables) == 1
    places = [tables[0].index(name) for name in TEN]
    assert places == sorted(places)
    assert NUMBER in pages[0] and INTRO in pages[0]
    assert "校验码" not in "".join(pages[:-1]), "on the back page alone"
    for (width, height), (pixels, lines, dark) in zip(sizes, rendered(folder), strict=True):
        assert abs(pixels - width * DPI / 25.4) <= 1 and abs(lines - height * DPI / 25.4) <= 1
        assert 0.002 < dark < 0.4, "something is printed, and it is not a black sheet"


def rendered(folder: Path) -> list[tuple[int, int, float]]:
    """Every page as a printer in black and white has it: width, height, the part that is not white."""
    command = ["pdftoppm", "-gray", "-r", str(DPI), "bulletin.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    found = []
    for path in sorted(folder.glob("page-*.pgm")):
        _, width, height, _, points = path.read_bytes().split(maxsplit=4)
        size = int(width) * int(height)
        found.append((int(width), int(height), sum(point < 200 for point in points[-size:]) / size))
    return found


def told_genuine(office: Office, paper: Path) -> None:
    """Without signing in: by the code on the back page, by the file; one with a bit changed is none."""
    code = re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", pdf_pages(paper.read_bytes())[-1])
    assert code is not None
    page = office.anybody()
    page.goto("/verify/")
    page.fill("#code", code[0])
    main_button(page, "核验")
    expect(page.locator("main")).to_contain_text("真实有效")
    expect(page.locator("main")).to_contain_text(NUMBER)
    altered = paper.with_name("altered.pdf")
    content = bytearray(paper.read_bytes())
    content[len(content) // 2] ^= 1
    altered.write_bytes(content)
    for file, told in ((paper, "真实有效"), (altered, "没有与它相符的已印发公文")):
        page.goto("/verify/")
        page.set_input_files("#file", file)
        page.wait_for_url(re.compile(r"code=[0-9a-f]{64}"))
        expect(page.locator("main")).to_contain_text(told)
        assert (told == "真实有效") == ("真实有效" in page.inner_text("main"))
    page.close()
