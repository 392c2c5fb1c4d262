"""Integers, floats, booleans: the operators."""

a = 7
b = 2
print(a + b, a - b, a * b, a // b, a % b, a / b, a ** b, -a)
print(a & b, a | b, a ^ b, a << b, a >> b, ~a)
print(a < b, a <= b, a == b, a != b, a >= b, a > b)
print(1.5 + 2, 1.5 * 2.0, 3.0 / 2, 7.5 // 2, 7.5 % 2, 2.0 ** 3)
print(True + True, not True, True and False, True or False, 5 and 0, 0 or 5)
print(1 < 2 < 3, 1 < 3 < 2, a is a, a is not b, None is None)
x = 10
x += 5
x -= 3
x *= 2
x //= 5
x **= 2
x %= 9
print(x)
print(2 ** 100, 2 ** 61 + 2 ** 61, -(2 ** 62) - 1, 10 ** 20 // 10 ** 18)
assert a + b == 9 and a % b == 1
print((1 + 2) * 3 - 4 / 2, 1 if a > b else 2, 0.1 + 0.2, 1e100, 100.0)
