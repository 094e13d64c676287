"""Quantiles and Freedman-Diaconis bins from numpy, for quantiles.test.ts. Prints JSON."""
import json
import numpy as np

x = np.array([((i * 7919) % 1009) / 7.0 - ((i * 31) % 17) ** 2 for i in range(400)])
shares = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1]
counts, edges = np.histogram(x, bins="fd")
print(json.dumps({"numpy": np.__version__, "shares": shares, "quantiles": np.quantile(x, shares).tolist(),
                  "edges": edges.tolist(), "counts": counts.tolist()}))
