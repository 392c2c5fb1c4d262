"""Attributes of an object that only the statement itself holds: the old value, or the owner, ends with it."""


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print("end of", self.name)


class Slotted:
    __slots__ = ("name", "other")

    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print("end of", self.name)


def knot(kind, name):
    node = kind(name)
    node.other = node
    return node


class Silent:
    """Ends without a word: which of the two ends first is left open by CPython."""


def pair(kind, name):
    node = Silent()
    node.other = kind(name + "'s other")
    return node


def shared(kind, name, keep):
    node = kind(name)
    node.other = kind(name + "'s shared")
    keep.append(node)
    return node


def run(kind):
    keep = []
    for turn in range(40):
        knot(kind, f"knot {turn}").other = turn
        pair(kind, f"pair {turn}").other = None
        shared(kind, f"kept {turn}", keep).other = turn
    print(len(keep), keep[-1].other)


run(Node)
run(Slotted)
