"""Results in words: cards, the class page, JSON, and nbgrader's gradebook."""
