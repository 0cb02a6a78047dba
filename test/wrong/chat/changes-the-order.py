"""Wrong: keeps every fourth line, and relays it behind the one that came after it."""
from textbook import Chat


class Tardy(Chat):
    """Counts the lines of each client, to keep some."""

    def __init__(self):
        super().__init__()
        self.counts, self.kept = {}, {}

    def relay(self, sender, line):
        """Relay what was kept behind the next line of the same client."""
        self.counts[sender] = self.counts.get(sender, 0) + 1
        if self.counts[sender] % 4 == 0 and not line.lower().strip().endswith("bye"):
            self.kept[sender] = line
            return
        super().relay(sender, line)
        if sender in self.kept:
            super().relay(sender, self.kept.pop(sender))


Tardy().run()
