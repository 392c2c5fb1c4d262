"""Values sent to a yield whose result nobody takes: they end when the generator goes on."""


class Sent:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("end of", self.name)


def taking_nothing():
    step = 0
    while True:
        yield step
        print("going on", step)
        step += 1


def delegating():
    yield from taking_nothing()


async def awaiting(steps):
    class Waits:
        def __await__(self):
            for step in range(steps):
                yield step

    await Waits()
    return "done"


def run(make):
    generator = make()
    next(generator)
    for turn in range(12):
        generator.send(Sent(f"{make.__name__} {turn}"))
        if turn % 3 == 0:
            next(generator)
            generator.send(turn)
            generator.send(None)
    try:
        generator.throw(ValueError("thrown"))
    except ValueError as error:
        print("raised", error)


for turn in range(3):
    run(taking_nothing)
    run(delegating)

coroutine = awaiting(4)
coroutine.send(None)
try:
    for turn in range(9):
        coroutine.send(Sent(f"awaited {turn}"))
except StopIteration as stop:
    print(stop.value)
except AttributeError as error:
    print(error)
print(sum(1 for _ in zip(range(5), taking_nothing())))
