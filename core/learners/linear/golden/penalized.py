"""Golden values of penalised regressions: scikit-learn 1.9.1, numpy 2.4.6.

python penalized.py ../shared/reference/data/obs_confounded.csv > penalized.json

The columns are standardised (population standard deviation), "plan" enters as one 0/1 column per level,
standardised too, and coefficients are brought back to the original scale: this is what our learner
documents. Our strength is per unit of the standardised outcome, so alpha is translated per estimator.
"""
import json
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, Ridge

frame = pd.read_csv(sys.argv[1]).head(600)
numbers = ["x0", "x1", "x2", "x3", "x4", "x5"]
levels = list(dict.fromkeys(frame["plan"]))
raw = np.column_stack([frame[numbers].to_numpy(float)] + [(frame["plan"] == level).to_numpy(float) for level in levels])
names = numbers + [f"plan = {level}" for level in levels]
mean, sd = raw.mean(0), raw.std(0)
x = (raw - mean) / sd
y = frame["y"].to_numpy(float)
d = frame["d"].to_numpy(float)
w = frame["wt"].to_numpy(float)
n, spread = len(y), y.std()


def back(call, coef, intercept, **extra):
    b = np.ravel(coef) / sd
    return {"call": call, "intercept": float(np.ravel(intercept)[0] - b @ mean), "coefficients": dict(zip(names, map(float, b))), **extra}


results = {}
fit = Ridge(alpha=0.1 * n, tol=1e-14, solver="cholesky").fit(x, y)
results["ridge"] = back("Ridge(alpha=strength * n)", fit.coef_, fit.intercept_, strength=0.1)
fit = Lasso(alpha=0.05 * spread, tol=1e-14, max_iter=10**6).fit(x, y)
results["lasso"] = back("Lasso(alpha=strength * sd(y))", fit.coef_, fit.intercept_, strength=0.05)
l1, l2 = 0.05 * 0.3 * spread, 0.05 * 0.7
fit = ElasticNet(alpha=l1 + l2, l1_ratio=l1 / (l1 + l2), tol=1e-14, max_iter=10**6).fit(x, y)
results["elastic-net"] = back("ElasticNet(alpha=l1 + l2, l1_ratio=l1 / (l1 + l2)); l1 = strength * mix * sd(y), l2 = strength * (1 - mix)", fit.coef_, fit.intercept_, strength=0.05, mix=0.3)

wmean = np.average(raw, axis=0, weights=w)
wsd = np.sqrt(np.average((raw - wmean) ** 2, axis=0, weights=w))
fit = Ridge(alpha=0.1 * w.sum(), solver="cholesky").fit((raw - wmean) / wsd, y, sample_weight=w)
b = fit.coef_ / wsd
results["ridge-weighted"] = {"call": "Ridge(alpha=strength * sum(wt)).fit(..., sample_weight=wt), standardised with the weights", "strength": 0.1,
                             "intercept": float(fit.intercept_ - b @ wmean), "coefficients": dict(zip(names, map(float, b)))}

for key, kind, strength in [("logistic-ridge", dict(l1_ratio=0.0), 0.05), ("logistic-lasso", dict(l1_ratio=1.0), 0.03), ("logistic-elastic-net", dict(l1_ratio=0.4), 0.03)]:
    solver = "newton-cholesky" if kind["l1_ratio"] == 0.0 else "saga"
    fit = LogisticRegression(C=1 / (strength * n), solver=solver, tol=1e-12, max_iter=10**6, random_state=0, **kind).fit(x, d)
    results[key] = back(f"LogisticRegression(C=1 / (strength * n), {kind}, solver={solver!r}, tol=1e-12)", fit.coef_, fit.intercept_, strength=strength, mix=kind["l1_ratio"])

json.dump({"dataset": "obs_confounded.csv, first 600 rows", "peers": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "results": results}, sys.stdout, indent=1)
print()
