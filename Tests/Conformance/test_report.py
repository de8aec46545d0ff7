"""The report of the API is the report that the command line publishes."""

import json
import urllib.request

import pytest

from live_service import day


def asked(service, key, query):
    request = urllib.request.Request(
        f"{service.url}/api/v1/report?{query}", headers={"Authorization": f"Bearer {key}"}
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


@pytest.mark.parametrize("by", ["level", "commune", "desk", "procedure", "none"])
def test_the_api_gives_exactly_what_the_command_line_publishes(service, by):
    key = service.key(f"report-{by}", "report")
    month, year = day()[:7], day()[:4]
    for first, last in [(None, None), (month, month), (f"{year}-01", f"{year}-12")]:
        for boundaries in ("then", "now"):
            options = {"by": by, "boundaries": boundaries}
            if first:
                options |= {"from": first, "to": last}
            words = [word for name, value in options.items() for word in (f"--{name}", value)]
            published = json.loads(service.run("report", "--publish", "--format", "json", *words))
            query = "&".join(f"{name}={value}" for name, value in options.items())
            assert asked(service, key, query) == published, query
