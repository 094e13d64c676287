"""Writes distributions.golden.json: values of scipy, and of 60-digit decimal sums where scipy itself is off.

Run with scipy 1.17.1 from this folder: python distributions.golden.py
"""

import json
from decimal import Decimal, getcontext

import scipy
from scipy import special, stats

getcontext().prec = 60


def rows(function, *grids):
    found = []

    def walk(prefix, rest):
        if not rest:
            found.append([*prefix, float(function(*prefix))])
            return
        for value in rest[0]:
            walk([*prefix, value], rest[1:])

    walk([], list(grids))
    return [row for row in found if 1e-300 < abs(row[-1]) < 1e300]


def log_factorial(n):
    n, total = Decimal(n) + 1, Decimal(0)
    while n < 60:
        total -= n.ln()
        n += 1
    pi = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
    total += (n - Decimal("0.5")) * n.ln() - n + (2 * pi).ln() / 2
    terms = [(1, 12), (-1, 360), (1, 1260), (-1, 1680), (1, 1188), (-691, 360360), (1, 156)]
    return total + sum(Decimal(a) / b / n ** (2 * k + 1) for k, (a, b) in enumerate(terms))


def gamma_lower(a, x):
    x, term, total, n = Decimal(x), Decimal(1), Decimal(1), 0
    while term > total * Decimal("1e-25"):
        n += 1
        term *= x / (a + n)
        total += term
    return float(total * (-x + a * x.ln() - log_factorial(a)).exp())


PROBABILITIES = [1e-200, 1e-30, 1e-8, 0.001, 0.025, 0.3, 0.5, 0.6, 0.9, 0.999]
DF = [1, 2, 2.5, 7, 30, 398.6, 1e5]
golden = {
    "scipy": scipy.__version__,
    "normalSf": rows(lambda x: stats.norm.sf(x), [-8, -1.5, -0.3, 0, 0.1, 0.67, 0.68, 1.959964, 5.6, 5.7, 12.25, 25, 37.5]),
    "normalQuantile": rows(lambda p: special.ndtri(p), PROBABILITIES),
    "studentSf": rows(lambda t, df: 0.5 * special.betaincc(0.5, df / 2, t * t / (df + t * t)) if t * t < df else 0.5 * special.betainc(df / 2, 0.5, df / (df + t * t)),
                      [1e-5, 0.3, 1, 1.96, 6, 40], DF),
    "chiSquaredSf": rows(lambda x, df: special.gammaincc(df / 2, x / 2), [1e-5, 0.5, 3.84, 30, 400, 1200], [1, 2, 5, 30.5, 500]),
    "chiSquaredCdf": rows(lambda x, df: special.gammainc(df / 2, x / 2), [1e-5, 0.5, 3.84, 30, 400], [1, 2, 5, 30.5, 500]),
    "fSf": rows(lambda x, a, b: special.betaincc(a / 2, b / 2, a * x / (a * x + b)), [0.01, 0.9, 4, 50], [1, 3, 20], [2, 11, 250]),
    "betaCdf": rows(lambda x, a, b: special.betainc(a, b, x), [1e-6, 0.05, 0.5, 0.93], [0.3, 1, 4.5, 120], [0.3, 1, 4.5, 120]),
    "binomialCdf": rows(lambda k, n, p: special.bdtr(k, n, p), [0, 3, 17, 49], [50], [0.01, 0.3, 0.9]),
    "binomialQuantile": rows(lambda p, n, c: stats.binom.ppf(p, n, c), [0.001, 0.5, 0.975], [10, 1000], [0.02, 0.5]),
    "logGamma": rows(lambda a: special.gammaln(a), [1e-10, 0.001, 0.5, 1.5, 5.5, 14.9, 15.1, 1000, 1e10]),
    "gammaLowerDecimal": [[a, x, gamma_lower(a, x)] for a, x in [(1000, 700.5), (10**6, 994398.1600147608), (10**6, 1000000.5)]],
}
with open("distributions.golden.json", "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
