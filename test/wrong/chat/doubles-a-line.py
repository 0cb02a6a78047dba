"""Wrong: every fifth line that comes is relayed twice."""
from textbook import Chat


class Echoing(Chat):
    """Counts the lines, to repeat some."""

    count = 0

    def relay(self, sender, line):
        """Repeat every fifth line."""
        self.count += 1
        super().relay(sender, line)
        if self.count % 5 == 0 and not line.strip().lower().endswith("bye"):
            super().relay(sender, line)


Echoing().run()
