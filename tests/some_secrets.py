"""The keys for which the exercises' promises are tested: the public one, and some private ones.

A few for every run, many for `make thorough`, which asks for them by the environment variable SECRETS.
"""

import os

from grader.keys.key_maker import PUBLIC

FEW = 5

SECRETS = [PUBLIC, *(f"secret {number}" for number in range(int(os.environ.get("SECRETS", FEW))))]
