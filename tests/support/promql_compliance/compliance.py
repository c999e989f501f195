#!/usr/bin/env python3
"""Asks this engine and a real Prometheus the same range queries over the same samples, like those
of the demo service that the compliance queries are written for, and compares the answers.

    compliance.py QUERIES PROMETHEUS ANSWERS [--passing]

QUERIES is the list of expanded compliance queries (JSON), or a file with one expression a line;
PROMETHEUS the folder of the real one (3.5 or newer), ANSWERS the program promql_answers. Prints
each disagreement, and last how many queries agreed; exit code 1 if any did not.
"""
import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

TESTS = pathlib.Path(__file__).resolve().parents[2]
sys.path += [str(TESTS / "bench"), str(TESTS / "e2e")]
# pylint: disable=wrong-import-position
import demo_service
import prometheus_peer

HISTORY_SECONDS = 2 * 3600
SAMPLE_STEP = 10
QUERY_SECONDS, QUERY_STEP = 600, 10
FEATURES = "promql-experimental-functions,promql-duration-expr"


def read_queries(path):
    text = path.read_text()
    if path.suffix == ".json":
        return [case["query"] for case in json.loads(text)]
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def ours(program, pages, queries, span):
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        (folder / "pages").mkdir()
        for second, page in pages:
            (folder / "pages" / f"{second * 1000}.prom").write_text(
                "".join(f"{series} {value!r}\n" for series, value in page.items()))
        (folder / "queries.txt").write_text("".join(query + "\n" for query in queries))
        output = subprocess.run([program, folder, *map(str, span)], check=True,
                                capture_output=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def ask(port, query, span):
    parameters = urllib.parse.urlencode(
        {"query": query, "start": span[0], "end": span[1], "step": span[2]})
    try:
        with urllib.request.urlopen(
                f"http://127.0.0.1:{port}/api/v1/query_range?{parameters}", timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return json.load(error)


def theirs(folder, pages, queries, span):
    with tempfile.TemporaryDirectory() as temporary:
        scratch = pathlib.Path(temporary) / "data"
        with prometheus_peer.prometheus(folder, scratch, {},
                                        [f"--enable-feature={FEATURES}"]) as program:
            prometheus_peer.write(program.port, demo_service.points(pages))
            return [ask(program.port, query, span) for query in queries]


def close(a, b):
    if a == b:
        return True
    a, b = float(a), float(b)
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b)) or abs(a - b) < 1e-12


def by_labels(answer):
    return {tuple(sorted(series["metric"].items())): series["values"]
            for series in answer["data"]["result"]}


def difference(mine, right):
    """None where both say the same."""
    if "error" in mine or "error" in right:
        same = mine.get("errorType") == right.get("errorType")
        return None if same else f"ours: {mine.get('error')}; theirs: {right.get('error')}"
    mine, right = by_labels(mine), by_labels(right)
    if mine.keys() != right.keys():
        return f"other series: {mine.keys() ^ right.keys()}"
    for labels, values in right.items():
        if [time for time, _ in mine[labels]] != [time for time, _ in values]:
            return f"other steps of {dict(labels)}"
        for (step, value), (_, expected) in zip(mine[labels], values):
            if not close(value, expected):
                return f"{dict(labels)} at {step}: {value}, expected {expected}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("queries", type=pathlib.Path)
    parser.add_argument("prometheus", type=pathlib.Path)
    parser.add_argument("answers", type=pathlib.Path)
    parser.add_argument("--passing", action="store_true", help="print the queries that agree, too")
    options = parser.parse_args()
    queries = read_queries(options.queries)
    end = int(time.time()) // 60 * 60
    pages = demo_service.samples(end - HISTORY_SECONDS, end, SAMPLE_STEP)
    # Some way before the end, so that negative offsets find samples.
    span = (end - 900 - QUERY_SECONDS, end - 900, QUERY_STEP)
    agreed = errors = empty = 0
    mine = ours(options.answers, pages, queries, span)
    for query, own, right in zip(queries, mine, theirs(options.prometheus, pages, queries, span)):
        wrong = difference(own, right)
        errors += "error" in right
        empty += "error" not in right and not right["data"]["result"]
        if wrong:
            print(f"{query}\n  {wrong}")
            continue
        agreed += 1
        if options.passing:
            print(query)
    print(f"{agreed} of {len(queries)} queries agree, {errors} of them errors, {empty} empty")
    return 0 if agreed == len(queries) else 1


if __name__ == "__main__":
    sys.exit(main())
