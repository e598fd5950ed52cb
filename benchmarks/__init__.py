"""Speed and size, each against a floor measured in the same run: `python -m benchmarks`."""
