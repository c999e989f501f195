"""The report of a benchmark: what was measured, beside whom, and the budget it has."""


class Table:
    """The lines of the report, with their verdicts."""

    def __init__(self, ours, theirs):
        self.rows = []
        self.head = ("", ours, theirs, "ratio", "budget", "verdict")

    def add(self, what, measured, budget, unit, beside=None, ratio_budget=None):
        verdict = measured <= budget if budget is not None else True
        ratio = ""
        if beside is not None:
            ratio = f"{measured / beside:.2f}" if beside else "-"
            if ratio_budget is not None:
                verdict = verdict and measured <= ratio_budget * beside
                ratio += f" (<= {ratio_budget:g})"
        self.rows.append((
            what, f"{measured:.3g} {unit}", f"{beside:.3g} {unit}" if beside is not None else "",
            ratio, f"<= {budget:g} {unit}" if budget is not None else "",
            "ok" if verdict else "over"))

    def say(self, what, text, verdict=""):
        self.rows.append((what, text, "", "", "", verdict))

    def print(self):
        rows = [self.head, *self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(6)]
        for row in rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
