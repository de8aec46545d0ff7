"""The report of the API is the report that the command line publishes."""

import json
import time
import urllib.request

import pytest

from live_service import day, dossier


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


GROUPINGS = ["level", "commune", "desk", "procedure", "none"]


def periods():
    """All time, this year, this month and the last, each as `from` and `to`."""
    this, last = day()[:7], day(int(day()[8:]))[:7]
    year = this[:4]
    return [(None, None), (f"{year}-01", f"{year}-12"), (this, this), (last, last)]


def questions():
    for by in GROUPINGS:
        for first, last in periods():
            for boundaries in ("then", "now") if by == "commune" else ("now",):
                span = {"from": first, "to": last} if first else {}
                yield {"by": by, **span, "boundaries": boundaries}


def shown(report):
    return sum(not row.get("suppressed") and bool(row["answers"]) for row in report["rows"])


def compare(service, key):
    """Asks both for every table; returns how many figures of answers were seen.

    The API is asked before as well, so that it has figures of its own at hand. What the command line shows counts as
    published, and may go a step further: from then on the API has to show the same.
    """
    count = 0
    for options in questions():
        query = "&".join(f"{name}={value}" for name, value in options.items())
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        asked(service, key, query)
        published = json.loads(service.run("report", "--publish", "--format", "json", *words))
        answer = asked(service, key, query)
        for report in (answer, published):
            report["rows"].append(report.pop("total"))
        for row, other in zip(answer["rows"], published["rows"]):
            for name in row.keys() | other.keys():
                figures = row.get(name, "nothing"), other.get(name, "nothing")
                assert figures[0] == figures[1], f"{query}: {row['code']} {name}: {figures[0]}, published {figures[1]}"
        assert answer == published, query
        count += shown(answer)
    return count


def test_both_agree_on_real_figures_as_answers_come_in(service):
    service.load("communes", "code,name,parent_code,level\n14095,Xã Xuân Giang,37,commune\n")
    service.load("desks", "code,name,unit_code\nXH-2,Quầy 2,14122\nXG-1,Quầy 1,14095\n")
    service.load("procedures", "code,name,field,level\n2.000635,Cấp bản sao trích lục,Hộ tịch,commune\n")
    # Dossiers of last month can be answered, too.
    service.run("setting", "set", "validity_days", "70")
    # The service looks for what other processes changed once a second.
    time.sleep(1.5)
    months = (0, int(day()[8:]))
    dossiers = [
        dossier(
            1000 + number,
            months[number % 2],
            desk_code=("XH-1", "XH-1", "XH-2", "XG-1", "XG-1")[number % 5],
            procedure_code=("1.001193", "2.000635", "1.001193")[number % 3],
            timeliness=("early", "on_time", "late")[number % 7 % 3],
        )
        for number in range(200)
    ]
    register, key = service.key("register", "register"), service.key("figures", "report")
    status, body = service.post("/api/v1/dossiers", {"dossiers": dossiers}, Authorization=f"Bearer {register}")
    assert status == 201, body
    paths = ["/" + entry["token"] for entry in json.loads(body)["dossiers"]]

    def answer(numbers):
        for number in numbers:
            assert service.post(paths[number], f"overall={'3323132'[number % 7]}&conduct=2")[0] == 303

    answer(range(60))
    first = compare(service, key)
    assert first > 20, first
    answer(range(60, 120))
    second = compare(service, key)
    total = asked(service, key, "by=none")["total"]
    assert total["answers"] > 100 and 0 < total["share"] < 1 and total["low"] < total["share"] < total["high"]
    # Too few for most figures to move, enough for some; asked at once and again.
    answer(range(120, 127))
    assert compare(service, key) >= second >= first
    assert compare(service, key) >= second
