"""Writes obs.csv and golden.json for the meta-learners.

obs.csv is a cut of the generated set obs_confounded.csv (simulated, no licence attached). The numbers are
econml's TLearner and XLearner over scikit-learn's LinearRegression (dummies for plan, unpenalised logit for
the propensity), and a cross-fitted AIPW in closed form with folds (id − 1) % 5.
Run as: python golden.py FOLDER_WITH_THE_SET FILE_WITH_THE_NUMBERS
"""

import json
import sys

import pandas as pd

columns = ["x0", "x1", "x2", "x3", "x4", "x5", "plan", "d", "y"]
pd.read_csv(f"{sys.argv[1]}/obs_confounded.csv")[columns].to_csv("obs.csv", index=False)
reference = json.load(open(sys.argv[2]))
keys = ["t_learner_ols", "x_learner_ols", "crossfit_aipw_closed_form"]
golden = {"peers": reference["peers"], **{key: reference["results"][key] for key in keys}}
with open("golden.json", "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
