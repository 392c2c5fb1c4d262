"""Comprehensions and generator expressions: lists, dicts, sets, conditions, nesting, several sources, and with map,
filter, zip, enumerate, any and all."""

SIZE = 300
CHECKSUM = 71838126


class Widget:
    def __init__(self, number):
        self.number = number
        self.group = number % 7
        self.tags = ["a", "b", "c"][: number % 4]


def run(size):
    widgets = [Widget(number) for number in range(size)]
    total = 0
    for turn in range(8):
        small = [widget for widget in widgets if widget.number < size // 2]
        by_number = {widget.number: widget for widget in small}
        groups = {group: [w.number for w in widgets if w.group == group] for group in range(7)}
        tags = {tag for widget in widgets for tag in widget.tags}
        pairs = [(a, b) for a in range(12) for b in range(a) if (a + b) % 3 == 0]
        total += len(by_number) + len(tags) + len(pairs)
        total += sum(sum(numbers) for numbers in groups.values())
        total += sum(index * widget.group for index, widget in enumerate(widgets))
        total += any(widget.number == size - 1 for widget in widgets)
        total += all(widget.group < 7 for widget in widgets)
        total += sum(map(lambda n: n * 2, filter(None, [w.group for w in widgets])))
        total += sum(a * b for a, b in zip(range(size), range(turn, size)))
    return total


if __name__ == "__main__":
    print(run(SIZE))
