"""The data that the handler threads share."""

import threading


class MessageRegistry:
    """
    Keeps the messages in the order in which they are received.

    One Condition is used both as the lock of the list and for waiting until the
    list is complete.
    """

    def __init__(self, expected):
        self._expected = expected
        self._messages = []
        self._cond = threading.Condition()

    def record(self, sender, text):
        """Called by a handler thread as soon as its message is there. Returns the place."""
        with self._cond:
            self._messages.append((sender, text))
            place = len(self._messages)
            if place == self._expected:
                self._cond.notify_all()
            return place

    def wait_for_result(self):
        """Blocks until all messages are there, returns the acknowledgement."""
        with self._cond:
            self._cond.wait_for(lambda: len(self._messages) == self._expected)
            return " received before ".join("%s: %s" % m for m in self._messages)
