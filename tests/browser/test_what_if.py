"""What-if answers while one types."""

import re

from playwright.sync_api import Page, expect

FORM = "/results/qingdao_2020/year/what-if/districts/?unit=jimo&node=fai"

# From the input event until the browser has painted the ranks that came of it.
MEASURE = """async (values) => {
  const field = document.querySelector('[name="points.fai"]');
  const times = [];
  for (const value of values) {
    const begun = performance.now();
    const settled = new Promise((done) =>
      document.body.addEventListener('htmx:afterSettle', done, { once: true }));
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settled;
    await new Promise((done) => requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = done;
      painted.port2.postMessage(null);
    }));
    times.push(performance.now() - begun);
  }
  return times;
}"""


def test_a_promise_of_the_policy_that_would_break_is_said_at_once(sized: Page):
    """Moving 10 points from investment to satisfaction leaves development at 79 %."""
    sized.goto(FORM)
    sized.fill("[name='points.fai']", "70")
    sized.fill("[name='points.satisfied']", "30")
    expect(sized.locator("#outcome")).to_contain_text("790/1000=79.0%")
    expect(sized).to_have_url(re.compile("points.fai=70.*points.satisfied=30"))
    sized.reload()
    expect(sized.locator("#outcome")).to_contain_text("790/1000=79.0%")


def test_two_more_entities_lift_laixi_above_pingdu(page: Page):
    """35 entities of 40 give 21.88 points, 37 give 23.13: 781.36 becomes 782.61 and passes 782.30."""
    page.goto("/results/qingdao_2020/year/what-if/districts/?unit=laixi&node=consumer_entities")
    page.fill("[name='figure.0']", "37")
    row = page.locator("#outcome tr", has_text="莱西市")
    expect(row).to_contain_text("782.61")
    expect(row).to_contain_text("↑1")


def test_what_is_no_number_is_refused_with_its_reason(page: Page):
    page.goto(FORM)
    page.fill("[name='points.fai']", "８０")
    expect(page.locator("#outcome .problem")).to_be_visible()


def test_ranks_are_painted_while_typing(page: Page):
    """What stays painted belongs to the last keystroke.

    With 70 points in the place of 80 the base of 80 % is 56 in the place of 64: 749.92 becomes 741.92.
    """
    page.goto(FORM)
    row = page.locator("#outcome tr", has_text="李沧区")
    page.evaluate(MEASURE, ["79", "60", "45", "70"])
    expect(row).to_contain_text("741.92")
    page.evaluate(MEASURE, ["80"])
    expect(row).not_to_contain_text("741.92")
