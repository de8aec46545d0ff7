"""The README's way to run the service by systemd: its steps are taken as printed, in a folder of the test's own."""

import os
import re
import shlex
import shutil
import subprocess

import pytest

from live_service import COMMUNES, DESKS, PROCEDURES, ROOT, binary, free_port

README = (ROOT / "README.md").read_text()


def blocks(kind):
    part = README[README.index("## Running it by systemd") :]
    return re.findall(rf"```{kind}\n(.*?)```", part, re.DOTALL)


@pytest.fixture
def machine(tmp_path):
    """The folder in which the steps were taken, without the other user, whom only root could make."""

    def here(text):
        text = re.sub(r"^sudo useradd .*\n", "", text, flags=re.MULTILINE)
        text = re.sub(r" -o \w+ -g \w+", "", text).replace("sudo -u hailong ", "").replace("sudo ", "")
        text = text.replace("/opt/hailong/.build/release/hailong", str(binary()))
        return re.sub(r"/(etc|var|usr)/", lambda found: f"{tmp_path}/{found[1]}/", text)

    (tmp_path / "usr/local/bin").mkdir(parents=True)
    (tmp_path / "var/lib").mkdir(parents=True)
    setup, first_steps = blocks("sh")
    subprocess.run(["bash", "-euc", here(setup)], check=True)
    for name, text in {"communes": COMMUNES, "desks": DESKS, "procedures": PROCEDURES}.items():
        (tmp_path / f"{name}.csv").write_text(text)
    steps = here(first_steps).replace("TT-14122-1", "XH-1")
    environment = {"PATH": f"{tmp_path}/usr/local/bin:{os.environ['PATH']}"}
    subprocess.run(
        ["bash", "-euc", steps], check=True, cwd=tmp_path, env=environment, input=b"mat khau dai\n", capture_output=True
    )
    return tmp_path, here(blocks("ini")[0]), environment


def setting(unit, name):
    found = re.search(rf"^{name}=(.*)$", unit, re.MULTILINE)
    assert found, f"the unit has no {name}"
    return found[1]


def test_the_steps_and_the_unit_share_database_key_and_address_and_keep_them_private(machine):
    folder, unit, environment = machine
    assert (folder / "var/lib/hailong").stat().st_mode & 0o777 == 0o700
    assert (folder / "var/lib/hailong/hailong.sqlite").stat().st_mode & 0o077 == 0
    assert (folder / "etc/hailong/hailong.key").stat().st_mode & 0o777 == 0o640
    lines = (folder / "etc/hailong/hailong.env").read_text().splitlines()
    variables = dict(line.split("=", 1) for line in lines)
    # What the steps wrote is in the folder that the unit owns, and the key where it may only read.
    assert variables["HAILONG_DATABASE"].startswith(f"{folder}/var/lib/{setting(unit, 'StateDirectory')}/")
    assert variables["HAILONG_KEY"].startswith(f"{folder}/etc/") and setting(unit, "ProtectSystem") == "strict"
    assert "ReadWritePaths" not in unit
    assert (setting(unit, "UMask"), setting(unit, "StateDirectoryMode")) == ("0077", "0700")
    token = subprocess.run(
        ["hailong", "token", "H40.18-261009-0001"], env=environment, capture_output=True, text=True, check=True
    )
    assert token.stdout.startswith("https://KHAOSAT.EXAMPLE.VN/")


def test_the_units_command_serves_what_the_steps_made(machine):
    folder, unit, environment = machine
    lines = (folder / setting(unit, "EnvironmentFile").removeprefix(f"{folder}/")).read_text().splitlines()
    port = free_port()
    os.chmod(folder / "etc/hailong/hailong.key", 0o440)
    process = subprocess.Popen(
        [*shlex.split(setting(unit, "ExecStart")), "--port", str(port)],
        env=dict(line.split("=", 1) for line in lines), stderr=subprocess.PIPE, text=True,
        umask=int(setting(unit, "UMask"), 8),
    )
    try:
        assert any("listening on" in line for line in process.stderr), "the service did not start"
        listed = subprocess.run(
            ["hailong", "setting", "get", "office_name"], env=environment, capture_output=True, text=True, check=True
        )
        assert "Xuân Hưng" in listed.stdout
        for file in (folder / "var/lib/hailong").iterdir():
            assert file.stat().st_mode & 0o077 == 0, file
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_systemd_finds_nothing_wrong_with_the_unit(machine):
    folder, unit, _ = machine
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd here")
    file = folder / "hailong.service"
    # The user is the README's and not this machine's.
    file.write_text(re.sub(r"^User=.*\n", "", unit, flags=re.MULTILINE))
    checked = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True)
    assert checked.returncode == 0 and "Unknown" not in checked.stderr, checked.stderr
