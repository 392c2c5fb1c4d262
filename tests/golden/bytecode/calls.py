f()
f(1, *a, k=2, **b)
o.method(1, k=2)
class C(B):
    def m(self):
        return super().m(1) + super().n
