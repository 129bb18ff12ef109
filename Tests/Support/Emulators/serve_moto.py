"""Serves moto's DynamoDB on a free port, which is printed, until the standard input ends."""

import os
import sys
import threading

from moto.core.common_models import BaseModel
from moto.dynamodb.models.table import StreamShard
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

application = DomainDispatcherApplication(create_backend_app)
lock = threading.Lock()


# Moto copies a table for each transaction, and keeps all copies: in a list of everything that it ever made, and in the
# records of change streams. After some thousand writes these are gigabytes, and a write takes seconds.
BaseModel.__new__ = lambda kind, *arguments, **options: object.__new__(kind)
StreamShard.add = lambda self, old, new: None


def one_at_a_time(environment, start_response):
    # A cancelled transaction of moto puts back whole tables, and with them what other threads wrote meanwhile.
    with lock:
        return application(environment, start_response)


class Handler(WSGIRequestHandler):
    # Keeps connections open, as DynamoDB does.
    protocol_version = "HTTP/1.1"

    def log(self, *arguments):
        pass


def end_with_input():
    sys.stdin.read()
    os._exit(0)


server = make_server("127.0.0.1", 0, one_at_a_time, threaded=True, request_handler=Handler)
threading.Thread(target=end_with_input, daemon=True).start()
print(server.server_port, flush=True)
server.serve_forever()
