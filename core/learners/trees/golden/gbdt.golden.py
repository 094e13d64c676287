"""Makes gbdt.golden.json: held-out RMSE and AUC of LightGBM on rct_hte.csv (even ids train, odd ids are held out).
Run: python gbdt.golden.py path/to/rct_hte.csv > gbdt.golden.json"""
import hashlib, json, sys
import lightgbm as lgb, numpy as np, pandas as pd
from sklearn.metrics import roc_auc_score

path = sys.argv[1]
frame = pd.read_csv(path)
features = [f"x{j}" for j in range(10) if f"x{j}" in frame] + ["region", "segment", "is_new", "w"]
X = frame[features].copy()
for name in ("region", "segment"):
    X[name] = X[name].astype("category")
train = (frame["id"] % 2 == 0).to_numpy()
common = dict(num_leaves=15, learning_rate=0.1, max_bin=255, min_data_in_leaf=20, verbose=-1, num_threads=1, seed=1, deterministic=True)
numbers = {}
for key, objective, outcome in (("squared", "regression", "y"), ("logistic", "binary", "conv"), ("poisson", "poisson", "spend"),
                                ("quantile", "quantile", "y")):
    extra = dict(alpha=0.8) if objective == "quantile" else {}
    model = lgb.train(dict(objective=objective, **common, **extra), lgb.Dataset(X[train], frame[outcome][train]), 100)
    answer, truth = model.predict(X[~train]), frame[outcome][~train].to_numpy()
    numbers[key] = dict(outcome=outcome, rmse=float(np.sqrt(np.mean((answer - truth) ** 2))))
    if objective == "binary":
        numbers[key]["auc"] = float(roc_auc_score(truth, answer))
    if objective == "quantile":
        numbers[key]["pinball"] = float(np.mean(np.where(truth >= answer, 0.8 * (truth - answer), 0.2 * (answer - truth))))
print(json.dumps(dict(system="lightgbm " + lgb.__version__, data="rct_hte.csv", sha256=hashlib.sha256(open(path, "rb").read()).hexdigest(),
                      features=features, split="even ids train, odd ids are held out", parameters=common, trees=100, numbers=numbers), indent=1))
