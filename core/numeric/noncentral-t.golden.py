"""Golden values of the noncentral Student distribution: scipy 1.17.1."""
import json
import sys
from scipy.stats import nct

CASES = [(t, df, shift) for df in (1, 3, 12, 200, 16812) for t in (-2.5, 0.4, 1.97, 6) for shift in (-1, 0, 0.7, 3)]
rows = [[t, df, shift, float(nct.cdf(t, df, shift)), float(nct.sf(t, df, shift))] for t, df, shift in CASES]
json.dump({"source": "scipy 1.17.1 stats.nct", "rows": rows}, sys.stdout)
