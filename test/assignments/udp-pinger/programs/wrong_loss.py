"""Wrong: the client prints the share that was answered as the loss."""
import pinger


def get_loss(answered, sent):
    """Give the wrong share."""
    return 100.0 * answered / sent


pinger.get_loss = get_loss
pinger.run()
