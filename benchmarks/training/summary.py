"""Pairs of figures on stdin, ours and the peer's: medians, spreads, and the ratio of each pair."""
import statistics
import sys

pairs = [tuple(map(float, line.split())) for line in sys.stdin]


def spread(values, form):
    return (form + " (" + form + " to " + form + ")") % (statistics.median(values), min(values), max(values))


ours, peers = zip(*pairs)
ratios = [a / b for a, b in pairs]
print("%-12s ours %s   peer %s   ours/peer %s" % (sys.argv[1], spread(ours, "%.0f"), spread(peers, "%.0f"), spread(ratios, "%.2f")), flush=True)
