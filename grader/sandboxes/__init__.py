"""Where strangers' code runs: the wall, the one process behind it, and the questions put to it."""
