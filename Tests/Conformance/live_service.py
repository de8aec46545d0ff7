"""The real service, as an operator starts it: `hailong serve` over a database of its own."""

import datetime
import json
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]

COMMUNES = """code,name,parent_code,level,valid_from,valid_to,successor_code
37,Tỉnh Ninh Bình,,province,,,
14089,Xã Xuân Châu,37,commune,,2025-07-01,14122
14122,Xã Xuân Phương,37,commune,,2024-09-01,14122
14122,Xã Trà Lũ,37,commune,2024-09-01,2025-07-01,14122
14122,Xã Xuân Hưng,37,commune,2025-07-01,,
"""
DESKS = "code,name,unit_code\nXH-1,Quầy 1 – Xã Xuân Hưng,14122\n"
PROCEDURES = "code,name,field,level\n1.001193,Đăng ký khai sinh,Hộ tịch,commune\n"


def binary():
    """The program that `swift build` left; a build elsewhere is named by HAILONG_BINARY."""
    path = pathlib.Path(os.environ.get("HAILONG_BINARY", ROOT / ".build/debug/hailong"))
    assert path.exists(), f"{path} is missing: run swift build first"
    return path


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Service:
    """A running service and the folder that its files are in."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "en_US.UTF-8",
            "HAILONG_DATABASE": str(self.folder / "hailong.sqlite"),
            "HAILONG_LOG": "info",
        }
        self.log = []
        self.process = None

    def run(self, *arguments, **options):
        return subprocess.run(
            [binary(), *arguments], cwd=self.folder, env=self.environment, check=True, capture_output=True, **options
        ).stdout.decode()

    def load(self, kind, text):
        self.run("import", kind, "-", input=text.encode())

    def key(self, name, *scopes):
        return self.run("apikey", "add", name, *[word for scope in scopes for word in ("--scope", scope)]).strip()

    def start(self):
        self.process = subprocess.Popen(
            [binary(), "serve", "--port", "0"], cwd=ROOT, env=self.environment, stderr=subprocess.PIPE, text=True
        )
        for line in self.process.stderr:
            self.log.append(line)
            if found := re.search(r"listening on (http://\S+)", line):
                self.url = found[1]
                break
        else:
            raise RuntimeError("hailong serve ended: " + "".join(self.log))
        # Someone has to read on, or the service would wait on a full pipe.
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()

    def post(self, path, body, **headers):
        """The status and the body of what came back; a form's redirection is not followed."""
        if isinstance(body, str):
            data, kind = body.encode(), "application/x-www-form-urlencoded"
        else:
            data, kind = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(self.url + path, data, {"Content-Type": kind, **headers})
        try:
            with urllib.request.build_opener(NoRedirection).open(request, timeout=30) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def stop(self):
        if self.process:
            self.process.terminate()
            assert self.process.wait(timeout=30) == 0


class NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def day(ago=0):
    """A day in Vietnam, so many days ago."""
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7)))
    return (now - datetime.timedelta(days=ago)).date().isoformat()


def dossier(number, ago=0, **more):
    return {
        "dossier_code": f"H40.18-261009-{number:04}",
        "desk_code": "XH-1",
        "procedure_code": "1.001193",
        "completed_on": day(ago),
        "received_via": "online",
        "timeliness": "early",
        "digitised": True,
        **more,
    }
