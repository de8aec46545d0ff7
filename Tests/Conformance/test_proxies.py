"""The README's proxies log neither tokens nor receipts: each is run as it is printed there, and made to fail as well."""

import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from live_service import ROOT, NoRedirection, free_port

TOKEN = "C87JGWJSGB1AG8VMR4"
RECEIPT = "receipt/7K2QF-8M3ZP-1V9XW-T4CNA"
PROXIES = ROOT / ".build-venv/proxies"


def program(name):
    path = next((p for p in [PROXIES / "usr/sbin" / name, PROXIES / "usr/bin" / name] if p.exists()), None)
    path = path or (shutil.which(name) and pathlib.Path(shutil.which(name)))
    if path is None or subprocess.run([path, "-v" if name == "nginx" else "version"], capture_output=True).returncode:
        pytest.skip(f"{name} does not run here; Scripts/install --tests unpacks it where the system has it")
    return path


def example(kind):
    found = re.search(rf"```{kind}\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert found, f"the README has no example for {kind}"
    return found[1]


def replaced(text, **pairs):
    """The text with every part replaced; each must be there, so that a changed example changes this test."""
    for old, new in pairs.values():
        assert old in text, old
        text = text.replace(old, new)
    return text


def ask(url, data=None):
    """The status of an address; certificates are the test's own."""
    context = ssl._create_unverified_context()
    opener = urllib.request.build_opener(NoRedirection, urllib.request.HTTPSHandler(context=context))
    try:
        with opener.open(urllib.request.Request(url, data), timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        # The proxy hung up on what it would not read.
        return 0


def until_open(port):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the proxy never listened")


def broken_line(port, path):
    """Sends what is no good request to a port without TLS."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"GET /{path} HTTP/1.1\r\nHost: a b\r\nContent-Length: x\r\n\r\n".encode())
        connection.recv(1000)


def logged(folder, output):
    return "\n".join(p.read_text(errors="replace") for p in [*folder.rglob("*.log"), output])


@pytest.mark.parametrize("is_up", [True, False], ids=["service up", "service down"])
def test_nginx(service, tmp_path, is_up):
    nginx = program("nginx")
    plain, tls, gone = free_port(), free_port(), free_port()
    logs, spool = tmp_path / "logs", tmp_path / "spool"
    logs.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test"]
        + ["-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem"],
        check=True, capture_output=True,
    )
    servers = replaced(
        example("nginx"),
        plain=("listen 80;", f"listen 127.0.0.1:{plain};"),
        tls=(
            "listen 443 ssl;",
            f"listen 127.0.0.1:{tls} ssl; ssl_certificate {tmp_path}/cert.pem; ssl_certificate_key {tmp_path}/key.pem;",
        ),
        logs=("/var/log/nginx", str(logs)),
        service=("http://127.0.0.1:8080", service.url if is_up else f"http://127.0.0.1:{gone}"),
    )
    # Outside of our servers as Debian has it.
    paths = " ".join(f"{kind}_temp_path {spool}/{kind};" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
    spool.mkdir()
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {logs}/error.log; events {{}}\n"
        f"http {{ access_log {logs}/access.log; {paths}\n{servers} }}"
    )
    output = tmp_path / "output"
    with output.open("w") as out:
        running = subprocess.Popen([nginx, "-c", tmp_path / "nginx.conf"], stdout=out, stderr=out)
    try:
        until_open(plain)
        assert ask(f"http://127.0.0.1:{plain}/{TOKEN}") == 301
        assert ask(f"https://127.0.0.1:{tls}/{TOKEN}") == (404 if is_up else 502)
        assert ask(f"https://127.0.0.1:{tls}/{RECEIPT}?lang=en") == (404 if is_up else 502)
        assert ask(f"https://127.0.0.1:{tls}/{TOKEN}", b"overall=3") == (404 if is_up else 502)
        # What is too large is an error, and what has no room on the disk a critical one.
        assert ask(f"http://127.0.0.1:{plain}/{TOKEN}", bytes(3_000_000)) in (0, 301)
        assert ask(f"https://127.0.0.1:{tls}/{TOKEN}", bytes(12_000_000)) in (0, 413)
        shutil.rmtree(spool)
        assert ask(f"https://127.0.0.1:{tls}/{TOKEN}", bytes(3_000_000)) in (0, 500)
        broken_line(plain, TOKEN)
    finally:
        running.terminate()
        running.wait(timeout=30)
    text = logged(logs, output)
    assert " GET " in text, "the access log was not written"
    for secret in [TOKEN, RECEIPT, "127.0.0.1", "Python-urllib", "lang=en"]:
        assert secret not in text, f"{secret} is in the log:\n{text}"


@pytest.mark.parametrize("is_up", [True, False], ids=["service up", "service down"])
def test_caddy(service, tmp_path, is_up):
    caddy = program("caddy")
    port, gone = free_port(), free_port()
    text = replaced(
        example("caddyfile"),
        # A name would have Caddy ask for a certificate.
        name=("khaosat.example.vn {", f"http://127.0.0.1:{port} {{"),
        options=("{\n    log default", "{\n    admin off\n    log default"),
        service=("127.0.0.1:8080", service.url.removeprefix("http://") if is_up else f"127.0.0.1:{gone}"),
    )
    (tmp_path / "Caddyfile").write_text(text)
    output = tmp_path / "output"
    with output.open("w") as out:
        running = subprocess.Popen(
            [caddy, "run", "--config", tmp_path / "Caddyfile", "--adapter", "caddyfile"],
            stdout=out, stderr=out, env={"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
        )
    try:
        until_open(port)
        assert ask(f"http://127.0.0.1:{port}/{TOKEN}") == (404 if is_up else 502)
        assert ask(f"http://127.0.0.1:{port}/{RECEIPT}?lang=en") == (404 if is_up else 502)
        assert ask(f"http://127.0.0.1:{port}/{TOKEN}", b"overall=3") == (404 if is_up else 502)
        broken_line(port, TOKEN)
    finally:
        running.terminate()
        running.wait(timeout=30)
    text = logged(tmp_path, output)
    assert "serving initial configuration" in text, "the log was not written"
    for secret in [TOKEN, RECEIPT, "Python-urllib", "lang=en", "remote_ip"]:
        assert secret not in text, f"{secret} is in the log:\n{text}"
