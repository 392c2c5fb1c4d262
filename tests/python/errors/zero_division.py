"""A plain uncaught exception through two functions."""


def divide(a, b):
    return a / b


def main():
    print("before")
    x = divide(10, 0)
    print("never", x)


main()
