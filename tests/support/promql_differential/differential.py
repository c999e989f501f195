#!/usr/bin/env python3
"""Compares this engine's answers to random queries with those of a real promtool (3.5 or newer),
and its range queries with its own instant queries.

    differential.py PROMTOOL DIFFERENTIAL [--rounds N] [--expressions N] [--seed N] [--delayed]

DIFFERENTIAL is the program of that name beside this script's CMakeLists.txt. Prints each
disagreement, and last how many expressions were compared; exit code 1 if any disagreed.
"""
import argparse
import json
import math
import re
import subprocess
import sys
import tempfile

STEP_SECONDS = 15
LABEL = re.compile(r'(?:([a-zA-Z_]\w*)|"((?:\\.|[^"\\])*)")\s*=\s*"((?:\\.|[^"\\])*)"')


def ours(program, seed, count, delayed):
    command = [program, str(seed), str(count)] + (["--delayed"] if delayed else [])
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    series, queries = [], []
    for line in output.splitlines():
        kind, *fields = line.split("\t")
        if kind == "series":
            series.append(fields)
        elif kind == "query":
            query = {"time": int(fields[0]), "expr": fields[1], "error": None, "samples": [],
                     "range": None}
            queries.append(query)
        elif kind in ("error", "range"):
            queries[-1][kind] = fields[0]
        else:
            queries[-1]["samples"].append((fields[0], fields[1]))
    return series, queries


def rules_file(series, queries):
    last = max([query["time"] for query in queries] + [STEP_SECONDS * 40]) + 60
    lines = ["evaluation_interval: 1m", "tests:", f"- interval: {STEP_SECONDS}s", "  input_series:"]
    for metric, values in series:
        lines += [f"  - series: {json.dumps(metric)}", f"    values: {json.dumps(values.strip())}"]
    lines.append("  promql_expr_test:")
    for expr, time in [(query["expr"], query["time"]) for query in queries] + [("vector(1)", last)]:
        lines += [f"  - expr: {json.dumps(expr)}", f"    eval_time: {time}s", "    exp_samples:",
                  "    - labels: '{never=\"1\"}'", "      value: 1"]
    return "\n".join(lines) + "\n"


def split_samples(text):
    """Cuts 'name{a="b"} 1, {c="d"} 2' at the commas between samples."""
    samples, quoted, depth, start = [], False, 0, 0
    for i, char in enumerate(text):
        if quoted:
            quoted = char != '"' or text[i - 1] == "\\"
        elif char == '"':
            quoted = True
        elif char in "{}":
            depth += 1 if char == "{" else -1
        elif char == "," and depth == 0:
            samples.append(text[start:i].strip())
            start = i + 1
    samples.append(text[start:].strip())
    return [sample.rsplit(" ", 1) for sample in samples]


def theirs(promtool, series, queries, delayed):
    features = "promql-experimental-functions" + (",promql-delayed-name-removal" if delayed else "")
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        file.write(rules_file(series, queries))
        file.flush()
        command = [promtool, "--enable-feature=" + features, "test", "rules", file.name]
        output = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    blocks = re.split(r"(?m)^    expr: ", output)[1:]
    if len(blocks) != len(queries) + 1:
        sys.exit("promtool said: " + output[:2000])
    answers = []
    for block in blocks[:-1]:
        got = re.search(r"(?s)\n        got: (.*?)\n*$", block)
        if not got:
            error = re.search(r"(?s), err: (.*)$", block)
            answers.append((error.group(1).strip() if error else block, None))
        elif got.group(1).strip() == "nil":
            answers.append((None, []))
        else:
            answers.append((None, split_samples(got.group(1).strip())))
    return answers


def labels(text):
    name = re.match(r"[a-zA-Z_:][\w:]*", text)
    found = {key or quoted: value for key, quoted, value in LABEL.findall(text)}
    if name:
        found["__name__"] = name.group(0)
    return tuple(sorted(found.items()))


def close(a, b, noise):
    a, b = float(a.replace("Inf", "inf")), float(b.replace("Inf", "inf"))
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b)) or abs(a - b) < noise


