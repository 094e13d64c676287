"""Writes two-stage.json: R- and DR-learner with straight lines, in NumPy, on obs.csv with folds row % 5.

The same regression with a linear assignment model is first held to the record r_learner_ols (OLS of ry on rd*[1, X]).
Run as: python two-stage.py FILE_WITH_THE_RECORD
"""

import json
import sys

import numpy as np
import pandas as pd

data = pd.read_csv("obs.csv")
plan = pd.get_dummies(data["plan"]).astype(float).iloc[:, 1:]
X = np.column_stack([np.ones(len(data)), data[[f"x{j}" for j in range(6)]], plan])
d, y = data["d"].to_numpy(float), data["y"].to_numpy(float)
fold = np.arange(len(data)) % 5


def ols(A, b, w=None):
    w = np.ones(len(b)) if w is None else w
    return np.linalg.solve(A.T @ (A * w[:, None]), A.T @ (w * b))


def logit(A, b):
    beta = np.zeros(A.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-A @ beta))
        step = np.linalg.solve(A.T @ (A * (p * (1 - p))[:, None]), A.T @ (b - p))
        beta += step
        if np.abs(step).max() < 1e-12:
            break
    return beta


def crossed(predict):
    out = np.zeros(len(y))
    for f in range(5):
        out[fold == f] = predict(fold != f, fold == f)
    return out


def line(target, weight):
    beta = ols(X, target, weight)
    scores = X * (weight * (target - X @ beta))[:, None]
    bread = np.linalg.inv(X.T @ (X * weight[:, None]))
    n, k = X.shape
    cov = bread @ (scores.T @ scores) @ bread * n / (n - k)
    return X @ beta, np.sqrt(np.einsum("ij,jk,ik->i", X, cov, X))


m = crossed(lambda tr, te: X[te] @ ols(X[tr], y[tr]))
e_line = crossed(lambda tr, te: X[te] @ ols(X[tr], d[tr]))
check, _ = line((y - m) / (d - e_line), (d - e_line) ** 2)
record = json.load(open(sys.argv[1]))["results"]["r_learner_ols"]
assert np.allclose(check[:10], record["first10"], rtol=0, atol=1e-9), "the record is not reproduced"

e = crossed(lambda tr, te: 1 / (1 + np.exp(-X[te] @ logit(X[tr], d[tr]))))
assert e.min() > 0.01 and e.max() < 0.99
r_effect, r_error = line((y - m) / (d - e), (d - e) ** 2)
mu = [crossed(lambda tr, te: X[te] @ ols(X[tr & (d == a)], y[tr & (d == a)])) for a in (0, 1)]
psi = mu[1] - mu[0] + d * (y - mu[1]) / e - (1 - d) * (y - mu[0]) / (1 - e)
dr_effect, dr_error = line(psi, np.ones(len(y)))
pooled = ols(np.column_stack([X, d]), y)
out = {
    "numpy": np.__version__,
    "r": {"effects": r_effect[:10].tolist(), "errors": r_error[:10].tolist(), "mean": r_effect.mean()},
    "dr": {"effects": dr_effect[:10].tolist(), "errors": dr_error[:10].tolist(), "mean": dr_effect.mean()},
    "s": {"effect": pooled[-1]},
}
with open("two-stage.json", "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
