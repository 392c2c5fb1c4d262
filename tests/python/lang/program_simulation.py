"""A small discrete simulation: classes, a heap kept by hand, generators as processes, a random generator."""


class Random:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return self.state >> 33

    def between(self, a, b):
        return a + self.next() % (b - a + 1)

    def choice(self, items):
        return items[self.next() % len(items)]


class Heap:
    """A binary heap of (key, order, item)."""

    def __init__(self):
        self.items = []
        self.order = 0

    def push(self, key, item):
        self.order += 1
        items = self.items
        items.append((key, self.order, item))
        i = len(items) - 1
        while i > 0:
            parent = (i - 1) >> 1
            if items[i][:2] < items[parent][:2]:
                items[i], items[parent] = items[parent], items[i]
                i = parent
            else:
                break

    def pop(self):
        items = self.items
        last = items.pop()
        if not items:
            return last
        top, items[0] = items[0], last
        i, n = 0, len(items)
        while True:
            child = 2 * i + 1
            if child >= n:
                return top
            if child + 1 < n and items[child + 1][:2] < items[child][:2]:
                child += 1
            if items[child][:2] < items[i][:2]:
                items[i], items[child] = items[child], items[i]
                i = child
            else:
                return top

    def __bool__(self):
        return bool(self.items)


class Simulation:
    def __init__(self):
        self.now = 0
        self.queue = Heap()
        self.log = []

    def start(self, process):
        self.queue.push(self.now, (process, None))

    def run(self, until):
        while self.queue:
            time, _, (process, value) = self.queue.pop()
            if time > until:
                break
            self.now = time
            try:
                request = process.send(value)
            except StopIteration as e:
                if e.value is not None:
                    self.log.append((time, e.value))
                continue
            kind, arg = request
            if kind == "wait":
                self.queue.push(time + arg, (process, None))
            elif kind == "get":
                arg.get(process)
            else:
                raise ValueError(kind)


class Resource:
    def __init__(self, sim, name, capacity):
        self.sim, self.name, self.free = sim, name, capacity
        self.waiting = []
        self.served = 0

    def get(self, process):
        if self.free:
            self.free -= 1
            self.sim.queue.push(self.sim.now, (process, self))
        else:
            self.waiting.append(process)

    def release(self):
        self.served += 1
        if self.waiting:
            self.sim.queue.push(self.sim.now, (self.waiting.pop(0), self))
        else:
            self.free += 1

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.release()


def customer(sim, name, desk, random, stats):
    arrived = sim.now
    with (yield ("get", desk)):
        stats["wait"] = stats.get("wait", 0) + sim.now - arrived
        yield ("wait", random.between(3, 9))
        if random.next() % 10 == 0:
            with (yield ("get", desk)):
                yield ("wait", 1)
                stats["twice"] = stats.get("twice", 0) + 1
    stats.setdefault("names", []).append(name)
    return name if name % 10 == 0 else None


def source(sim, desks, random, stats, n):
    for i in range(n):
        sim.start(customer(sim, i, random.choice(desks), random, stats))
        yield ("wait", random.between(1, 4))
    return "source done"


def experiment(seed, desks):
    sim, random, stats = Simulation(), Random(seed), {}
    resources = [Resource(sim, "desk %d" % i, 2) for i in range(desks)]
    sim.start(source(sim, resources, random, stats, 100))
    sim.run(10000)
    names = stats.pop("names")
    return sim.now, sorted(stats.items()), [r.served for r in resources], names[:10], sim.log[:3], len(names)


for seed in (1, 2, 3):
    for desks in (1, 2, 3):
        print(seed, desks, *experiment(seed, desks))
