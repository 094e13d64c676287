"""Held-out AUC of LightGBM 4.7.0 on three public sets: python lightgbm_auc.py ../shared/data > lightgbm_auc.json

Rows with index % 4 == 3 are held out. Text columns enter as pandas categories in order of first appearance;
nothing else is done to the data. Settings are LightGBM's defaults, written out; ours are the same by name.
"""
import json
import sys

import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import log_loss, roc_auc_score

SETS = {
    "uci_bank_marketing": dict(file="uci_bank_marketing.csv.gz", outcome="y", positive="yes", drop=["duration"]),
    "uci_credit_default_taiwan": dict(file="uci_credit_default_taiwan.csv.gz", outcome="default_next_month", positive=1, drop=["ID"]),
    "heloc_fico": dict(file="heloc_fico.csv", outcome="RiskPerformance", positive="Bad", drop=[]),
}
SETTINGS = dict(objective="binary", n_estimators=100, num_leaves=31, learning_rate=0.1, min_child_samples=20, min_child_weight=1e-3,
                max_bin=255, reg_lambda=0.0, cat_smooth=10, cat_l2=10, min_data_per_group=100, n_jobs=2, deterministic=True, verbose=-1)

results = {}
for name, how in SETS.items():
    frame = pd.read_csv(f"{sys.argv[1]}/{how['file']}", keep_default_na=False, na_values=[""])
    y = (frame[how["outcome"]] == how["positive"]).astype(int)
    x = frame.drop(columns=[how["outcome"], *how["drop"]])
    for column in x.columns:
        if not pd.api.types.is_numeric_dtype(x[column]):
            x[column] = pd.Categorical(x[column], categories=list(dict.fromkeys(x[column])))
    held = np.arange(len(x)) % 4 == 3
    p = lgb.LGBMClassifier(**SETTINGS).fit(x[~held], y[~held]).predict_proba(x[held])[:, 1]
    results[name] = {**how, "rows": len(x), "heldOut": int(held.sum()), "auc": float(roc_auc_score(y[held], p)), "logLoss": float(log_loss(y[held], p))}

json.dump({"peers": {"lightgbm": lgb.__version__}, "settings": SETTINGS, "split": "row index % 4 == 3 held out", "results": results}, sys.stdout, indent=1)
print()
