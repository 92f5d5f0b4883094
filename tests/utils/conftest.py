"""What all tests of the references and their figures share."""

import matplotlib
import pytest
from matplotlib import pyplot as plt


@pytest.fixture(autouse=True)
def fresh_matplotlib():
    """Every figure is drawn with matplotlib's own settings, and none is left for the next test."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        yield
    plt.close("all")
