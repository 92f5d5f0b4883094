"""The figures that the notebooks draw, all in one style.

Every function is handed arrays, or functions that the student wrote, and only draws them: no model,
no loss and no gradient is computed here, so these modules read the same before and after a lesson is
solved. Student functions are called before a figure is opened, so that one which isn't written
yet leaves no empty axes behind. Nothing is returned: the figure is the current one, and a notebook
shows it when the cell ends. Several curves or panels come as a dict, `{"name": values}`.

What several lessons draw lies in modules by kind, what one lesson draws in a module of its name.
"""

from utils.plots.boundaries import decision_boundaries, decision_boundary
from utils.plots.curves import cost_curve, cost_curves, probability_histogram, timings
from utils.plots.diagrams import block_equations, computation_graph, neuron
from utils.plots.logistic_regression import (
    cost_slices,
    cost_surfaces,
    decision,
    descent,
    loss_curves,
    one_step,
    sigmoid_and_slope,
    sigmoid_curve,
    truth_bars,
)
from utils.plots.pictures import gallery, picture_as_column, prediction, weights_as_picture

__all__ = [
    "block_equations",
    "computation_graph",
    "cost_curve",
    "cost_curves",
    "cost_slices",
    "cost_surfaces",
    "decision",
    "decision_boundaries",
    "decision_boundary",
    "descent",
    "gallery",
    "loss_curves",
    "neuron",
    "one_step",
    "picture_as_column",
    "prediction",
    "probability_histogram",
    "sigmoid_and_slope",
    "sigmoid_curve",
    "timings",
    "truth_bars",
    "weights_as_picture",
]
