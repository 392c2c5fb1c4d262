"""Float arithmetic in an attribute."""


class Body:
    def __init__(self):
        self.x = 1.0
        self.v = 0.25


def float_attributes():
    body = Body()
    for _ in range(60000):
        body.x = body.x + body.v * 0.01
    return body.x


print(float_attributes())
