"""Lists, tuples, dictionaries, sets, strings: the everyday operations."""

l = [3, 1, 2]
l.append(5)
l.sort()
print(l, len(l), l[0], l[-1], l[1:3], 2 in l, l + [9], l * 2, sum(l), max(l), min(l))
l[0] = "x"
del l[1]
l.insert(0, None)
print(l, l.index(3), l.pop(), l)
t = (1, "a", 2.5)
a, b, c = t
print(t, t[1], a, b, c, t + (4,), len(t), () == ())
d = {"one": 1, "two": 2}
d["three"] = 3
del d["one"]
print(d, d["two"], d.get("x"), d.get("x", 0), "two" in d, list(d), list(d.values()), list(d.items()), len(d))
for k, v in d.items():
    print(k, v)
s = {1, 2, 3}
s.add(4)
print(s, 2 in s, s | {9}, s & {1}, len(s))
text = "hello world"
print(text.upper(), text.split(), text[0], text[-5:], text.find("o"), text.replace("l", "L"), len(text), "wor" in text)
print("-".join(["a", "b"]), "%s is %d and %.2f" % ("x", 5, 1.5), f"{text!r} {l}", "a" + "b" * 3, text[::-1])
print([x * x for x in range(5) if x % 2], {x: x * x for x in range(3)}, sorted("bca"), list(zip("ab", (1, 2))), list(enumerate("ab")))
first, *rest = [1, 2, 3]
print(first, rest, [*rest, 4], {**d, "x": 1})
