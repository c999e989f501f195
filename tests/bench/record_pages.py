"""Records what Debian's node_exporter says of this machine, for --pages of
series_beside_prometheus.py.

    record_pages.py FOLDER [--seconds N] [--interval N]

writes FOLDER/MILLISECONDS.prom, one page per interval, on multiples of the interval.
"""

import argparse
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
# pylint: disable=wrong-import-position
from harness import programs, scraping


def record(folder, port, seconds, interval):
    end = time.time() + seconds
    while time.time() < end:
        moment = (time.time() // interval + 1) * interval
        time.sleep(max(0.0, moment - time.time()))
        page = scraping.get(port, headers=scraping.TEXT_HEADERS).text
        (folder / f"{int(moment * 1000)}.prom").write_text(page)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=2 * 3600)
    parser.add_argument("--interval", type=int, default=5)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    port = programs.free_port()
    argv = [programs.PEERS / "prometheus-node-exporter", f"--web.listen-address=127.0.0.1:{port}"]
    with programs.Program(argv, port=port):
        record(options.folder, port, options.seconds, options.interval)


if __name__ == "__main__":
    main()
