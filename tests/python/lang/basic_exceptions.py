"""raise, try, except, else, finally."""


def risky(n):
    if n == 0:
        raise ValueError("zero")
    if n == 1:
        raise KeyError("one")
    return 10 // (n - 2)


for n in range(4):
    try:
        print("result", risky(n))
    except ValueError as e:
        print("value", e)
    except (KeyError, IndexError) as e:
        print("key", e)
    except Exception as e:
        print("other", type(e).__name__, e)
    else:
        print("else")
    finally:
        print("finally", n)


class Mine(Exception):
    pass


def nested():
    try:
        try:
            raise Mine("inner")
        finally:
            print("cleanup")
    except Mine as e:
        raise ValueError("outer") from e


try:
    nested()
except ValueError as e:
    print(e, "because", e.__cause__)


def returns():
    try:
        return "value"
    finally:
        print("leaving")


print(returns())
count = 0
for i in range(100):
    try:
        if i & 1:
            raise ValueError(i)
    except ValueError:
        count += 1
print(count)
