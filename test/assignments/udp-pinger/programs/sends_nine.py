"""Wrong: the client sends nine pings."""
import pinger

pinger.COUNT = 9
pinger.run()
