"""Long work tells on the terminal what it is at, and nothing where standard error is no terminal."""

import os
import pty
import select
import subprocess

import pytest

from live_service import COMMUNES, DESKS, PROCEDURES, Service, binary, day


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = Service(tmp_path_factory.mktemp("progress"))
    for kind, text in (("communes", COMMUNES), ("desks", DESKS), ("procedures", PROCEDURES)):
        office.load(kind, text)
    header = "dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised\n"
    rows = "".join(f"H40.18-261009-{n:05},XH-1,1.001193,,{day()},online,early,1\n" for n in range(5000))
    (office.folder / "dossiers.csv").write_text(header + rows)
    office.run("import", "dossiers", "dossiers.csv")
    return office


def on_terminal(office, *arguments):
    """What a command writes to standard error when that is a terminal, and its exit code."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [binary(), *arguments], cwd=office.folder, env=office.environment, stdout=subprocess.DEVNULL, stderr=theirs
    )
    os.close(theirs)
    text = b""
    while True:
        select.select([ours], [], [], 60)
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other side was closed
            piece = b""
        if not piece:
            break
        text += piece
    os.close(ours)
    return text.decode(), process.wait(timeout=60)


COMMANDS = {
    "import": (["import", "dossiers", "dossiers.csv"], "rows read"),
    "verify": (["verify"], "checking the database"),
    "backup": (["backup", "a.backup"], "backing up to a.backup"),
    "restore": (["restore", "b.backup"], "checking and restoring b.backup"),
    "purge": (["purge"], "closing the days before today"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_progress_is_shown_on_a_terminal_and_taken_away(office, name):
    arguments, words = COMMANDS[name]
    if name == "restore":
        office.run("backup", "b.backup")
    text, code = on_terminal(office, *arguments)
    assert code == 0, text
    assert words in text
    # The line's last words are that it is empty; what is said after it stands on a line of its own.
    last = text.rindex("\r\x1b[K")
    assert text.rindex(words) < last
    assert words not in text[last:]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_script_is_not_told(office, name):
    arguments, words = COMMANDS[name]
    if name == "backup":
        arguments = ["backup", "c.backup"]
    if name == "restore":
        arguments = ["restore", "d.backup"]
        office.run("backup", "d.backup")
    done = subprocess.run(
        [binary(), *arguments], cwd=office.folder, env=office.environment, capture_output=True, text=True, check=True
    )
    assert words not in done.stderr and "\x1b" not in done.stderr


def test_a_failure_takes_the_line_away_and_is_said_below(office):
    text, code = on_terminal(office, "restore", "missing.backup")
    assert code == 1
    assert "there is no file “missing.backup”" in text[text.rindex("\r\x1b[K"):]
