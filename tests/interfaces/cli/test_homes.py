"""A command opens the home of an installation, or says what is missing there."""

import sys
from pathlib import Path

from tests import forked
from tests.forked import told
from tests.homes import prepared_home, run


def test_no_home_is_wrong_use_and_one_that_is_not_prepared_a_finding(sikao, tmp_path, monkeypatch):
    monkeypatch.delenv("SIKAO_HOME", raising=False)
    assert "SIKAO_HOME" in sikao("work", code=2).stderr
    assert "home.not_prepared" in sikao("work", "--home", tmp_path, code=1).stderr
    assert "home.not_prepared" in sikao("serve", "--home", tmp_path, "--lang", "en", code=1).stderr


def test_settings_that_nobody_knows_and_a_database_of_another_version_are_told():
    with prepared_home() as environment:
        home = environment["SIKAO_HOME"]
        environment = {**environment, "SIKAO_LANG": "en"}
        settings = Path(home) / "sikao.toml"
        settings.write_text("nonsense = 1\n")
        told("jobs", environment=environment, code=2)
        settings.write_text('administrator_networks = ["10.1.2.3/16"]')
        for name in ("jobs", "serve"):
            done = forked.sikao([name], environment, timeout=60)
            assert done.returncode == 1 and "[home.network]" in done.stderr, done.stderr
        settings.write_text("")
        told("jobs", environment=environment)
        code = "import django; django.setup()\n"
        code += "from django.db import connection as c\n"
        code += "c.cursor().execute(\"DELETE FROM django_migrations WHERE app = 'groundwork'\")"
        run([sys.executable, "-c", code], environment)
        told("jobs", environment=environment, code=1)
