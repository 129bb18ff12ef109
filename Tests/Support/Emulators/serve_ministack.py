"""Serves ministack's DynamoDB on a free port, which is printed, until the standard input ends."""

import asyncio
import os
import socket
import sys
import threading

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind(("127.0.0.1", 0))
port = listener.getsockname()[1]
os.environ.update(GATEWAY_PORT=str(port), SERVICES="dynamodb", LOG_LEVEL="ERROR", SFTP_ENABLED="0")
os.environ.pop("DOCKER_HOST", None)

from hypercorn.asyncio import serve  # noqa: E402
from hypercorn.config import Config  # noqa: E402
from ministack.app import app  # noqa: E402


def end_with_input():
    sys.stdin.read()
    os._exit(0)


config = Config()
config.bind = [f"fd://{listener.fileno()}"]
config.keep_alive_timeout = 75
config.loglevel = "ERROR"
threading.Thread(target=end_with_input, daemon=True).start()
print(port, flush=True)
asyncio.run(serve(app, config))
