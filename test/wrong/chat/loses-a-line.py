"""Wrong: every fifth line that comes is not relayed."""
from textbook import Chat


class Forgetful(Chat):
    """Counts the lines, to forget some."""

    count = 0

    def hear(self, sender, line):
        """Forget every fifth line."""
        self.count += 1
        if self.count % 5 or line.strip().lower() == "bye":
            super().hear(sender, line)


Forgetful().run()
