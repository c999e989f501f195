"""An HTTP client as lean as a socket: what Prometheus sends, and the reading of what comes back."""

import gzip
import socket
import time

from harness import programs

# What Prometheus 2.42 sends with every scrape.
PROMETHEUS_HEADERS = {
    "Accept": "application/openmetrics-text;version=1.0.0,application/openmetrics-text;"
              "version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
    "Accept-Encoding": "gzip",
    "User-Agent": "Prometheus/2.42.0+ds",
    "X-Prometheus-Scrape-Timeout-Seconds": "1",
}
TEXT_HEADERS = {"Accept": "text/plain;version=0.0.4"}


class Reply:
    """One HTTP answer: .status, .headers with names in lower case, .raw and .body as bytes."""

    def __init__(self, status, headers, raw):
        self.status = status
        self.headers = headers
        self.raw = raw

    @property
    def body(self):
        if self.headers.get("content-encoding") == "gzip":
            return gzip.decompress(self.raw)
        return self.raw

    @property
    def text(self):
        return self.body.decode()


class Connection:
    """One keep-alive connection to 127.0.0.1:port."""

    def __init__(self, port, timeout=10.0):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def request(self, path="/metrics", headers=None, method="GET", body=b""):
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self.socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        return self.read_reply(has_body=method != "HEAD")

    def read_reply(self, has_body=True):
        head = self._read_until(b"\r\n\r\n")
        status_line, *lines = head.decode("latin-1").split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        status = int(status_line.split()[1])
        raw = self._read_body(headers) if has_body and status not in (204, 304) else b""
        return Reply(status, headers, raw)

    def _read_body(self, headers):
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return self._read_chunks()
        if "content-length" in headers:
            return self._read_exactly(int(headers["content-length"]))
        while self._fill():
            pass
        body, self._rest = self._rest, b""
        return body

    def _read_chunks(self):
        body = b""
        while True:
            size = int(self._read_until(b"\r\n").split(b";")[0], 16)
            body += self._read_exactly(size)
            self._read_until(b"\r\n")
            if size == 0:
                return body

    def _fill(self):
        data = self.socket.recv(262144)
        self._rest += data
        return bool(data)

    def _read_until(self, mark):
        while mark not in self._rest:
            if not self._fill():
                raise ConnectionError("the connection was closed in the middle of an answer")
        part, _, self._rest = self._rest.partition(mark)
        return part

    def _read_exactly(self, size):
        while len(self._rest) < size:
            if not self._fill():
                raise ConnectionError("the connection was closed in the middle of an answer")
        part, self._rest = self._rest[:size], self._rest[size:]
        return part

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def get(port, path="/metrics", headers=None, timeout=10.0, method="GET"):
    """One request on a connection of its own."""
    with Connection(port, timeout) as connection:
        return connection.request(path, {"Connection": "close", **(headers or {})}, method)


def settled_page(port):
    """The page once all is there: figures that need an interval come with the second sample."""
    def settled():
        page = get(port, headers=TEXT_HEADERS).text
        return page if "\nsilicon_cpu_utilization_ratio{" in page else None
    return programs.wait_until(settled, "the second sample")


def scrape_regularly(ports, seconds, interval=1.0, headers=None):
    """Scrapes each port every `interval` over one kept connection, as Prometheus does.

    Returns the latencies in seconds, one list per port. The ports are served in turn, a little
    apart, so that they do not disturb each other.
    """
    connections = [Connection(port) for port in ports]
    latencies = [[] for _ in ports]
    start = time.monotonic()
    for tick in range(round(seconds / interval)):
        for index, connection in enumerate(connections):
            due = start + (tick + index / len(ports)) * interval
            time.sleep(max(0.0, due - time.monotonic()))
            before = time.perf_counter()
            reply = connection.request(headers=headers or PROMETHEUS_HEADERS)
            latencies[index].append(time.perf_counter() - before)
            if reply.status != 200:
                raise RuntimeError(f"the scrape was answered {reply.status}")
    time.sleep(max(0.0, start + seconds - time.monotonic()))
    for connection in connections:
        connection.close()
    return latencies


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
