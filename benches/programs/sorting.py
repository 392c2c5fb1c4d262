"""Sorting: list.sort and sorted with and without keys, by attribute, by tuple, descending and stable, and sorting
algorithms written out: quicksort, heap sort, merge sort and insertion sort."""

SIZE = 500
CHECKSUM = 4359853


class Record:
    def __init__(self, number, name):
        self.number = number
        self.name = name

    def __lt__(self, other):
        return self.number < other.number


def numbers(n):
    state = 17
    result = []
    for _ in range(n):
        state = (state * 16807) % 2147483647
        result.append(state % 10000)
    return result


def quick(items):
    if len(items) < 2:
        return items
    pivot = items[len(items) // 2]
    return (
        quick([item for item in items if item < pivot])
        + [item for item in items if item == pivot]
        + quick([item for item in items if item > pivot])
    )


def sift(heap, start, end):
    root = start
    while root * 2 + 1 < end:
        child = root * 2 + 1
        if child + 1 < end and heap[child] < heap[child + 1]:
            child += 1
        if heap[root] >= heap[child]:
            return
        heap[root], heap[child] = heap[child], heap[root]
        root = child


def heap_sort(items):
    heap = items[:]
    for start in range(len(heap) // 2 - 1, -1, -1):
        sift(heap, start, len(heap))
    for end in range(len(heap) - 1, 0, -1):
        heap[0], heap[end] = heap[end], heap[0]
        sift(heap, 0, end)
    return heap


def merge(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge(items[:middle]), merge(items[middle:])
    result = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            result.append(left[i])
            i += 1
        else:
            result.append(right[j])
            j += 1
    return result + left[i:] + right[j:]


def insertion(items):
    items = items[:]
    for i in range(1, len(items)):
        value = items[i]
        j = i
        while j and items[j - 1] > value:
            items[j] = items[j - 1]
            j -= 1
        items[j] = value
    return items


def run(size):
    data = numbers(size)
    expected = sorted(data)
    assert quick(data) == expected
    assert heap_sort(data) == expected
    assert merge(data) == expected
    assert insertion(data[: size // 4]) == sorted(data[: size // 4])
    records = [Record(number, "n" + str(number % 97)) for number in data]
    by_name = sorted(records, key=lambda record: record.name)
    by_both = sorted(records, key=lambda record: (record.name, -record.number), reverse=True)
    by_less = sorted(records)
    words = sorted([record.name for record in records], key=len)
    pairs = [(number & 7, number) for number in data]
    pairs.sort()
    total = by_name[0].number + by_both[-1].number + by_less[size // 2].number + len(words[0])
    return total + sum(index * value for index, (value, _) in enumerate(pairs)) * 7 + max(expected)


if __name__ == "__main__":
    print(run(SIZE))
