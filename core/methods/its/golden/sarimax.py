"""Exact maximum likelihood of regressions with ARMA errors, run to the end: statsmodels 0.15.0. Standard errors of the
coefficients are those of generalised least squares at the estimated ARMA parameters, with innovations of variance
squares / (n - k)."""
import json, sys
import numpy as np, pandas as pd, statsmodels.api as sm
from statsmodels.tsa.arima_process import arma_acovf
d = pd.read_csv(sys.argv[1]); t = d.t.values.astype(float); n = len(t)
X = np.column_stack([np.ones(n), t, d.post, d.since, np.sin(2 * np.pi * t / 12), np.cos(2 * np.pi * t / 12)])
out = {}
for p, q in [(1, 0), (2, 0), (1, 1), (0, 1)]:
    m = sm.tsa.SARIMAX(d.y.values, exog=X, order=(p, 0, q))
    r = m.fit(disp=0, method='nm', maxiter=40000, xtol=1e-10, ftol=1e-13)
    r = m.fit(r.params, disp=0, method='bfgs', maxiter=2000, gtol=1e-9)
    ar, ma = list(r.params[6:6 + p]), list(r.params[6 + p:6 + p + q])
    acov = arma_acovf(np.r_[1, -np.array(ar)], np.r_[1, ma], n)
    S = acov[np.abs(np.subtract.outer(np.arange(n), np.arange(n)))]
    g = sm.GLS(d.y.values, X, sigma=S).fit()
    out[f'{p}{q}'] = dict(llf=r.llf, ar=ar, ma=ma, params=list(g.params), se=list(g.bse))
print(json.dumps(out, indent=1))
