"""A real Alertmanager, of the programs that tests/e2e/peers unpacks."""

import contextlib
import json
import pathlib
import tempfile
import urllib.parse

from harness import programs, scraping

TREE = programs.PEERS.parent  # its root, see tests/e2e/peers


@contextlib.contextmanager
def running(config):
    """An Alertmanager with this configuration, while the context lasts."""
    with tempfile.TemporaryDirectory(dir=TREE / "tmp") as folder:
        with open(f"{folder}/alertmanager.json", "w", encoding="utf-8") as file:
            json.dump(config, file)
        seen = f"/{pathlib.Path(folder).relative_to(TREE)}"
        port = programs.free_port()
        with programs.Program(
                [programs.PEERS / "prometheus-alertmanager",
                 f"--config.file={seen}/alertmanager.json", f"--storage.path={seen}/data",
                 f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=",
                 "--log.level=error"], port=port) as program:
            yield program


def alerts(program, **query):
    """What its API lists: [alert]."""
    path = "/api/v2/alerts?" + urllib.parse.urlencode(query)
    return json.loads(scraping.get(program.port, path).text)
