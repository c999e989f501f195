#!/usr/bin/python3
"""A mail server for tests: aiosmtpd with STARTTLS or TLS, AUTH, and answers that are asked for.

Prints its port, then one JSON object a line for every mail it takes. Ends with its input.

usage: smtp_server.py DIRECTORY [starttls|tls|plain] [auth] [cram] [refuse=CODE] [reject=ADDRESS]
DIRECTORY holds server.pem and server.key.
"""
import asyncio
import hashlib
import hmac
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = b"alerts", b"pass word 4711"


class Handler:
    def __init__(self, options):
        self.options = options

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if "reject=" + address in self.options:
            return "550 5.1.1 no such user " + address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        for option in self.options:
            if option.startswith("refuse="):
                return option[len("refuse="):] + " 4.7.1 not now, " + PASSWORD.decode()
        mail = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None or "tls" in self.options,
            "user": session.auth_data.decode() if session.auth_data else "",
            "hello": session.host_name,
            "content": envelope.original_content.decode("latin-1"),
        }
        print(json.dumps(mail), flush=True)
        return "250 2.0.0 queued as 4711"


class CramHandler(Handler):
    async def auth_CRAM__MD5(self, server, args):
        challenge = b"<17.1@test>"
        answer = await server.challenge_auth(challenge, encode_to_b64=True)
        name, _, digest = answer.partition(b" ")
        right = hmac.new(PASSWORD, challenge, hashlib.md5).hexdigest().encode()
        sound = name == USER and hmac.compare_digest(digest, right)
        return AuthResult(success=sound, handled=not sound, auth_data=name)


def authenticate(server, session, envelope, mechanism, data):
    sound = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=sound, handled=False, auth_data=data.login if sound else None)


async def serve(protocol, context):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


def main():
    directory, options = sys.argv[1], sys.argv[2:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(directory + "/server.pem", directory + "/server.key")
    auth = "auth" in options or "cram" in options
    keywords = {
        "authenticator": authenticate if auth else None,
        "auth_required": auth,
        "auth_require_tls": False,
        "auth_exclude_mechanism": ["PLAIN", "LOGIN"] if "cram" in options
        else ["PLAIN"] if "login" in options else [],
        "tls_context": context if "starttls" in options else None,
        "require_starttls": "starttls" in options,
        "enable_SMTPUTF8": False,
    }
    handler = (CramHandler if "cram" in options else Handler)(options)
    asyncio.run(serve(lambda: SMTP(handler, **keywords), context if "tls" in options else None))


main()
