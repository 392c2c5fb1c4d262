"""BaseException subclasses end the program too."""


class Stop(BaseException):
    pass


try:
    raise Stop("now", 1)
except Exception:
    print("never")
finally:
    print("finally")
