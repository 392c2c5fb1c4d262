"""A tracer's exception ends the program with both frames."""
import sys


def tracer(frame, event, arg):
    if event == "line" and frame.f_code.co_name == "work":
        raise RuntimeError("from the tracer")
    return tracer


def work():
    x = 1
    return x


sys.settrace(tracer)
work()
