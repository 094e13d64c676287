"""Golden models and answers of XGBoost 1.7.4 (Debian's python3-xgboost), numpy only besides.

Run: python3 make_xgboost.py DIR. Writes xgb_<name>.model.json (save_model) and xgb_golden.json with the
inputs, margins, predictions and path-dependent contributions of the first rows.
"""
import json
import sys

import numpy as np
import xgboost as xgb

out = sys.argv[1]
rng = np.random.default_rng(11)
n = 2000
X = np.column_stack([rng.normal(size=n), rng.integers(0, 6, n), rng.exponential(size=n), rng.integers(0, 2, n)]).astype(float)
X[rng.random(n) < 0.1, 0] = np.nan
signal = np.nan_to_num(X[:, 0]) + np.where(np.isin(X[:, 1], [1, 4]), 1.0, -0.5) + 0.3 * X[:, 2] * X[:, 3]
targets = {
    "binary:logistic": (rng.random(n) < 1 / (1 + np.exp(-signal))).astype(float),
    "reg:squarederror": signal + rng.normal(size=n),
    "count:poisson": rng.poisson(np.exp(0.4 * signal)).astype(float),
}
# Categories come from a table with a category column; without pandas they are marked by feature_types.
golden = {"peer": "xgboost " + xgb.__version__, "rows": [[None if np.isnan(v) else v for v in row] for row in X[:40].tolist()], "models": {}}
for objective, y in targets.items():
    for kind in ("numeric", "categories"):
        types = ["q", "c" if kind == "categories" else "q", "q", "q"]
        data = xgb.DMatrix(X, label=y, feature_names=["x0", "group", "x2", "flag"], feature_types=types, enable_categorical=True)
        params = dict(objective=objective, max_depth=4, eta=0.3, tree_method="hist", base_score=0.3, max_cat_to_onehot=2, seed=1, nthread=1)
        model = xgb.train(params, data, 8)
        name = "xgb_" + objective.split(":")[1] + "_" + kind
        model.save_model(out + "/" + name + ".model.json")
        rows = xgb.DMatrix(X[:40], feature_names=["x0", "group", "x2", "flag"], feature_types=types, enable_categorical=True)
        golden["models"][name] = {
            "margin": model.predict(rows, output_margin=True).tolist(),
            "predict": model.predict(rows).tolist(),
            "contributions": model.predict(rows, pred_contribs=True).tolist(),
        }
json.dump(golden, open(out + "/xgb_golden.json", "w"))
