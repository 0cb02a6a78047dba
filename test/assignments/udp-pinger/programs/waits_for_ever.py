"""Wrong: the client waits without end for an answer that does not come."""
import pinger

pinger.WAIT = None
pinger.run()
