"""Writes the fixtures and golden.json of the ab-test method.

Takes the generated sets rct_hte.csv and obs_confounded.csv (simulated, no licence attached); run as
python golden.py FOLDER_WITH_THE_SETS with statsmodels 0.15.0, scipy 1.17.1, pandas 3.0.6.
"""

import json
import sys

import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

rct = pd.read_csv(f"{sys.argv[1]}/rct_hte.csv")[["w", "y", "spend", "x0", "x1"]]
obs = pd.read_csv(f"{sys.argv[1]}/obs_confounded.csv")[["d", "y", "ybin", "cluster"]]
rct.to_csv("rct.csv", index=False)
obs.to_csv("obs.csv", index=False)


def row(fit, name):
    return {"value": fit.params[name], "se": fit.bse[name], "p": fit.pvalues[name], "ci": list(fit.conf_int().loc[name])}


def welch(a, b):
    test = stats.ttest_ind(a, b, equal_var=False)
    return {"value": a.mean() - b.mean(), "p": test.pvalue, "df": test.df, "ci": list(test.confidence_interval())}


def cuped(columns):
    x = rct[columns] - rct[columns].mean()
    slopes = np.linalg.solve(np.atleast_2d(np.cov(x.T)), [rct.y.cov(rct[c]) for c in columns])
    return {"slopes": list(slopes), **row(smf.ols("yc ~ w", rct.assign(yc=rct.y - x @ slopes)).fit(cov_type="HC2"), "w")}


def ratio(arm):
    part = rct[rct.w == arm]
    base = 3 + part.x1**2
    # Σy/Σb is weighted least squares of y/b on a constant; HC1 is the delta method with n − 1.
    fit = sm.WLS(part.spend / base, np.ones(len(part)), weights=base).fit(cov_type="HC1")
    return {"value": fit.params.iloc[0], "se": fit.bse.iloc[0]}


k1, n1, k0, n0 = obs.ybin[obs.d == 1].sum(), (obs.d == 1).sum(), obs.ybin[obs.d == 0].sum(), (obs.d == 0).sum()
p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
golden = {
    "peers": {"statsmodels": statsmodels.__version__, "scipy": scipy.__version__, "pandas": pd.__version__},
    "welch": welch(rct.y[rct.w == 1], rct.y[rct.w == 0]),
    "hc2": row(smf.ols("y ~ w", rct).fit(cov_type="HC2"), "w"),
    "cupedOne": cuped(["x0"]),
    "cupedTwo": cuped(["x0", "x1"]),
    "ratio": [ratio(0), ratio(1)],
    "proportions": {
        "p": proportions_ztest([k1, k0], [n1, n0])[1],
        "newcombe": list(confint_proportions_2indep(k1, n1, k0, n0, method="newcomb")),
        "wilson": [list(proportion_confint(k, n, method="wilson")) for k, n in [(k0, n0), (k1, n1)]],
    },
    "cluster": row(smf.ols("y ~ d", obs).fit(cov_type="cluster", cov_kwds={"groups": obs.cluster}, use_t=True), "d"),
    "sampleRatio": {"statistic": stats.chisquare([1967, 2033])[0], "p": stats.chisquare([1967, 2033])[1]},
    "adjust": {"p": p, "holm": list(multipletests(p, method="holm")[1]), "bh": list(multipletests(p, method="fdr_bh")[1])},
}
with open("golden.json", "w") as file:
    json.dump(golden, file, indent=1, default=float)
    file.write("\n")
