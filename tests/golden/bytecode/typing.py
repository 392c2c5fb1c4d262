type A[T: int, *U, **V] = dict[T, U]
def f[T](a: T) -> T: return a
class C[T]:
    x: T
