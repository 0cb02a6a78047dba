"""Wire protocol shared by the server and the clients.

Every message on the wire is a single JSON object terminated by a newline
character (``\\n``).  Using newline-delimited JSON gives us simple and robust
message framing on top of TCP, which by itself is only a stream of bytes.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field, asdict
from typing import TextIO

DEFAULT_HOST = "10.0.0.1"
DEFAULT_PORT = 9311


@dataclass
class Envelope:
    """A message travelling between a client and the server.

    Attributes:
        sender: The identifier of the sender (``"X"``, ``"Y"`` or ``"SERVER"``).
        text: The payload of the message.
        timestamp: High resolution time stamp used for ordering.
    """

    sender: str
    text: str = ""
    timestamp: float = field(default_factory=time.time)

    def write_to(self, stream: TextIO) -> None:
        """Serialise this envelope to the given text stream.

        Args:
            stream: The text stream to write to.
        """
        stream.write(json.dumps(asdict(self)) + "\n")
        stream.flush()

    @classmethod
    def read_from(cls, stream: TextIO) -> "Envelope":
        """Read one envelope from the given text stream.

        Args:
            stream: The text stream to read from.

        Returns:
            The decoded envelope.

        Raises:
            ConnectionError: If the peer closed the connection.
        """
        line = stream.readline()
        if not line:
            raise ConnectionError("Peer closed the connection")
        return cls(**json.loads(line))
