"""A reader of the text format, independent of the product's own."""

import re

_LINE = re.compile(r'^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)(?: (-?\d+))?$')
_LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)')


def parse(text):
    """{name: [(labels, value), ...]} of a page; refuses lines that it does not understand."""
    series = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        match = _LINE.match(line)
        if not match:
            raise ValueError(f"not a sample: {line!r}")
        labels = dict(_LABEL.findall(match[2] or ""))
        series.setdefault(match[1], []).append((labels, float(match[3])))
    return series


def value(series, name, **labels):
    """The value of the one series with these labels (others may be there too)."""
    found = [number for have, number in series.get(name, [])
             if all(have.get(key) == wanted for key, wanted in labels.items())]
    if len(found) != 1:
        raise KeyError(f"{len(found)} series {name}{labels}")
    return found[0]


def total(series, name, **labels):
    """The sum over all series with these labels."""
    found = [number for have, number in series.get(name, [])
             if all(have.get(key) == wanted for key, wanted in labels.items())]
    if not found:
        raise KeyError(f"no series {name}{labels}")
    return sum(found)


def count(series):
    return sum(len(samples) for samples in series.values())
