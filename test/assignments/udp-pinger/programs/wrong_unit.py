"""Wrong: the client prints seconds and calls them ms."""
import pinger


def tell(number, round_trip):
    """Print what came of one ping."""
    if round_trip is None:
        print("Ping %d: Request timed out" % number)
    else:
        print("Ping %d: RTT = %.6f ms" % (number, round_trip))


def summarize(round_trips, sent):
    """Print the statistics, in the same wrong unit."""
    if round_trips:
        average = sum(round_trips) / len(round_trips)
        print("min/avg/max = %.6f/%.6f/%.6f ms" % (min(round_trips), average, max(round_trips)))
    print("Packet loss: %.1f%%" % pinger.get_loss(len(round_trips), sent))


pinger.tell = tell
pinger.summarize = summarize
pinger.run()
