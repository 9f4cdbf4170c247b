"""Serving the pages, and the benchmark that only a checkout has."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from sikao.interfaces.cli import serving


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def test_serve_answers_and_stops(trial):
    port = free_port()
    command = [sys.executable, "-m", "sikao.interfaces.cli", "serve", str(trial), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert answer(f"http://127.0.0.1:{port}/") == 200
        finally:
            os.kill(server.pid, signal.SIGTERM)
        told = server.communicate(timeout=30)[1]
    assert f"http://127.0.0.1:{port}/" in told
    assert "Traceback" not in told


def test_serve_tells_what_it_does_not_show_and_shows_a_workbook(trial, sikao, tmp_path):
    sikao("convert", trial, tmp_path / "book.xlsx")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "scheme.yaml").write_text("code: x")
    port = free_port()
    command = [sys.executable, "-m", "sikao.interfaces.cli", "serve", str(tmp_path), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert answer(f"http://127.0.0.1:{port}/schemes/trial/") == 200
        finally:
            os.kill(server.pid, signal.SIGTERM)
        told = server.communicate(timeout=30)[1]
    assert f"{tmp_path / 'broken'}：没有打开" in told
    assert "[scheme.missing_key]" in told


def test_a_place_without_a_scheme_is_a_finding(sikao, tmp_path):
    assert "book.no_scheme" in sikao("serve", tmp_path, "--port", free_port(), code=1).stderr
    assert (
        "There is no scheme" in sikao("serve", tmp_path, "--lang", "en", "--port", free_port(), code=1).stderr
    )


def answer(address):
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310 -- this test's own server
                return page.status
        except OSError:
            time.sleep(0.25)
    raise AssertionError("no answer")


def test_a_taken_port_is_wrong_use(sikao):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        assert "端口已被占用" in sikao("serve", "--port", door.getsockname()[1], code=2).stderr


def test_an_address_of_another_machine_is_wrong_use(sikao, monkeypatch):
    monkeypatch.setenv("SIKAO_HOSTS", "example.org")
    sikao("serve", "--host", "192.0.2.1", "--port", free_port(), code=2)


def test_opening_to_others_needs_the_names_of_hosts(sikao, monkeypatch):
    monkeypatch.delenv("SIKAO_HOSTS", raising=False)
    assert "SIKAO_HOSTS" in sikao("serve", "--host", "0.0.0.0", code=2).stderr  # noqa: S104 -- it is refused


def test_without_a_checkout_there_is_no_benchmark(sikao, monkeypatch, tmp_path):
    monkeypatch.setattr(serving, "ROOT", tmp_path)
    assert "没有性能对比程序" in sikao("bench", code=2).stderr


def test_pages_are_not_served_before_their_styles_are_built(sikao, trial, tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "BUILT", tmp_path)
    told = sikao("serve", trial, code=2).stderr
    assert f"./run demo {trial}，" in told
