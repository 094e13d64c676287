"""Smallest sums of distances by scipy.optimize.linear_sum_assignment, for optimal.test.ts.

python optimal.py [lalonde.csv] > optimal.json        (numpy 2.4.6, scipy 1.17.1, statsmodels 0.15.0)

Empty places cost `penalty` times ratio, ratio - 1, ..., 1 from a seeker's first place to its last, on columns of their
own; pairs beyond the caliper cost infinity's stand-in. The public job-training study is read where it is given; only
its sums are kept.
"""

import json
import sys

import numpy as np
import scipy
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist


def smallest(distance, ratio, limit):
    seekers, candidates = distance.shape
    far = distance > limit
    penalty = (distance.max() + 1) * (seekers * ratio + 1)
    forbidden = 10 * penalty * ratio
    places = np.repeat(np.where(far, forbidden, distance), ratio, axis=0)
    empty = np.full((seekers * ratio, seekers * ratio), forbidden)
    np.fill_diagonal(empty, penalty * (ratio - np.arange(seekers * ratio) % ratio))
    rows, columns = linear_sum_assignment(np.hstack([places, empty]))
    own = columns < candidates
    return {
        "ratio": ratio,
        "limit": None if np.isinf(limit) else limit,
        "pairs": int(own.sum()),
        "total": float(places[rows[own], columns[own]].sum()),
    }


def simulated():
    rng = np.random.default_rng(11)
    points = np.round(rng.normal(size=(200, 3)), 4)
    points[:60] += 0.5
    points = np.round(points, 4)
    line = cdist(points[:60, :1], points[60:, :1])
    space = cdist(points[:60], points[60:])
    calipers = [(1, np.inf), (2, np.inf), (3, np.inf), (1, 0.05), (2, 0.2), (3, 0.1)]
    wider = [(1, np.inf), (2, np.inf), (3, np.inf), (1, 0.8), (2, 1.0), (3, 0.6)]
    return {
        "seekers": 60,
        "points": points.tolist(),
        "line": [smallest(line, *each) for each in calipers],
        "space": [smallest(space, *each) for each in wider],
    }


def job_training(path):
    import pandas as pd
    import statsmodels.api as sm

    data = pd.read_csv(path)
    x = data[["age", "educ", "married", "nodegree", "re74", "re75"]].astype(float)
    for race in ("hispan", "white"):
        x[race] = (data.race == race).astype(float)
    treated = data.treat.to_numpy() == 1
    score = sm.Logit(data.treat, sm.add_constant(x)).fit(disp=0, method="newton", tol=1e-14).predict()
    values = x.to_numpy()
    within = np.vstack([values[side] - values[side].mean(0) for side in (treated, ~treated)])
    inverse = np.linalg.inv(within.T @ within / (len(values) - 2))
    mahalanobis = cdist(values[treated], values[~treated], "mahalanobis", VI=inverse)
    line = np.abs(score[treated][:, None] - score[~treated][None, :])
    return {
        "score": [smallest(line, *each) for each in [(1, np.inf), (2, np.inf), (1, 0.2 * score.std(ddof=1))]],
        "mahalanobis": [smallest(mahalanobis, *each) for each in [(1, np.inf), (2, np.inf), (1, 1.0)]],
    }


found = {"peer": f"scipy {scipy.__version__}", "simulated": simulated()}
if len(sys.argv) > 1:
    found["job training"] = job_training(sys.argv[1])
json.dump(found, sys.stdout)
