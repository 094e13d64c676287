"""Writes golden.json: Qini, AUUC and uplift@k of scores.csv.

scikit-uplift 0.5.1 and causalml 0.17.0 were run elsewhere on the same file (numpy 2.4.6, pandas 3.0.6); their numbers
are copied from that record. causalml sorts ties by an unstable sort whose order differs between processors, so for tied
scores its own formula is evaluated here with a stable sort.

usage: golden.py RECORD.json scores.csv golden.json
"""
import json, sys
import numpy as np, pandas as pd

record = json.load(open(sys.argv[1]))
frame = pd.read_csv(sys.argv[2])


def causalml_stable(score, outcome, treatment):
    order = np.argsort(-score, kind="stable")
    y, w = outcome[order], treatment[order]
    n = len(y)
    seen = np.arange(1, n + 1)
    treated, control = w.cumsum(), seen - w.cumsum()
    with np.errstate(all="ignore"):
        lift = pd.Series((y * w).cumsum() / treated - (y * (1 - w)).cumsum() / control)
        qini = pd.Series((y * w).cumsum() - (y * (1 - w)).cumsum() * treated / control)
    lift = pd.concat([pd.Series([0.0]), lift], ignore_index=True).interpolate()
    qini = pd.concat([pd.Series([0.0]), qini], ignore_index=True).interpolate()
    gain = lift * np.arange(n + 1)
    raw = qini.mean() - qini.iloc[-1] / 2
    return dict(auuc=gain.mean() / abs(gain.iloc[-1]), auuc_raw=gain.mean(), qini=raw / abs(qini.iloc[-1]), qini_raw=raw)


def sklift(key):
    own, curves = record["results"][f"{key}_sklift"], record["results"][f"{key}_sklift_curves"]
    table = own["uplift_by_percentile"]
    return dict(
        qini=own["qini_auc_normalised"], auuc=own["uplift_auc_normalised"],
        qini_area=curves["area_qini"], auuc_area=curves["area_uplift"], qini_last=curves["qini_last"],
        at_10=own["uplift_at_10"], at_30=own["uplift_at_30_overall"], at_30_by_group=own["uplift_at_30_by_group"],
        n_treatment=table["n_treatment"], n_control=table["n_control"], uplift=table["uplift"],
    )


def causalml(key):
    own = record["results"][f"{key}_causalml"]
    return dict(auuc=own["auuc_normalised"]["model"], auuc_raw=own["auuc_raw"]["model"],
                qini=own["qini_score_normalised"]["model"], qini_raw=own["qini_score_raw"]["model"])


y, w = frame.y.to_numpy(float), frame.w.to_numpy()
result = dict(
    peers=record["peers"], dataset=record["dataset"],
    sklift=dict(score=sklift("score_y"), score_tied=sklift("score_tied_y")),
    causalml=dict(score=causalml("score_y")),
    causalml_stable=dict(score_tied=causalml_stable(frame.score_tied.to_numpy(), y, w),
                         score_revenue=causalml_stable(frame.score.to_numpy(), frame.revenue.to_numpy(), w)),
)
json.dump(result, open(sys.argv[3], "w"), indent=1)
