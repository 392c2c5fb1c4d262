"""A call with arguments spread from a global, whose load also pushes what stands for no keywords."""
args = (1, 2)


def spread():
    print(str(1), BaseException(*args))
    print([tuple([3]), max(*args)], min(*args))


for _ in range(3):
    spread()
print(str(4), BaseException(*args), max(*args))
