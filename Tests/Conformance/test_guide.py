"""The examples of the guide for other systems, taken out of it and run as they stand."""

import csv
import json
import re
import subprocess
import sys

import pytest

from live_service import ROOT, binary

GUIDE = (ROOT / "Sources/SurveyWeb/SurveyWeb.docc/ConnectingASystem.md").read_text()


def example(heading, language):
    """The first block of a language under a heading."""
    after = re.split(rf"^#+ {re.escape(heading)}$", GUIDE, flags=re.MULTILINE)[1]
    return re.search(rf"```{language}\n(.*?)```", after, re.DOTALL)[1]


@pytest.fixture
def run(service, tmp_path):
    """Runs a program in a folder of its own, with what the guide expects around it."""
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "hailong").symlink_to(binary())
    environment = {
        **service.environment,
        "PATH": f"{tools}:{service.environment['PATH']}",
        "HAILONG_URL": service.url,
        "HAILONG_PUBLIC_URL": "https://khaosat.example.vn",
        "HAILONG_API_KEY": service.key(tmp_path.name, "register", "print", "report"),
    }

    def run(*command):
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def bash(program):
    return "bash", "-euo", "pipefail", "-c", program


def test_the_nightly_csv_is_imported_and_comes_back_with_links(run, tmp_path, service):
    program = example("A CSV every night", "bash")
    assert "2 created" in run(*bash(program))
    rows = list(csv.DictReader((tmp_path / "links.csv").open()))
    assert [row["dossier_code"] for row in rows] == ["H40.18-261008-0001", "H40.18-261008-0002"]
    for row in rows:
        path = row["link"].removeprefix("https://KHAOSAT.EXAMPLE.VN")
        assert service.post(path, "overall=2")[0] == 303
    assert "2 unchanged" in run(*bash(program))


def test_curl_registers_and_fetches_the_slip(run, tmp_path):
    answer = json.loads(run(*bash(example("With curl", "bash"))))
    assert answer["status"] == "created"
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "slip.escpos").read_bytes().startswith(b"\x1b@")
    decoded = subprocess.run(["zbarimg", "-q", "--raw", tmp_path / "qr.png"], capture_output=True, text=True)
    assert decoded.stdout.strip() == answer["url"]


def test_python_registers_many(run):
    program = example("With Python", "python")
    assert run(sys.executable, "-c", program).strip() == "100 links"
    assert run(sys.executable, "-c", program).strip() == "100 links"


def test_figures_are_read(run, tmp_path):
    run(*bash(example("Reading figures", "bash")))
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["by"] == "commune" and report["from"] == "2026-01" and "answers" in report["total"]


def test_the_embedding_example_is_the_program_in_the_repository_and_agrees_with_the_service(run, tmp_path, service):
    program = example("Embedding SurveyQR", "swift")
    assert program == (ROOT / "Sources/EmbeddingExample/main.swift").read_text()
    key = str(tmp_path / "hailong.key")
    (tmp_path / "hailong.key").write_bytes((service.folder / "hailong.key").read_bytes())
    link = run(str(binary().with_name("embedding-example")), key, "H40.18-261008-0001").strip()
    assert link == run("hailong", "token", "H40.18-261008-0001").strip()
    decoded = subprocess.run(["zbarimg", "-q", "--raw", tmp_path / "qr.png"], capture_output=True, text=True)
    assert decoded.stdout.strip() == link
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")


def test_the_guide_names_every_field_of_a_dossier_and_every_scope():
    document = json.loads((ROOT / "Templates/openapi.json").read_text())
    for field in document["components"]["schemas"]["Dossier"]["properties"]:
        assert f"| `{field}` |" in GUIDE, field
    scopes = {
        scope
        for path in document["paths"].values()
        for operation in path.values()
        for scheme in operation["security"]
        for scope in scheme["key"]
    }
    assert scopes == {"register", "print", "report"}
    for scope in scopes:
        assert f"| `{scope}` |" in GUIDE, scope
