"""Starting, watching and ending real programs. Every program is ended by whoever started it."""

import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
PEERS = ROOT / "build" / "peers" / "bin"


def exporter_path():
    """The silicon-exporter under test: SILICON_BUILD names the build folder."""
    build = pathlib.Path(os.environ.get("SILICON_BUILD", ROOT / "build" / "release"))
    program = build / "exporter" / "silicon-exporter"
    if not program.exists():
        raise FileNotFoundError(f"{program} is not there: build it first")
    return program


def alerter_path():
    """The silicon-alerter under test, from the same build folder."""
    build = pathlib.Path(os.environ.get("SILICON_BUILD", ROOT / "build" / "release"))
    program = build / "alerting" / "silicon-alerter"
    if not program.exists():
        raise FileNotFoundError(f"{program} is not there: build it first")
    return program


def promtool(*arguments, page=""):
    """The finished promtool: returncode, stdout, stderr; a page goes to its standard input."""
    return subprocess.run([PEERS / "promtool", *arguments], input=page, text=True,
                          capture_output=True, timeout=60, check=False)


def free_port():
    """A port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, what, timeout=10.0, step=0.02):
    """Returns the condition's first true value; fails with `what` when there is none in time."""
    deadline = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {timeout:g} s for {what}")
        time.sleep(step)


def accepts(port):
    """Whether somebody listens on the port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


class Program:
    """One running program, its output in a file. A context manager that ends it."""

    def __init__(self, argv, port=None, **popen):
        self.argv = [str(word) for word in argv]
        self.port = port
        self._output = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            self.argv, stdin=subprocess.DEVNULL, stdout=self._output, stderr=subprocess.STDOUT,
            **popen)
        if port is not None:
            self._wait_for_port()

    def _wait_for_port(self):
        def listening():
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.argv[0]} ended: {self.output()}")
            return accepts(self.port)
        try:
            wait_until(listening, f"{self.argv[0]} to listen on {self.port}", timeout=20)
        except BaseException:
            self.kill()
            raise

    @property
    def pid(self):
        return self.process.pid

    def output(self):
        """What it has written so far, standard output and standard error together."""
        size = os.fstat(self._output.fileno()).st_size
        return os.pread(self._output.fileno(), size, 0).decode(errors="replace")

    def running(self):
        return self.process.poll() is None

    def send(self, number):
        self.process.send_signal(number)

    def stop(self, timeout=10.0):
        """Asks it to end, and returns its exit code."""
        if self.running():
            self.send(signal.SIGTERM)
        return self.process.wait(timeout)

    def kill(self):
        if self.running():
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.kill()
        self._output.close()


def exporter(*flags, port=None, **popen):
    """A running silicon-exporter that listens on loopback."""
    port = port or free_port()
    argv = [exporter_path(), "run", "--web.listen-address", f"127.0.0.1:{port}", *flags]
    return Program(argv, port=port, **popen)


def run_exporter(*arguments, timeout=20, **popen):
    """Runs silicon-exporter to its end; has .returncode, .stdout and .stderr as text."""
    return subprocess.run(
        [str(exporter_path()), *map(str, arguments)], stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=timeout, check=False, **popen)
