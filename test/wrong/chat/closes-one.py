"""Wrong: Bye is relayed, but only the connection of the one who said it is ended."""
import socket

from textbook import Chat


class Lenient(Chat):
    """Lets the other one stay."""

    def end(self, sender):
        """End the connection to one."""
        self.is_over = True
        sender.shutdown(socket.SHUT_RDWR)


Lenient().run()
