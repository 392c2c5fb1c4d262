"""A repeated frame is printed a few times only."""


def down(n):
    if n == 500:
        raise ValueError("bottom")
    down(n + 1)


def ping(n):
    pong(n)


def pong(n):
    ping(n + 1) if n < 30 else down(0)


print("start")
ping(0)
