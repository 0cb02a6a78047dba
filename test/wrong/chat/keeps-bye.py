"""Wrong: on Bye it ends the connections to both, but tells nobody."""
from textbook import Chat


class Curt(Chat):
    """Ends without a word."""

    def say_bye(self, sender, line):
        """End the chat, and relay nothing."""
        self.end(sender)


Curt().run()
