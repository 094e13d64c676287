"""Makes forest.golden.json: out-of-bag and held-out quality of scikit-learn's forests on rct_hte.csv (even ids train).
Run: python forest.golden.py path/to/rct_hte.csv > forest.golden.json"""
import hashlib, json, sys
import numpy as np, pandas as pd, sklearn
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import roc_auc_score

path = sys.argv[1]
frame = pd.read_csv(path)
features = [f"x{j}" for j in range(9)] + ["is_new", "w"]
train = (frame["id"] % 2 == 0).to_numpy()
X = frame[features].to_numpy()
common = dict(n_estimators=200, max_features=4, min_samples_leaf=5, oob_score=True, random_state=1)
rmse = lambda answer, truth: float(np.sqrt(np.mean((answer - truth) ** 2)))
y, conv = frame["y"].to_numpy(), frame["conv"].to_numpy()
number = RandomForestRegressor(**common).fit(X[train], y[train])
binary = RandomForestClassifier(**common).fit(X[train], conv[train])
share = binary.predict_proba(X[~train])[:, 1]
numbers = dict(
    regression=dict(outcome="y", rmse=rmse(number.predict(X[~train]), y[~train]), oob=rmse(number.oob_prediction_, y[train])),
    binary=dict(outcome="conv", rmse=rmse(share, conv[~train]), oob=rmse(binary.oob_decision_function_[:, 1], conv[train]),
                auc=float(roc_auc_score(conv[~train], share))),
)
print(json.dumps(dict(system="scikit-learn " + sklearn.__version__, data="rct_hte.csv", sha256=hashlib.sha256(open(path, "rb").read()).hexdigest(),
                      features=features, split="even ids train, odd ids are held out", parameters=common, numbers=numbers), indent=1))
