"""From the files of a class to its results: courses and bundles, reading, repairing, grading."""
