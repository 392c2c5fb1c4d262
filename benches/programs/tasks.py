"""A small operating system: tasks of several kinds in a priority queue, sending each other packets, waiting and being
woken. Objects, polymorphic methods, linked queues."""

SIZE = 500
CHECKSUM = 4004675


class Packet:
    def __init__(self, kind, value):
        self.kind = kind
        self.value = value
        self.link = None


class Queue:
    def __init__(self):
        self.head = None
        self.tail = None
        self.size = 0

    def put(self, packet):
        packet.link = None
        if self.tail is None:
            self.head = packet
        else:
            self.tail.link = packet
        self.tail = packet
        self.size += 1

    def take(self):
        packet = self.head
        if packet is None:
            return None
        self.head = packet.link
        if self.head is None:
            self.tail = None
        self.size -= 1
        return packet


class Task:
    def __init__(self, system, name, priority):
        self.system = system
        self.name = name
        self.priority = priority
        self.inbox = Queue()
        self.waiting = False
        self.runs = 0
        system.add(self)

    def step(self):
        self.runs += 1
        packet = self.inbox.take()
        if packet is None:
            self.waiting = not self.idle()
        else:
            self.receive(packet)

    def idle(self):
        return False

    def send(self, name, packet):
        other = self.system.tasks[name]
        other.inbox.put(packet)
        other.waiting = False


class Worker(Task):
    def __init__(self, system, name, priority, target):
        super().__init__(system, name, priority)
        self.target = target
        self.sum = 0

    def receive(self, packet):
        self.sum += packet.value * (packet.kind + 1)
        packet.value = self.sum & 1023
        packet.kind = (packet.kind + 1) % 3
        self.send(self.target, packet)


class Device(Task):
    def __init__(self, system, name, priority, target):
        super().__init__(system, name, priority)
        self.target = target
        self.held = None

    def receive(self, packet):
        if self.held is not None:
            self.send(self.target, self.held)
        self.held = packet

    def idle(self):
        if self.held is None:
            return False
        packet, self.held = self.held, None
        self.send(self.target, packet)
        return True


class Idle(Task):
    def __init__(self, system, name, seed, names):
        super().__init__(system, name, 0)
        self.state = seed
        self.names = names

    def idle(self):
        self.state = (self.state * 75 + 74) % 65537
        if self.system.packets > 0:
            self.system.packets -= 1
            self.send(self.names[self.state % len(self.names)], Packet(self.state % 3, self.state & 255))
        return True


class System:
    def __init__(self, packets):
        self.tasks = {}
        self.order = []
        self.packets = packets

    def add(self, task):
        self.tasks[task.name] = task
        self.order.append(task)
        self.order.sort(key=lambda task: -task.priority)

    def run(self, steps):
        for _ in range(steps):
            for task in self.order:
                if not task.waiting:
                    task.step()
                    if task.inbox.size:
                        break


def run(size):
    system = System(size // 5)
    Idle(system, "idle", 7, ["first", "second", "disk"])
    Worker(system, "first", 30, "disk")
    Worker(system, "second", 20, "network")
    Device(system, "disk", 40, "second")
    Device(system, "network", 10, "first")
    system.run(size * 4)
    tasks = system.tasks
    return tasks["first"].sum + tasks["second"].sum + sum(task.runs for task in system.order)


if __name__ == "__main__":
    print(run(SIZE))
