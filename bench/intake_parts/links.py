"""Says which link the mail to an address carries: one address a line, one link a line.

    python -m intake_parts.links PORT

Computed with the house's key from the row, as the mail was: the bench measures the site, not how
long a mail takes. A program of its own, whose cost is not the site's.
"""

import socketserver
import sys


class Links(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        from django.db import connection  # noqa: PLC0415
        from django.urls import reverse  # noqa: PLC0415

        from mandat.intake.models import Application  # noqa: PLC0415
        from mandat.intake.sealing import digest_of, link_key  # noqa: PLC0415

        address = self.rfile.readline().decode("ascii", "replace").strip()
        if address.startswith("GET "):
            self.wfile.write(b"HTTP/1.0 204 No Content\r\n\r\n")
            return
        row = Application.objects.filter(address_digest=digest_of(address)).first()
        link = reverse("apply:open_link", args=[link_key(row.public_id, row.key_at)]) if row else ""
        self.wfile.write(link.encode() + b"\n")
        connection.close()


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128


def main() -> None:
    from config import env  # noqa: PLC0415

    env.prepare()
    import django  # noqa: PLC0415

    django.setup()
    with Server(("127.0.0.1", int(sys.argv[1])), Links) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
