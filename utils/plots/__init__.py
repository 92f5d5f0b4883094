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
from utils.plots.deep_network import (
    forward_and_backward,
    gradient_agreement,
    layered_network,
    parity_by_counting,
    parity_tree,
    relu_gate,
    shape_trace,
    units_for_parity,
)
from utils.plots.deep_network_application import (
    accuracies_by_start,
    costs_overlaid,
    descent_in_span,
    heat_maps,
    training_loop,
    units_as_pictures,
    units_on,
)
from utils.plots.diagrams import block_equations, computation_graph, neuron
from utils.plots.gradient_checking import (
    block_differences,
    cost_along,
    difference_errors,
    factor_curve,
    kink,
    parameter_column,
    secants,
)
from utils.plots.initialization import (
    costs_by_seed,
    histogram_grid,
    labelled_points,
    spread_by_layer,
    weight_paths,
)
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
from utils.plots.regularization import (
    accuracies_by_seed,
    accuracy_sweep,
    gaps,
    jitter,
    kept_on_average,
    kicks,
    penalised_cost,
    shrinking,
    thinned_networks,
)
from utils.plots.shallow_network import (
    accuracy_by_width,
    activation_curves,
    boundary_table,
    hidden_layer,
    playground,
    unit_fields,
    unit_paths,
)

__all__ = [
    "accuracies_by_seed",
    "accuracies_by_start",
    "accuracy_by_width",
    "accuracy_sweep",
    "activation_curves",
    "block_differences",
    "block_equations",
    "boundary_table",
    "computation_graph",
    "cost_along",
    "cost_curve",
    "cost_curves",
    "cost_slices",
    "cost_surfaces",
    "costs_by_seed",
    "costs_overlaid",
    "decision",
    "decision_boundaries",
    "decision_boundary",
    "descent",
    "descent_in_span",
    "difference_errors",
    "factor_curve",
    "forward_and_backward",
    "gallery",
    "gaps",
    "gradient_agreement",
    "heat_maps",
    "hidden_layer",
    "histogram_grid",
    "jitter",
    "kept_on_average",
    "kicks",
    "kink",
    "labelled_points",
    "layered_network",
    "loss_curves",
    "neuron",
    "one_step",
    "parameter_column",
    "parity_by_counting",
    "parity_tree",
    "penalised_cost",
    "picture_as_column",
    "playground",
    "prediction",
    "probability_histogram",
    "relu_gate",
    "secants",
    "shape_trace",
    "shrinking",
    "sigmoid_and_slope",
    "sigmoid_curve",
    "spread_by_layer",
    "thinned_networks",
    "timings",
    "training_loop",
    "truth_bars",
    "unit_fields",
    "unit_paths",
    "units_as_pictures",
    "units_for_parity",
    "units_on",
    "weight_paths",
    "weights_as_picture",
]
