"""What somebody wrote into the environment is what the settings hold."""

import pytest

from emgek.operations.environment import Env


@pytest.mark.parametrize("said", ["$um words", "$$", "a$b", r"\$um", r"a\$$b", "a#b c", "ач кылыч"])
def test_value_is_taken_by_the_letter(monkeypatch, said):
    monkeypatch.setenv("EMGEK_SAID", said)

    assert Env().str("EMGEK_SAID", default="") == said


def test_list_and_database_are_read_as_before(monkeypatch):
    monkeypatch.setenv("EMGEK_LIST", "$a,b$,,c")
    monkeypatch.setenv("EMGEK_URL", "postgres://emgek:$um@db:5432/emgek")

    assert Env().list("EMGEK_LIST") == ["$a", "b$", "c"]
    assert Env().db_url("EMGEK_URL")["PASSWORD"] == "$um"


@pytest.mark.parametrize(("name", "end"), [("EMGEK_UNIX", "\n"), ("EMGEK_DOS", "\r\n"), ("EMGEK_NONE", "")])
def test_line_break_at_the_end_of_a_file_is_no_part_of_a_secret(monkeypatch, tmp_path, name, end):
    (tmp_path / "secret").write_bytes(f" $um words{end}".encode())
    monkeypatch.setenv(f"{name}_FILE", str(tmp_path / "secret"))

    assert Env().str(name) == " $um words"
