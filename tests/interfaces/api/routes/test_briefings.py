"""Briefings by a program: read, written, submitted; reviewed by whoever may read all of them."""

import pytest

from sikao.office.cycle.models import Draft
from sikao.office.ledger.models import BriefingVersion
from tests.interfaces.api.office import Office, codes
from tests.office.cycle.test_briefings import INVESTMENT, LAIXI, told

pytestmark = pytest.mark.both_in_drill
REVIEW = "/briefings?scheme=qingdao_2020&briefing=districts_quarterly&through=2020-03"


@pytest.fixture
def path(office: Office) -> str:
    """莱西's briefing of the first quarter."""
    return f"/tasks/{office.city.task('laixi', 'quarter', '2020-03', 'brief')}"


def test_a_briefing_is_written_submitted_and_read_by_the_office(office: Office, path: str) -> None:
    program = office.program("unit")
    asked = program.ask("GET", f"{path}/briefing").json()
    assert [subject["subject"] for subject in asked["subjects"]] == list(LAIXI)
    assert asked["longest"] == 300 and asked["version"] == 0
    beside = {figure["key"]: figure for figure in asked["subjects"][0]["figures"]}
    # parameters.yaml: fai, target, laixi, q1
    assert beside["laixi/fixed_assets/growth/2020-01..03"]["target"] == "-10"

    half = program.ask("PUT", f"{path}/briefing", {"version": 0, "cells": told(INVESTMENT)}).json()
    assert half["errors"] == 2 * 3, "three subjects without a state and a word"
    refused = program.ask("POST", f"{path}/submit", {"draft_version": 1})
    assert refused.status_code == 422 and set(codes(refused)) == {
        "briefing.state_missing",
        "briefing.progress_missing",
    }
    whole = program.ask("PUT", f"{path}/briefing", {"version": 1, "cells": told(*LAIXI)}).json()
    assert (whole["errors"], whole["warnings"]) == (0, 0)
    done = program.ask("POST", f"{path}/submit", {"draft_version": 2})
    assert done.json() == {"state": "submitted", "digest": whole["digest"]}
    assert not BriefingVersion.objects.exists(), "a program signs nothing"

    seen = office.program("staff").ask("GET", REVIEW).json()
    laixi = next(unit for unit in seen["units"] if unit["unit"] == "laixi")
    assert (laixi["state"], laixi["told"], laixi["asked"]) == ("submitted", [], sorted(LAIXI))
    assert len(seen["units"]) == 10


def test_a_stale_draft_and_foreign_parts_are_refused(office: Office, path: str) -> None:
    program = office.program("unit")
    stale = program.ask("PUT", f"{path}/briefing", {"version": 7, "cells": {}})
    assert (stale.status_code, codes(stale)) == (409, ["task.draft_changed"])
    foreign = program.ask(
        "PUT", f"{path}/briefing", {"version": 0, "cells": {"task/old_quarters/state": "done"}}
    )
    assert (foreign.status_code, codes(foreign)) == (422, ["task.foreign_cell"])


def test_others_find_neither_the_briefing_nor_the_review(office: Office, path: str) -> None:
    for name in ("reporter", "signer", "verifier"):
        assert office.program(name).ask("GET", f"{path}/briefing").status_code == 404, name
        assert office.program(name).ask("GET", REVIEW).status_code in {403, 404}, name
    assert office.program("unit").ask("GET", REVIEW).status_code in {403, 404}
    assert office.program("staff").ask("GET", REVIEW.replace("-03", "-04")).status_code == 404


def test_a_sheet_of_figures_is_no_briefing_and_the_other_way_round(office: Office, path: str) -> None:
    sheet = f"/tasks/{office.open}/briefing"
    assert office.program("reporter").ask("GET", sheet).status_code == 404
    assert office.program("reporter").ask("PUT", sheet, {"version": 0, "cells": {}}).status_code == 404
    wrong = office.program("unit").ask("PUT", f"{path}/draft", {"version": 0, "cells": {}})
    assert (wrong.status_code, codes(wrong)) == (422, ["briefing.no_figures"])
    assert not Draft.objects.filter(task__in=(office.open, path.split("/")[2]), version__gt=0).exists()
    for part in ("form", "draft"):
        refused = office.program("unit").ask("GET", f"{path}/{part}")
        assert (refused.status_code, codes(refused)) == (422, ["briefing.no_figures"])
    listed = office.program("unit").ask("GET", "/tasks?kind=brief&size=200").json()
    assert {task["briefing"] for task in listed["items"]} == {"districts_quarterly"}
    assert listed["total"] == 4
