"""Wrong: the client's average counts a ping that was lost as a second."""
import pinger



def summarize(round_trips, sent):
    """Print the statistics, of the lost ones, too."""
    print("Minimum RTT: %.6f seconds" % min(round_trips))
    print("Maximum RTT: %.6f seconds" % max(round_trips))
    lost = sent - len(round_trips)
    print("Average RTT: %.6f seconds" % ((sum(round_trips) + lost) / sent))
    print("Packet loss: %.1f%%" % pinger.get_loss(len(round_trips), sent))


pinger.summarize = summarize
pinger.run()
