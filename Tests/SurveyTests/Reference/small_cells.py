"""Looks for hidden cells by linear programming, with scipy's HiGHS.

Reads from standard input a list of cases; each has `unknowns` (how many), `facts` (columns, answers, satisfied: sums that
were published), `caps` (columns, most: completed dossiers) and `secrets` (columns, answers: the truth). For each unknown
there are two variables, answers and satisfied ones, with 0 <= satisfied <= answers. Writes for each case the secrets whose
number of answers can have only one whole value.
"""

import json
import math
import sys

import numpy
from scipy.optimize import linprog
from scipy.sparse import lil_matrix


def pinned(case):
    count = case["unknowns"]
    equal = lil_matrix((2 * len(case["facts"]), 2 * count))
    sums = []
    for number, fact in enumerate(case["facts"]):
        for column in fact["columns"]:
            equal[2 * number, column] = 1
            equal[2 * number + 1, count + column] = 1
        sums += [fact["answers"], fact["satisfied"]]
    caps = case["caps"]
    above = lil_matrix((len(caps) + count, 2 * count))
    most = [cap["most"] for cap in caps] + [0] * count
    for number, cap in enumerate(caps):
        for column in cap["columns"]:
            above[number, column] = 1
    for column in range(count):
        above[len(caps) + column, count + column] = 1
        above[len(caps) + column, column] = -1
    equal, above = equal.tocsr(), above.tocsr()

    def best(goal):
        result = linprog(goal, A_ub=above, b_ub=most, A_eq=equal, b_eq=sums, method="highs")
        if result.status == 3:
            return -math.inf
        if result.status != 0:
            raise RuntimeError(result.message)
        return result.fun

    found = []
    for number, secret in enumerate(case["secrets"]):
        goal = numpy.zeros(2 * count)
        goal[secret["columns"]] = 1
        least, largest = best(goal), -best(-goal)
        if not least - 1e-6 <= secret["answers"] <= largest + 1e-6:
            raise RuntimeError("the truth is not among the possible values")
        if math.isfinite(largest) and math.floor(largest + 1e-6) <= math.ceil(least - 1e-6):
            found.append(number)
    return found


json.dump([pinned(case) for case in json.load(sys.stdin)], sys.stdout)
