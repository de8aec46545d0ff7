"""Every operation of the OpenAPI document, asked of the live service with good and bad data."""

import json
import pathlib
import re
import subprocess
import sys

import pytest

from live_service import ROOT, dossier

CONFIGURATION = pathlib.Path(__file__).with_name("schemathesis.toml")


def prepared(service, key):
    """Tokens of dossiers in every state, one of them unknown and one forged; some rated, so that the report has figures."""
    access = {"Authorization": f"Bearer {key}"}
    rows = [dossier(number, ago=number % 5) for number in range(10)] + [dossier(99, ago=45)]
    status, body = service.post("/api/v1/dossiers", {"dossiers": rows}, **access)
    assert status == 201
    tokens = [row["token"] for row in json.loads(body)["dossiers"]]
    for number, token in enumerate(tokens[:8]):
        assert service.post(f"/{token}", f"overall={number % 3 + 1}")[0] == 303
    unknown = service.run("token", dossier(9999)["dossier_code"]).strip().rsplit("/", 1)[1]
    return tokens[6:] + [unknown, "0" * 18]


def configuration(tokens, codes, folder):
    """The checks, and words that the catalogue knows, so that not everything is refused at the door."""
    words = {"token": tokens, "desk_code": ["XH-1"], "procedure_code": ["1.001193"], "dossier_code": codes}
    lines = [CONFIGURATION.read_text()]
    for name, values in words.items():
        lines.append(f"[dictionaries.{name}]\nvalues = {json.dumps(values)}")
    lines.append("[parameters]")
    lines.append('"path.token" = { dictionary = "token", probability = 0.7 }')
    for name in list(words)[1:]:
        for path in (f"body.{name}", f"body.dossiers[*].{name}"):
            lines.append(f'"{path}" = {{ dictionary = "{name}", probability = 0.9 }}')
    path = folder / "schemathesis.toml"
    path.write_text("\n".join(lines))
    return path


def schemathesis(service, folder, tokens, codes, header, *options):
    """Runs all checks against the live service, which have to pass."""
    run = subprocess.run(
        [
            *[sys.executable, "-m", "schemathesis.cli", "--config-file", configuration(tokens, codes, folder)],
            *["run", f"{service.url}/api/v1/openapi.json", *(["--header", header] if header else [])],
            *["--checks", "all", "--continue-on-failure", "--workers", "1", *options],
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2_000:]
    return run


def test_every_response_is_as_the_document_says(service, tmp_path):
    key = service.key("conformance", "register", "print", "report")
    tokens = prepared(service, key)
    codes = [dossier(number)["dossier_code"] for number in [*range(6, 10), *range(1000, 1020)]]
    run = schemathesis(service, tmp_path, tokens, codes, f"Authorization: Bearer {key}", "--max-examples", "80")
    # Nothing was left out: every operation in every phase, but for the document itself, which schemathesis leaves out.
    paths = json.loads((ROOT / "Templates/openapi.json").read_text())["paths"]
    total = sum(len(operations) for path, operations in paths.items() if path != "/api/v1/openapi.json")
    assert f"Selected: {total}/{total}" in run.stdout and f"Tested: {total}\n" in run.stdout, run.stdout[-2_000:]
    for phase in ("Examples", "Coverage", "Fuzzing", "Stateful"):
        assert f"✅ {phase}\n" in run.stdout, run.stdout[-2_000:]

    # The run has been where it matters: a conformance that only ever saw refusals would prove nothing.
    log = "".join(service.log)
    seen = {
        (route, int(status)) for route, status in re.findall(r"route=(/api/\S+) status=([0-9]{3})", log)
    }
    for name in ("png", "svg", "pdf", "escpos"):
        assert {200, 401, 404, 410, 422} <= {status for route, status in seen if route.endswith(f".{name}")}, name
    for name, statuses in {
        "dossiers": {200, 201, 400, 401, 405, 409, 415, 422},
        "report": {200, 401, 405, 422},
        "desks": {200, 401, 405, 422},
    }.items():
        assert statuses <= {status for route, status in seen if route == f"/api/v1/{name}"}, name
    # And it has left no trace of anyone in the log.
    assert not [secret for secret in [*tokens, *codes, key] if secret in log]


@pytest.mark.parametrize(
    "scopes, status, refused",
    [
        (None, 401, {"dossiers", "report", "slips/{token}.png"}),
        (["print"], 403, {"dossiers", "report"}),
        (["register"], 403, {"report", *[f"slips/{{token}}.{name}" for name in ("png", "svg", "pdf", "escpos")]}),
    ],
)
def test_refusals_for_want_of_a_key_or_its_scope_are_as_the_document_says(service, tmp_path, scopes, status, refused):
    header = f"Authorization: Bearer {service.key('-'.join(scopes) + '-only', *scopes)}" if scopes else None
    before = len(service.log)
    codes = [dossier(0)["dossier_code"]]
    schemathesis(service, tmp_path, ["0" * 18], codes, header, "--phases", "examples,coverage")
    seen = set(re.findall(r"route=/api/v1/(\S+) status=([0-9]{3})", "".join(service.log[before:])))
    for route in refused:
        assert (route, str(status)) in seen, (route, seen)
        assert not [one for one in seen if one[0] == route and one[1] in ("200", "201")], (route, seen)
