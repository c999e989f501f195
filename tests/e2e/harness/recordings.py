"""Recordings of Macs, as README.md describes their format."""

import json


def whole_samples(lines):
    """The same recording with every sample whole, so that it can be cut anywhere."""
    result, now = [], {}
    for line in map(json.loads, lines):
        if line["type"] == "changes":
            merge(now, line)
            line = {**now, "type": "sample"}
        elif line["type"] == "sample":
            now = line
        result.append(json.dumps(line))
    return result


def merge(now, changes):
    for key, value in changes.items():
        if key == "ioreport":
            for position, change in value.items():
                change_channel(now[key][int(position)], change)
        elif isinstance(value, dict) and key != "swap":
            now[key] = {**now.get(key, {}), **value}
        else:
            now[key] = value


def change_channel(channel, change):
    for key in ("value", "published"):
        if key in change:
            channel[key] = change[key]
    if "ticks" in change:
        names = [name for name, _ in channel["states"]]
        channel["states"] = [list(state) for state in zip(names, change["ticks"])]
