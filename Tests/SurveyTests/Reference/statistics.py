"""Reference values from scipy, statsmodels and mpmath.

Reads a JSON list of [function, argument, …] from standard input and writes the list of results to standard output.
"""

import json
import sys

import mpmath
import numpy
from scipy import integrate, optimize, special, stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint


def wilson(k, n):
    return list(map(float, proportion_confint(k, n, alpha=0.05, method="wilson")))


def newcombe(k1, n1, k2, n2):
    return list(map(float, confint_proportions_2indep(k2, n2, k1, n1, method="newcomb", compare="diff")))


def special_functions(a, b):
    # scipy's betaln loses up to seven digits where b dwarfs a; mpmath has as many as it is asked for.
    mpmath.mp.dps = 40
    return [float(v) for v in (mpmath.log(mpmath.beta(a, b)), special.digamma(a), special.polygamma(1, a))]


def beta(a, b, x, p):
    d = stats.beta(a, b)
    return [float(v) for v in (d.cdf(x), d.sf(x), d.ppf(p))]


def probability_above(a1, b1, a2, b2):
    """On the logit scale, by adaptive quadrature."""

    def density(s):
        return numpy.exp(
            -a1 * numpy.logaddexp(0, -s) - b1 * numpy.logaddexp(0, s) - special.betaln(a1, b1)
        ) * special.betainc(a2, b2, special.expit(s))

    centre = special.logit(a1 / (a1 + b1))
    width = numpy.sqrt(special.polygamma(1, a1) + special.polygamma(1, b1))
    edges = centre + width * numpy.array([-60, -20, -8, -4, -2, -1, 0, 1, 2, 4, 8, 20, 60])
    return float(
        sum(
            integrate.quad(density, low, high, epsabs=1e-14, epsrel=1e-12, limit=400)[0]
            for low, high in zip(edges, edges[1:])
        )
    )


def fit(k, n):
    """The penalised marginal likelihood of BetaBinomialPrior, by another optimiser; returns alpha, beta, objective."""
    k, n = numpy.array(k), numpy.array(n)

    def objective(point):
        mean, size = special.expit(point[0]), numpy.exp(point[1])
        return (
            stats.betabinom.logpmf(k, n, mean * size, (1 - mean) * size).sum()
            + 0.5 * numpy.log(1 / (1 + size))
            + 0.5 * numpy.log(mean * (1 - mean))
        )

    bounds = [(-20, 20), (numpy.log(2), numpy.log(1e6))]
    best = min(
        (
            optimize.minimize(lambda p: -objective(p), [start, size], method="L-BFGS-B", bounds=bounds)
            for start in (0.5, 2.5)
            for size in (2.0, 5.0, 9.0)
        ),
        key=lambda result: result.fun,
    ).x

    def slope(point):
        mean, size = special.expit(point[0]), numpy.exp(point[1])
        a, b = mean * size, (1 - mean) * size
        da = (special.digamma(a + k) - special.digamma(a)).sum()
        db = (special.digamma(b + n - k) - special.digamma(b)).sum()
        ds = (special.digamma(size + n) - special.digamma(size)).sum()
        return [
            mean * (1 - mean) * size * (da - db) + 0.5 - mean,
            size * (mean * da + (1 - mean) * db - ds - 0.5 / (1 + size)),
        ]

    if best[1] > bounds[1][0] + 1e-6:
        best = optimize.root(slope, best, tol=1e-14).x
    else:
        best = [optimize.brentq(lambda m: slope([m, bounds[1][0]])[0], -20, 20, xtol=1e-14), bounds[1][0]]
    mean, size = special.expit(best[0]), numpy.exp(best[1])
    return [float(mean * size), float((1 - mean) * size), float(objective(best))]


def beta_binomial(k, n, a, b):
    d = stats.betabinom(n, a, b)
    return [float(d.pmf(k)), float(d.sf(k - 1)), float(d.cdf(k))]


def adjusted(p, method):
    return [float(v) for v in multipletests(p, method=method)[1]]


def fisher_less(issued_bad, bad, issued_good, good):
    table = [[issued_bad, bad - issued_bad], [issued_good, good - issued_good]]
    return float(stats.fisher_exact(table, alternative="less")[1])


def mantel_haenszel(strata):
    """The z of the Cochran–Mantel–Haenszel test, without continuity correction, negative when less is issued."""
    tables = [numpy.array([[a, m - a], [c, n - c]], dtype=float) for a, m, c, n in strata]
    result = StratifiedTable(tables).test_null_odds(correction=False)
    return float(numpy.sqrt(result.statistic))


def exact_strata(strata):
    total = numpy.array([1.0])
    for a, m, c, n in strata:
        total = numpy.convolve(total, stats.hypergeom(m + n, a + c, m).pmf(numpy.arange(0, m + 1)))
    return float(total[: sum(s[0] for s in strata) + 1].sum())


def longest_run(length, n, p):
    """Probability of a run of at least `length` in n trials, as a Markov chain of run lengths."""
    state = numpy.zeros(length + 1)
    state[0] = 1
    step = numpy.zeros((length + 1, length + 1))
    for i in range(length):
        step[i, 0] = 1 - p
        step[i, i + 1] = p
    step[length, length] = 1
    return float((state @ numpy.linalg.matrix_power(step, n))[length])


json.dump([globals()[name](*arguments) for name, *arguments in json.load(sys.stdin)], sys.stdout)
