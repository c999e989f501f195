"""An exporter that watches the containers of given engines, and its page."""

import pathlib

from harness import exposition, programs, scraping

LABELS = "[com.docker.compose.project, com.docker.compose.service]"


class Watching:
    """A running exporter. A context manager."""

    def __init__(self, folder, sockets, cgroups="auto", more=""):
        addresses = ", ".join(f'"unix://{socket}"' for socket in sockets)
        path = pathlib.Path(folder) / f"exporter-{cgroups}.yml"
        path.write_text(
            f"containers: {{ sockets: [{addresses}], labels: {LABELS}, cgroups: {cgroups} }}\n"
            + more)
        self.program = programs.exporter("--config.file", path, env={"PATH": "/usr/bin:/bin"})

    @property
    def port(self):
        return self.program.port

    @property
    def pid(self):
        return self.program.pid

    def output(self):
        return self.program.output()

    def text(self):
        return scraping.get(self.port, headers=scraping.TEXT_HEADERS).text

    def page(self):
        return exposition.parse(self.text())

    def values(self, metric, **labels):
        """The values of every series that has these labels."""
        return [value for have, value in self.page().get(metric, [])
                if all(have.get(name) == wanted for name, wanted in labels.items())]

    def wait(self, metric, condition=lambda value: True, timeout=30, **labels):
        """The value of the one series with these labels as soon as it fulfils the condition."""
        def fulfilled():
            values = self.values(metric, **labels)
            return values if len(values) == 1 and condition(values[0]) else None
        try:
            return programs.wait_until(fulfilled, f"{metric}{labels}", timeout, step=0.1)[0]
        except TimeoutError as error:
            raise AssertionError(f"{error}; there is {self.values(metric, **labels)}") from None

    def wait_for_none(self, metric, timeout=30, **labels):
        programs.wait_until(lambda: not self.values(metric, **labels),
                            f"{metric}{labels} to be gone", timeout, step=0.1)

    def names(self, metric="container_last_seen"):
        return {labels.get("name") for labels, _ in self.page().get(metric, [])}

    def state(self, name):
        """The state in which a container is shown, or None."""
        shown = [labels["state"] for labels, value in
                 self.page().get("silicon_container_state", [])
                 if labels["name"] == name and value == 1]
        return shown[0] if len(shown) == 1 else None

    def wait_for_state(self, name, state, timeout=30):
        programs.wait_until(lambda: self.state(name) == state, f"{name} to be {state}", timeout,
                            step=0.1)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.program.__exit__(*details)
