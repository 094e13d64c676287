"""Golden models and answers of LightGBM 4.7.0 for the corners of its format.

Run: python make_lightgbm.py DIR. Writes lgbm_<name>.txt and lgbm_golden.json with the inputs, raw answers and
predictions of the first rows. lgbm_reg and lgbm_bin_cat_nan come from another script (see README.md).
"""
import json
import sys

import lightgbm as lgb
import numpy as np

out = sys.argv[1]
rng = np.random.default_rng(5)
n = 1500
X = np.column_stack([rng.normal(size=n), rng.integers(0, 40, n), rng.exponential(size=n) * (rng.random(n) < 0.6), rng.integers(-2, 3, n)]).astype(float)
X[rng.random(n) < 0.1, 0] = np.nan
X[rng.random(n) < 0.05, 2] = np.nan
signal = np.nan_to_num(X[:, 0]) + (X[:, 1] % 3 == 1) - 0.5 * np.nan_to_num(X[:, 2]) + 0.2 * X[:, 3]
binary = (rng.random(n) < 1 / (1 + np.exp(-signal))).astype(float)
count = rng.poisson(np.exp(0.3 * signal)).astype(float)
base = dict(num_leaves=8, min_data_in_leaf=10, learning_rate=0.2, verbosity=-1, num_threads=1, seed=3, min_data_per_group=10)
cases = {
    "plain": (signal, dict(objective="regression")),
    "many_categories": (signal, dict(objective="regression", categorical_feature=[1], max_cat_to_onehot=1)),
    "forest": (signal, dict(objective="regression", boosting="rf", bagging_freq=1, bagging_fraction=0.6)),
    "slope": (binary, dict(objective="binary", sigmoid=2.0)),
    "poisson": (count, dict(objective="poisson")),
    "zero_missing": (signal, dict(objective="regression", zero_as_missing=True)),
    "no_missing": (signal, dict(objective="regression", use_missing=False)),
}
golden = {"peer": "lightgbm " + lgb.__version__, "rows": [[None if np.isnan(v) else v for v in row] for row in X[:60].tolist()], "models": {}}
for name, (y, params) in cases.items():
    params = {**base, **params}
    categories = params.pop("categorical_feature", "auto")
    model = lgb.train(params, lgb.Dataset(X, y, categorical_feature=categories), 6)
    model.save_model(f"{out}/lgbm_{name}.txt")
    golden["models"]["lgbm_" + name] = {"raw": model.predict(X[:60], raw_score=True).tolist(), "predict": model.predict(X[:60]).tolist()}
json.dump(golden, open(out + "/lgbm_golden.json", "w"))
