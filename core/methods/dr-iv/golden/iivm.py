"""Writes iivm.json: the interactive instrument model in NumPy on iv_late.csv (of the instrument kit's golden folder).

Without folds: outcome lines and logits of take-up by instrument value, a logit of the instrument, all on x1 and x2.
Run as: python iivm.py PATH_OF_iv_late.csv
"""

import json
import sys

import numpy as np
import pandas as pd

data = pd.read_csv(sys.argv[1])
X = np.column_stack([np.ones(len(data)), data["x1"], data["x2"]])
z, d, y = (data[name].to_numpy(float) for name in ("z", "d", "y"))


def logit(A, b):
    beta = np.zeros(A.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-A @ beta))
        step = np.linalg.solve(A.T @ (A * (p * (1 - p))[:, None]), A.T @ (b - p))
        beta += step
        if np.abs(step).max() < 1e-13:
            break
    return lambda B: 1 / (1 + np.exp(-B @ beta))


def ols(A, b):
    beta = np.linalg.lstsq(A, b, rcond=None)[0]
    return lambda B: B @ beta


m = logit(X, z)(X)
g = [ols(X[z == v], y[z == v])(X) for v in (0, 1)]
r = [logit(X[z == v], d[z == v])(X) for v in (0, 1)]
psi = lambda v, e: e[1] - e[0] + z * (v - e[1]) / m - (1 - z) * (v - e[0]) / (1 - m)
a, b = psi(y, g), psi(d, r)
theta = a.mean() / b.mean()
influence = (a - theta * b) / b.mean()
out = {
    "numpy": np.__version__,
    "late": theta,
    "standardError": np.sqrt((influence**2).mean() / len(y)),
    "compliers": b.mean(),
    "itt": a.mean(),
}
with open("iivm.json", "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
