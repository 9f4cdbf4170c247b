"""A page asks once; an act asks anew."""

import threading

from sikao.office.groundwork.reading import asked_once, forget, one_reading


def counted():
    asked = []

    @asked_once
    def question(about):
        asked.append(about)
        return len(asked)

    return question, asked


def test_outside_of_a_reading_every_question_is_asked():
    question, asked = counted()
    assert [question("a"), question("a")] == [1, 2]
    assert asked == ["a", "a"]


def test_within_a_reading_the_same_question_is_asked_once():
    question, asked = counted()
    with one_reading():
        assert [question("a"), question("b"), question("a")] == [1, 2, 1]
    assert question("a") == 3
    assert asked == ["a", "b", "a"]


def test_two_questions_about_the_same_do_not_share_an_answer():
    (first, _), (second, asked) = counted(), counted()
    with one_reading():
        first("a"), first("b")
        assert second("b") == 1
    assert asked == ["b"]


def test_whoever_forgets_asks_anew():
    question, asked = counted()
    with one_reading():
        question("a")
        forget()
        assert question("a") == 2
    forget()
    assert asked == ["a", "a"]


def test_a_reading_ends_with_its_block_even_when_that_fails():
    question, asked = counted()
    try:
        with one_reading():
            question("a")
            raise LookupError
    except LookupError:
        question("a")
    assert asked == ["a", "a"]


def test_readings_of_two_threads_know_nothing_of_each_other():
    question, _ = counted()
    told = []
    with one_reading():
        question("a")
        other = threading.Thread(target=lambda: told.append(question("a")))
        other.start()
        other.join()
    assert told == [2]
