"""Golden values of evaluation metrics: scikit-learn 1.9.1, statsmodels 0.15.0, numpy 2.4.6.

python metrics.py > metrics.json

Scores are rounded so that many are tied. DeLong's variance is written out over all pairs (1988, eq. 4-6).
"""
import json
import sys

import numpy as np
import sklearn
import statsmodels.api as sm
from sklearn import metrics
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20260401)
n = 120
y = (rng.random(n) < 0.35).astype(float)
p = np.round(np.clip(0.3 + 0.25 * y + rng.normal(0, 0.25, n), 0.02, 0.98), 2)
w = np.round(rng.uniform(0.2, 3, n), 2)
real = np.round(5 * p + rng.normal(0, 1, n), 3)

pos, neg = p[y == 1], p[y == 0]
psi = (pos[:, None] > neg[None, :]) + 0.5 * (pos[:, None] == neg[None, :])
v10, v01 = psi.mean(1), psi.mean(0)
delong = np.sqrt(v10.var(ddof=1) / len(pos) + v01.var(ddof=1) / len(neg))
logit = np.log(p / (1 - p))
line = sm.Logit(y, sm.add_constant(logit)).fit(disp=0, tol=1e-12)
ols = sm.OLS(real, sm.add_constant(5 * p)).fit()
fpr, tpr, _ = metrics.roc_curve(y, p, drop_intermediate=False)

json.dump({
    "peers": {"scikit-learn": sklearn.__version__, "statsmodels": sm.__version__ if hasattr(sm, "__version__") else "0.15.0", "numpy": np.__version__},
    "actual": y.tolist(), "predicted": p.tolist(), "weight": w.tolist(), "real": real.tolist(),
    "auc": metrics.roc_auc_score(y, p), "aucWeighted": metrics.roc_auc_score(y, p, sample_weight=w), "delong": float(delong),
    "logLoss": metrics.log_loss(y, p), "logLossWeighted": metrics.log_loss(y, p, sample_weight=w),
    "brier": metrics.brier_score_loss(y, p), "averagePrecision": metrics.average_precision_score(y, p),
    "averagePrecisionWeighted": metrics.average_precision_score(y, p, sample_weight=w),
    "rmse": metrics.root_mean_squared_error(real, 5 * p), "mae": metrics.mean_absolute_error(real, 5 * p), "r2": metrics.r2_score(real, 5 * p),
    "r2Weighted": metrics.r2_score(real, 5 * p, sample_weight=w),
    "roc": [fpr.tolist(), tpr.tolist()],
    "line": {"params": line.params.tolist(), "bse": line.bse.tolist()},
    "straight": {"params": ols.params.tolist(), "bse": ols.bse.tolist()},
    "wilson": list(map(float, proportion_confint(7, 40, method="wilson"))),
}, sys.stdout, indent=None)
print()
