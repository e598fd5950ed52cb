"""The parts of the page Figures: the question at the left, the answer at the right."""
