"""Template and Interpolation: construction, attributes, concatenation, errors."""
# needs: string
from string.templatelib import Template, Interpolation

def e(f):
    try:
        print(repr(f()))
    except Exception as x:
        print(type(x).__name__, x)


e(lambda:Template())
e(lambda:Template('a'))
e(lambda:Template('a','b'))
e(lambda:Template('a',Interpolation(3,'x'),Interpolation(3,'x')))
e(lambda:Template(3))
e(lambda:Template('a',x=3))
e(lambda:Template(strings=3))
e(lambda:Interpolation())
e(lambda:Interpolation(3))
e(lambda:Interpolation(3,'x','r','>5'))
e(lambda:Interpolation(3,'x',None))
e(lambda:Interpolation(3,'x','z'))
e(lambda:Interpolation(3,'x','rr'))
e(lambda:Interpolation(3,'x',3))
e(lambda:Interpolation(3,4))
e(lambda:Interpolation(3,'x','r',5))
e(lambda:Interpolation(3,'x','r',5,6))
e(lambda:Interpolation(value=3,expression='x',conversion='a',format_spec='q'))
e(lambda:Interpolation(3,foo=3))
i=Interpolation(3,'x','a','q')
e(lambda:i.__reduce__())
e(lambda:Template('a',i,'b').__reduce__()[1])
e(lambda:Template[int])
e(lambda:Interpolation[int])
e(lambda:i==Interpolation(3,'x','a','q'))
e(lambda:hash(i)==hash(i))
e(lambda:Interpolation.__match_args__)
t=t'a{1}b{2!r:>3}'
e(lambda:t.strings)
e(lambda:t.values)
e(lambda:list(t))
e(lambda:type(iter(t)))
e(lambda:type(iter(t))())
e(lambda:t+t)
e(lambda:t+'x')
e(lambda:'x'+t)
e(lambda:t+3)
e(lambda:3+t)
e(lambda:t*3)
e(lambda:len(t))
e(lambda:Template.__add__(t,'x'))
e(lambda:(t+t'').strings)
e(lambda:(t''+t).strings)
def s(): t.strings=3
e(s)
def s(): t.values=3
e(s)
def s(): t.foo=3
e(s)
def s(): i.value=3
e(s)
