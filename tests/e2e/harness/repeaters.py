"""Peers that repeat whatever they are sent, in the ways in which servers do that."""

import base64
import html
import http.server
import json
import re
import socketserver
import ssl
import threading
import urllib.parse

MARK = "mrk7"  # begins every secret of the tests, and stands nowhere else


def said_so(text, how):
    """The text as servers write it: in JSON, in a page, in a URL, or as what it is base64 of."""
    if how == "json":
        return json.dumps(text).replace("/", "\\/")
    if how == "html":
        return html.escape(text)
    if how == "percent":
        return urllib.parse.quote(text, safe="")
    if how == "decoded":
        return base64.b64decode(text.partition(" ")[2]).decode("latin-1")
    return text


class Repeater(http.server.BaseHTTPRequestHandler):
    """Repeats what it is asked, with the status and in the way that the path says.

    "/500/" repeats all, "/500/auth.json/" a header alone, in JSON; 307 leads to another host.
    """

    protocol_version = "HTTP/1.1"
    PARTS = {"auth": "Authorization", "token": "X-Token", "proxy": "Proxy-Authorization"}

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode("latin-1")
        said = "\n".join([self.command, self.path, str(self.headers), body])
        self.server.heard.append(said)
        wanted = re.match(r"/(\d+)/(?:(\w+)\.(\w+)/)?", urllib.parse.urlparse(self.path).path)
        status, part, how = wanted.groups() if wanted else (404, None, None)
        parts = {"path": self.path, "body": body, None: said}
        text = parts[part] if part in parts else self.headers.get(self.PARTS[part], "")
        out = said_so(text, how).encode("latin-1", "replace")
        self.send_response(int(status))
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.send_header("Content-Length", str(len(out)))
        if status == "307":
            name = f"{MARK}:{urllib.parse.quote(said[:2000])}@" if body else ""
            self.send_header("Location", f"http://{name}{self.server.elsewhere}{self.path}")
        self.end_headers()
        self.wfile.write(out)

    do_GET = do_POST = do_CONNECT = answer

    def log_message(self, *_):
        pass


def repeater(elsewhere="127.0.0.1:1", folder=None):
    """A running one; with TLS, and a certificate that nobody trusts, where there is a folder."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Repeater)
    server.handle_error = lambda *_: None
    server.heard = []
    server.elsewhere = elsewhere
    if folder:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem", folder / "server.key")
        server.socket = context.wrap_socket(server.socket, server_side=True,
                                            do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class RepeatingMail(socketserver.StreamRequestHandler):
    """A mail server that takes no password, and says which."""

    def handle(self):
        def say(text):
            self.wfile.write(text.encode() + b"\r\n")
        say("220 mail.example")
        for line in self.rfile:
            words = line.decode("latin-1").split()
            if not words or words[0] in ("HELO", "EHLO"):
                say("250-mail.example")
                say("250 AUTH PLAIN LOGIN")
            elif words[0] == "AUTH":
                self.server.heard.append(" ".join(words))
                plain = base64.b64decode(words[-1]).decode("latin-1").replace("\0", " ")
                say(f"535-5.7.8 no: {words[-1]}")
                say(f"535 5.7.8 no: {plain} {words[-1]}")
            elif words[0] == "QUIT":
                return say("221 bye")
            else:
                say("502 no")


def repeating_mail():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), RepeatingMail)
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    server.heard = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
