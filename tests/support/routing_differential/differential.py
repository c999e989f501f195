#!/usr/bin/env python3
"""Compares where random alerts go in random routing trees with what a real amtool says, and which
random matchers are read and which refused.

    differential.py AMTOOL DIFFERENTIAL [--trees N] [--alerts N] [--seed N]

DIFFERENTIAL is the program routing_differential. Prints each disagreement, and last how many alerts
were compared; exit code 1 if any disagreed.
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile

NAMES = ["alertname", "severity", "team", "job"]
VALUES = ["a", "b", "db", "db-1", "critical", "", "x y", "a.b", "\u00e9t\u00e9", "1"]
PATTERNS = ["a|b", "db.*", ".+", ".*", "", "[a-c]", "db-?\\d", "(?i)DB", "a.b", "critical|x y",
            "^a$"]
# What stands in a list of matchers: read by both syntaxes, by one of them, or by none.
ODD = ['{team="db"}', "team = db ", "team='db'", 'team="d\\x62"', "{team=db", "team=db}",
       "team==db", '"team"=db', "team=", "team", "a,b", "team=db,severity=a", 'team=~"("', "",
       "{}", "=", "team=d b", "team=\u00e9t\u00e9", "\u00e9t\u00e9=a",
       'team="a\\nb"', "team=db,", ",team=db", "team!db"]


def matcher(draw):
    operator = draw.choice(["=", "!=", "=~", "!~"])
    value = draw.choice(PATTERNS if "~" in operator else VALUES)
    if draw.random() < 0.04:
        return draw.choice(ODD)
    return draw.choice(NAMES) + operator + json.dumps(value, ensure_ascii=False)


def route(draw, depth, receivers):
    node = {}
    if depth == 0 or draw.random() < 0.7:
        receivers.append(f"r{len(receivers)}")
        node["receiver"] = receivers[-1]
    if depth > 0:
        form = draw.random()
        if form < 0.6:
            node["matchers"] = [matcher(draw) for _ in range(draw.choice([0, 1, 1, 1, 2]))]
        elif form < 0.8:
            node["match"] = {draw.choice(NAMES): draw.choice(VALUES)}
        else:
            node["match_re"] = {draw.choice(NAMES): draw.choice(PATTERNS)}
        if draw.random() < 0.4:
            node["continue"] = True
    if depth < 4:
        count = draw.choice([0, 1, 2, 3]) if depth else draw.choice([2, 3, 4])
        if count:
            node["routes"] = [route(draw, depth + 1, receivers) for _ in range(count)]
    return node


def amtool_says(amtool, path, labels):
    pairs = [f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in labels.items()]
    command = [amtool, "config", "routes", "test", f"--config.file={path}", *pairs]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    # Its advice on matchers comes before the answer.
    return result.stdout.splitlines()[-1] if result.returncode == 0 else None


def compare_tree(options, draw, path):
    receivers = []
    root = route(draw, 0, receivers)
    config = {"route": root, "receivers": [{"name": name} for name in receivers]}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(config, file, ensure_ascii=False)
    alerts = [{name: draw.choice([value for value in VALUES if value])
               for name in draw.sample(NAMES, draw.randint(1, 4))} for _ in range(options.alerts)]
    lines = "".join("\t".join(part for pair in alert.items() for part in pair) + "\n"
                    for alert in alerts)
    ours = subprocess.run([options.differential, path], input=lines, capture_output=True, text=True,
                          check=False)
    refused = subprocess.run([options.amtool, "check-config", path], capture_output=True,
                             check=False).returncode != 0
    if refused or ours.returncode != 0:
        if refused == (ours.returncode != 0):
            return 1, 0
        print("one refuses:", json.dumps(config, ensure_ascii=False), ours.stdout.strip())
        return 1, 1
    wrong = 0
    for alert, answer in zip(alerts, ours.stdout.splitlines()):
        theirs = amtool_says(options.amtool, path, alert)
        if theirs != answer:
            wrong += 1
            print(f"{alert}: amtool {theirs}, ours {answer}:",
                  json.dumps(config, ensure_ascii=False))
    return len(alerts), wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("amtool")
    parser.add_argument("differential")
    parser.add_argument("--trees", type=int, default=20)
    parser.add_argument("--alerts", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    compared, wrong = 0, 0
    with tempfile.NamedTemporaryFile(suffix=".yml") as file:
        for tree in range(options.trees):
            draw = random.Random(options.seed * 1_000_003 + tree)
            count, bad = compare_tree(options, draw, file.name)
            compared += count
            wrong += bad
            if bad:
                print(f"  seed {options.seed}, tree {tree}")
    print(f"{compared} compared, {wrong} disagree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
