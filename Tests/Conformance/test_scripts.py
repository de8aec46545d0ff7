"""The scripts say at once what they cannot work with, and the program is of the version that the changelog tells of."""

import os
import re
import shutil
import subprocess

import pytest

from live_service import ROOT, binary

NEEDED = re.search(r"swift-tools-version: *(\d+)\.(\d+)", (ROOT / "Package.swift").read_text())
MAJOR, MINOR = int(NEEDED[1]), int(NEEDED[2])


def run(folder, script, version):
    """What a script does in a fresh copy, with a toolchain that says that it is of a version; None: there is none."""
    shutil.copytree(ROOT / "Scripts", folder / "Scripts")
    shutil.copy(ROOT / "Package.swift", folder)
    tools = folder / "tools"
    tools.mkdir()
    for name in ("bash", "dirname", "sed", "sort", "find", "mkdir", "env"):
        (tools / name).symlink_to(shutil.which(name))
    if version:
        (tools / "swift").write_text(f"#!/bin/bash\n[ $1 = --version ] && echo '{version}'\n")
        (tools / "swift").chmod(0o755)
    # Nothing else is there, so that a script that goes on fails at once rather than installing.
    return subprocess.run(
        [folder / "Scripts" / script], env={"PATH": str(tools), "HOME": str(folder)}, capture_output=True, text=True
    )


@pytest.mark.parametrize("script", ["demo", "test"])
@pytest.mark.parametrize(
    "version, found",
    [
        ("Swift version 5.10.1 (swift-5.10.1-RELEASE)", "5.10"),
        (f"Swift version {MAJOR}.{MINOR - 1} (swift-RELEASE)", f"{MAJOR}.{MINOR - 1}"),
        ("something else", "unknown"),
        (None, "no Swift"),
    ],
)
def test_an_older_toolchain_is_named_before_anything_is_installed(tmp_path, script, version, found):
    done = run(tmp_path, script, version)
    assert done.returncode == 1
    assert f"{MAJOR}.{MINOR}" in done.stderr and found in done.stderr and "swift.org/install" in done.stderr
    assert "Install" not in done.stderr and not (tmp_path / ".build/release").exists()


@pytest.mark.parametrize("version", [f"{MAJOR}.{MINOR}", f"{MAJOR}.{MINOR}.2", f"{MAJOR}.{MINOR + 10}", f"{MAJOR + 1}.0"])
def test_the_same_and_newer_ones_are_not_held_up(tmp_path, version):
    assert run(tmp_path, "toolchain", f"Swift version {version} (swift-RELEASE)").returncode == 0


def test_the_version_is_that_of_the_changelogs_newest_heading():
    printed = subprocess.run([binary(), "--version"], capture_output=True, text=True, check=True).stdout.strip()
    heading = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert heading[1] == printed
    assert f'from: "{printed}"' in (ROOT / "README.md").read_text()
