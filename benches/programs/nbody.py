"""The n-body simulation: planets as lists of floats, pairs of bodies, powers and square roots."""

SIZE = 150
CHECKSUM = -0.168823774

DAY = 365.24
SOLAR_MASS = 39.47841760435743


def bodies():
    """Positions, velocities (AU a year) and masses of the sun and four planets."""
    sun = [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], SOLAR_MASS]
    jupiter = [[4.84, -1.16, -0.10], [0.00166 * DAY, 0.0077 * DAY, -0.00007 * DAY], 0.00095 * SOLAR_MASS]
    saturn = [[8.34, 4.12, -0.4], [-0.00277 * DAY, 0.00499 * DAY, 0.00002 * DAY], 0.00029 * SOLAR_MASS]
    uranus = [[12.89, -15.11, -0.22], [0.00296 * DAY, 0.00238 * DAY, -0.00003 * DAY], 0.00004 * SOLAR_MASS]
    neptune = [[15.38, -25.92, 0.18], [0.00268 * DAY, 0.00163 * DAY, -0.00009 * DAY], 0.00005 * SOLAR_MASS]
    return [sun, jupiter, saturn, uranus, neptune]


def pairs_of(items):
    return [(items[i], items[j]) for i in range(len(items)) for j in range(i + 1, len(items))]


def advance(step, count, items, pairs):
    for _ in range(count):
        for ([x1, y1, z1], v1, m1), ([x2, y2, z2], v2, m2) in pairs:
            dx = x1 - x2
            dy = y1 - y2
            dz = z1 - z2
            pull = step * ((dx * dx + dy * dy + dz * dz) ** -1.5)
            first = m1 * pull
            second = m2 * pull
            v1[0] -= dx * second
            v1[1] -= dy * second
            v1[2] -= dz * second
            v2[0] += dx * first
            v2[1] += dy * first
            v2[2] += dz * first
        for place, (vx, vy, vz), _ in items:
            place[0] += step * vx
            place[1] += step * vy
            place[2] += step * vz


def energy(items, pairs):
    total = 0.0
    for ((x1, y1, z1), _, m1), ((x2, y2, z2), _, m2) in pairs:
        dx = x1 - x2
        dy = y1 - y2
        dz = z1 - z2
        total -= m1 * m2 / (dx * dx + dy * dy + dz * dz) ** 0.5
    for _, (vx, vy, vz), mass in items:
        total += mass * (vx * vx + vy * vy + vz * vz) / 2.0
    return total


def run(size):
    items = bodies()
    pairs = pairs_of(items)
    advance(0.01, size, items, pairs)
    return round(energy(items, pairs), 9)


if __name__ == "__main__":
    print(run(SIZE))