def bare(message):
    """An error without what depends on the order of series, and without the column, which is
    promtool's own idea behind nested parentheses."""
    message = re.sub(r'"<Item \d+>" <op:@>', '"@"', message)
    return re.sub(r"^\d+:\d+: ", "", message.split(" the match group ")[0])


def without_name(key):
    return tuple(pair for pair in key if pair[0] != "__name__")


def judge(query, error, samples, delayed):
    """What differs, or None."""
    if "info(" in query["expr"] and re.search(r"offset|\[|@", query["expr"]):
        return None  # promtool looks for info series no further than the query reaches otherwise
    if query["error"] is not None or error is not None:
        if delayed and error is None and "same labelset" in query["error"]:
            keys = [without_name(labels(name)) for name, value in samples]
            return None if len(keys) > len(set(keys)) else "only one side fails"
        if delayed and query["error"] is None and "same labelset" in error:
            # Until 3.13 groups by name mix up which of them are to lose it.
            return None if "by (__name__)" in query["expr"] else "only one side fails"
        if query["error"] is not None and "many-to-one matching must be explicit" in query["error"]:
            return None if error is None or "matching" in error else "other error"  # since 3.14
        if query["error"] is None or error is None:
            return "only one side fails"
        ambiguous = "matching" in query["error"] and "matching" in error
        if ambiguous and re.search(r"\[[^]]*:", query["expr"]):
            return None  # which step of a subquery is looked at first is anybody's choice
        return None if bare(query["error"]) == bare(error) else "other error"
    mine = {labels(name): value for name, value in query["samples"]}
    right = {labels(name): value for name, value in samples}
    if delayed:  # 3.5 lets some operators bring a dropped name back
        right = {key if key in mine else without_name(key): value for key, value in right.items()}
    if mine.keys() != right.keys():
        return "other series"
    # Until 3.5 histogram_fraction() is NaN where the lower bound lies in the first bucket.
    if "histogram_fraction" in query["expr"] and not query["expr"].startswith("histogram_"):
        return None
    nan_passes = "histogram_fraction" in query["expr"]
    # Remainders, waves and dates make much of the last bit, which is each library's own in these.
    touchy = re.search("%|sin|cos|tan|minute|hour|day|month|year", query["expr"])
    if touchy and re.search(r"exp|ln|log|sinh|\^", query["expr"]):
        return None
    # What cancels out leaves a rest that depends on the order of the series.
    noise = 1e-12 if re.search("std(dev|var)", query["expr"]) else 1e-300
    wrong = [key for key, value in mine.items() if not close(value, right[key], noise)
             and not (nan_passes and right[key] == "NaN")]
    return f"other value of {dict(wrong[0])}" if wrong else None


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("promtool")
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--expressions", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--delayed", action="store_true", help="delayed name removal on")
    options = parser.parse_args()
    compared = failed = errors = ties = unknown = 0
    for seed in range(options.seed, options.seed + options.rounds):
        series, queries = ours(options.program, seed, options.expressions, options.delayed)
        answers = theirs(options.promtool, series, queries, options.delayed)
        for query, (error, samples) in zip(queries, answers):
            compared += 1
            if query["range"]:
                failed += 1
                print(f"seed {seed} around {query['time']}s: {query['expr']}\n"
                      f"  as a range query: {query['range']}")
            if error and "duration expression is not enabled" in error:
                unknown += 1  # promtool cannot, until 3.14: only ranges and instants are compared
                continue
            errors += error is not None
            difference = judge(query, error, samples, options.delayed)
            if not difference:
                continue
            if "topk" in query["expr"] or "bottomk" in query["expr"]:
                ties += 1  # which of equal values is kept is anybody's choice
                continue
            failed += 1
            print(f"seed {seed} at {query['time']}s: {query['expr']}\n  {difference}"
                  f"\n  ours:   {query['error'] or query['samples']}\n  theirs: {error or samples}")
    print(f"{compared} expressions, {errors} of them errors, {unknown} with duration arithmetic "
          f"that promtool refuses, {ties} left open by ties in topk and bottomk, {failed} disagree")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
