"""What-if answers while one types."""

import re

import pytest
from playwright.sync_api import Page, expect

FORM = "/results/qingdao_2020/year/what-if/districts/?unit=jimo&node=fai"
ROUNDS = 20
ATTEMPTS = 4
PAINTED_WITHIN = 150

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
    """19 of 20 answers within 150 ms; a busy machine gets a few attempts."""
    page.goto(FORM)
    page.evaluate(MEASURE, ["79"])
    slowest = []
    for attempt in range(ATTEMPTS):
        values = [str(40 + attempt + i) for i in range(ROUNDS)]
        slowest.append(sorted(page.evaluate(MEASURE, values))[int(ROUNDS * 0.95) - 1])
        if slowest[-1] <= PAINTED_WITHIN:
            return
    pytest.fail(f"95 % of the answers took up to {slowest} ms")
