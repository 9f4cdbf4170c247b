"""How operations are described."""

from sikao.interfaces.api.service import description
from sikao.interfaces.api.serving import ACTING, ALWAYS


def told(path: str, method: str) -> dict:
    return description()["paths"][f"/api/v1{path}"][method]


def test_every_refusal_is_described_as_a_problem_document():
    for method, path, statuses in (("get", "/tasks", ALWAYS), ("post", "/tasks/{ref}/submit", ACTING)):
        answers = told(path, method)["responses"]
        assert set(statuses) < set(answers)
        refused = [answers[status]["content"] for status in answers if status >= 400]
        assert {tuple(content) for content in refused} == {("application/problem+json",)}


def test_files_are_described_by_their_type():
    answer = told("/submissions/{ref}/receipt.zip", "get")["responses"][200]
    assert answer["content"] == {"application/zip": {"schema": {"type": "string", "format": "binary"}}}


def test_only_what_is_posted_may_be_repeated_under_a_key():
    named = {
        (method, path)
        for path, methods in description()["paths"].items()
        for method, each in methods.items()
        if any(given["name"] == "Idempotency-Key" for given in each["parameters"])
    }
    assert {method for method, _ in named} == {"post"}
    assert len(named) == 17, "three of them bring, complete and withdraw an application to the docket"
