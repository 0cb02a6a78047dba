"""Wrong: a client that ends, with status 0, without having done anything. No arguments."""


def main():
    """Connect to the server; but nobody calls this."""
    raise NotImplementedError
