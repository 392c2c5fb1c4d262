@decorated
class C(A, metaclass=M):
    """What it is."""
    x: int = 1
    def __init__(self, x):
        self.x = x
        self.__y = x
    def get(self):
        return __class__, self.__y
