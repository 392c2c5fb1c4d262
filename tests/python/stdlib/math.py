"""math: every function on ordinary, special and wrong arguments."""
# needs: math
import math

inf, nan = float("inf"), float("nan")
VALUES = [0, 1, -1, 0.5, -0.5, 2, 10, 100.25, -7.75, 1e-10, 1e10, 1e300, inf, -inf, nan, True, 2**70, -0.0]
BAD = [None, "a", [], 1j, 10**400]


def attempt(f, *args):
    try:
        r = f(*args)
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)
    if type(r) is float and r == r and abs(r) != inf:
        return "%.12g" % r  # the last digits are the C library's
    return r


# === One argument ===
ONE = "acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs floor frexp gamma isfinite isinf isnan lgamma log log10 log1p log2 modf radians sin sinh sqrt tan tanh trunc ulp"
for name in ONE.split():
    print(name, [attempt(getattr(math, name), v) for v in VALUES + BAD], attempt(getattr(math, name)))

# === Two arguments ===
for name in "atan2 copysign fmod remainder pow log hypot nextafter isclose".split():
    f = getattr(math, name)
    print(name, [attempt(f, a, b) for a in (0, -1.5, 2, 7, inf, nan) for b in (0, -0.0, 2, -3, 10, inf, nan)], attempt(f, "a", 1), attempt(f, 1, None))
print([attempt(math.ldexp, a, b) for a in (0.5, -3, inf) for b in (0, 5, -5, 2000, -2000, 10**20, -(10**20))], attempt(math.ldexp, 1, 1.5))

# === Integers ===
for f in (math.factorial, math.isqrt):
    print(f.__name__, [attempt(f, n) for n in (0, 1, 5, 20, 30, 10**12, -1, 1.0, "a", True) if not (f is math.factorial and n == 10**12)])
assert math.isqrt(10**60) == 10**30 and math.isqrt(10**60 - 1) == 10**30 - 1 and math.isqrt(2**125) ** 2 <= 2**125
print(math.gcd(), math.gcd(12), math.gcd(12, -18), math.gcd(2**70, 2**65 * 3), math.gcd(0, 0), math.lcm(), math.lcm(4, 6), math.lcm(0, 5), math.lcm(2**40, 3**30), attempt(math.gcd, 1.5), attempt(math.lcm, "a"))
print([math.comb(n, k) for n, k in ((5, 2), (50, 25), (5, 6), (0, 0), (100, 3))], [math.perm(n, k) for n, k in ((5, 2), (10, 10), (5, 6))], math.perm(5), attempt(math.comb, -1, 1), attempt(math.comb, 5, -1), attempt(math.perm, 5, -1), attempt(math.comb, 5.0, 1))
print(attempt(math.log, 10**400), attempt(math.log, 8, 2), attempt(math.log, 0), attempt(math.log, -1), attempt(math.log2, 2**1000), attempt(math.log10, 10**50), attempt(math.log, 2, 1), attempt(math.log, 1, 2, 3))

# === Sums and products ===
print(math.fsum([0.1] * 10), math.fsum([1e100, 1, -1e100]), math.fsum([]), attempt(math.fsum, [inf, -inf]), attempt(math.fsum, [1e308, 1e308]), attempt(math.fsum, ["a"]), math.prod([1, 2, 3]), math.prod([]), math.prod([2, 3], start=5), math.prod([1.5, 2]), math.prod([2**40] * 3), attempt(math.prod, ["a"]), math.sumprod([1, 2], [3, 4]), attempt(math.sumprod, [1], [1, 2]), math.sumprod([0.1] * 3, [1] * 3))
print(math.dist((0, 0), (3, 4)), attempt(math.dist, (1,), (1, 2)), math.hypot(3, 4, 12), math.hypot(), math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1, rel_tol=0.2), attempt(lambda: math.isclose(1, 1, rel_tol=-1)), math.fma(2, 3, 4), attempt(math.fma, inf, 0, 1))
print(math.pi, math.e, math.tau, math.inf, math.nan)


class F:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __float__(self):
        return 4.0


print(math.floor(F()), math.ceil(F()), math.trunc(F()), math.sqrt(F()), math.floor(2.5), math.ceil(-2.5), type(math.floor(2.5)).__name__, attempt(math.floor, "a"))
