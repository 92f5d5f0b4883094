"""How long training takes: ours, the loop of the textbooks, and PyTorch, side by side in one run.

    python tests/bench/training.py [--iterations 2500] [--repeats 3] [--json FILE]

All train the same network from the same weights on the course's cats, in float64, taking turns, so that
whatever else the computer does disturbs them alike. What is compared is their medians, and their costs.
The environment variable OPENBLAS_NUM_THREADS says on how many threads; PyTorch is given as many.
"""

import argparse
import itertools
import json
import os
import platform
import statistics
from pathlib import Path
from time import perf_counter

import numpy as np
from tqdm import tqdm

from datasets import load_cats
from utils.deep_network_application import L_layer_model

THREADS = os.environ.get("OPENBLAS_NUM_THREADS")
COST_INTERVAL = 100
LAYER_DIMS = [12288, 20, 7, 5, 1]
LEARNING_RATE = 0.0075
SEED = 3


def train_as_in_the_course(X, Y, num_iterations):
    """Costs 0, 100, 200, ... of `L_layer_model`."""
    rng = np.random.RandomState(SEED)
    return L_layer_model(X, Y, LAYER_DIMS, LEARNING_RATE, num_iterations, rng)[1]


def draw_weights(layer_dims=LAYER_DIMS, rng=None):
    """W1, b1, W2, b2, ... as two lists, drawn as the course draws them."""
    rng = np.random.RandomState(SEED) if rng is None else rng
    W = [
        rng.standard_normal((n, n_prev)) / np.sqrt(n_prev)
        for n_prev, n in itertools.pairwise(layer_dims)
    ]
    return W, [np.zeros((n, 1)) for n in layer_dims[1:]]


def descend_as_in_textbooks(X, Y, W, b, learning_rate, num_iterations):
    """Change `W` and `b` in place, the plain way, and give all costs.

    Nothing is left out: the sigmoid's slope follows the loss's, every layer's dA is computed, dA0 too.
    """
    m, L, costs = X.shape[1], len(W), []
    for _ in range(num_iterations):
        A, Z = [X], []
        for layer in range(L):
            Z.append(np.dot(W[layer], A[layer]) + b[layer])
            last = layer == L - 1
            A.append(1 / (1 + np.exp(-Z[layer])) if last else np.maximum(0, Z[layer]))
        AL = A[L]
        cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m
        costs.append(float(cost))
        dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
        dW, db = [None] * L, [None] * L
        for layer in reversed(range(L)):
            if layer == L - 1:
                s = 1 / (1 + np.exp(-Z[layer]))
                dZ = dA * s * (1 - s)
            else:
                dZ = np.array(dA, copy=True)
                dZ[Z[layer] <= 0] = 0
            dW[layer] = np.dot(dZ, A[layer].T) / m
            db[layer] = np.sum(dZ, axis=1, keepdims=True) / m
            dA = np.dot(W[layer].T, dZ)
        for layer in range(L):
            W[layer] -= learning_rate * dW[layer]
            b[layer] -= learning_rate * db[layer]
    return costs


def train_as_in_textbooks(X, Y, num_iterations):
    """Costs 0, 100, 200, ... of the loop that everybody writes."""
    return descend_as_in_textbooks(X, Y, *draw_weights(), LEARNING_RATE, num_iterations)[
        ::COST_INTERVAL
    ]


def trainer_in_torch():
    """What trains with PyTorch on the CPU; None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    if THREADS:
        torch.set_num_threads(int(THREADS))

    def train(X, Y, num_iterations):
        W, b = draw_weights()
        X, Y = torch.from_numpy(np.ascontiguousarray(X.T)), torch.from_numpy(Y.T.astype(float))
        layers = []
        for weights, biases in zip(W, b, strict=True):
            linear = torch.nn.Linear(*weights.shape[::-1], dtype=torch.float64)
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(weights))
                linear.bias.copy_(torch.from_numpy(biases[:, 0]))
            layers += [linear, torch.nn.ReLU()]
        network = torch.nn.Sequential(*layers[:-1])
        loss = torch.nn.BCEWithLogitsLoss()
        optimizer = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE)
        costs = []
        for i in range(num_iterations):
            optimizer.zero_grad()
            cost = loss(network(X), Y)
            if i % COST_INTERVAL == 0:
                costs.append(cost.item())
            cost.backward()
            optimizer.step()
        return costs

    return train


def compare(trainers, X, Y, iterations, repeats):
    """Seconds of every run and the costs of the last, by trainer."""
    seconds, costs = {name: [] for name in trainers}, {}
    with tqdm(total=repeats * len(trainers), desc="training", leave=False) as bar:
        for repeat in range(repeats):
            # Forwards, then backwards: nobody always comes after the same one.
            for name in list(trainers)[:: 1 - 2 * (repeat % 2)]:
                bar.set_postfix_str(name)
                begin = perf_counter()
                costs[name] = trainers[name](X, Y, iterations)
                seconds[name].append(perf_counter() - begin)
                bar.update()
    return seconds, costs


def summarize(seconds, costs, first):
    """A record for each trainer, compared with the one called `first`."""
    median = {name: statistics.median(runs) for name, runs in seconds.items()}
    return {
        name: {
            "seconds": [round(run, 4) for run in runs],
            "median": round(median[name], 4),
            "times_ours": round(median[name] / median[first], 2),
            "cost_difference": float(np.abs(np.subtract(costs[name], costs[first])).max()),
        }
        for name, runs in seconds.items()
    }


def table(records):
    """The records as lines of text."""
    lines = [f"{'':<12}{'median':>10}{'of ours':>10}{'costs differ by':>18}"]
    for name, record in records.items():
        lines.append(
            f"{name:<12}{record['median']:>8.2f} s{record['times_ours']:>9.1f}×"
            f"{record['cost_difference']:>18.1e}"
        )
    return "\n".join(lines)


def main(options):
    """Run the comparison, print its table, and write it where that was asked for."""
    cats = load_cats()
    X, Y = cats.train_set_x.reshape(len(cats.train_set_x), -1).T / 255, cats.train_set_y
    trainers = {"ours": train_as_in_the_course, "textbook": train_as_in_textbooks}
    torch = trainer_in_torch()
    if torch:
        trainers["PyTorch"] = torch
    else:
        print("PyTorch is not installed, so it is left out (pip install torch brings it in).")
    records = summarize(*compare(trainers, X, Y, options.iterations, options.repeats), "ours")
    print(f"{LAYER_DIMS}, {options.iterations} iterations, {X.shape[1]} pictures, ", end="")
    print(f"threads: {THREADS or 'as many as there are'}")
    print(table(records))
    if options.json:
        setting = {
            "layer_dims": LAYER_DIMS,
            "iterations": options.iterations,
            "examples": X.shape[1],
            "threads": THREADS,
            "processor": platform.processor() or platform.machine(),
            "cores": os.cpu_count(),
        }
        options.json.write_text(
            json.dumps({"setting": setting, "results": records}, indent=2) + "\n"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--iterations", type=int, default=2500, help="steps of gradient descent")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each, taking turns")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results here as well")
    main(parser.parse_args())
