"""The types of type parameters: attributes, methods, substitution, errors."""
# needs: _typing
import _typing
from _typing import (
    Generic, NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, TypeVar, TypeVarTuple, Union, _idfunc)


def e(f):
    try:
        print(repr(f()))
    except Exception as x:
        print(type(x).__name__, x)


e(lambda:TypeVar())
e(lambda:TypeVar(1))
e(lambda:TypeVar('T',int))
e(lambda:TypeVar('T',int,str,bound=int))
e(lambda:TypeVar('T',bound=3))
e(lambda:TypeVar('T',bound=(1,2)))
e(lambda:TypeVar('T',covariant=True,contravariant=True))
e(lambda:TypeVar('T',covariant=True,infer_variance=True))
e(lambda:TypeVar('T',foo=1))
e(lambda:TypeVar('T',name='T'))
e(lambda:TypeVar('T',covariant=True))
e(lambda:TypeVar('T',contravariant=True))
e(lambda:TypeVar('T',infer_variance=True))
T=TypeVar('T')
e(lambda:T.__default__)
e(lambda:T.has_default())
e(lambda:T.__typing_prepare_subst__(list[T],()))
e(lambda:T.__typing_prepare_subst__(list[T],(1,2)))
D=TypeVar('D',default=int)
class A: 
  __parameters__=(D,)
e(lambda:D.__typing_prepare_subst__(A,()))
e(lambda:T.__typing_prepare_subst__(A,()))
e(lambda:list[T][()])
e(lambda:T.__typing_subst__(3))
e(lambda:T.__typing_subst__((3,)))
e(lambda:T.__mro_entries__(()))
e(lambda:T.__reduce__())
e(lambda:T|int)
e(lambda:T|3)
e(lambda:T.__module__)
e(lambda:T.__dict__)
T.foo=1
e(lambda:T.__dict__)
def setname(): T.__name__=3
e(setname)
e(lambda: [n for n in dir(T) ])
class X(TypeVar if False else object): pass
def sub(b):
    class Y(b): pass
for b in (TypeVar,ParamSpec,TypeVarTuple,ParamSpecArgs,TypeAliasType,type(NoDefault),Union): e(lambda: sub(b))
P=ParamSpec('P')
e(lambda:ParamSpec())
e(lambda:ParamSpec('P',bound=int).__bound__)
e(lambda:P.__bound__)
e(lambda:ParamSpec('P',covariant=True))
e(lambda:(P.args,P.kwargs,P.args==P.args,P.args==P.kwargs,P.args.__origin__,P.args<P.args))
e(lambda:hash(P.args))
e(lambda:ParamSpecArgs(3))
e(lambda:ParamSpecArgs())
e(lambda:ParamSpecArgs(origin=list))
e(lambda:ParamSpecKwargs(list).__mro_entries__(()))
e(lambda:P.args.__mro_entries__(()))
e(lambda:P.__mro_entries__(()))
e(lambda:P.__reduce__())
e(lambda:P|int)
e(lambda:P.__typing_subst__([int,str]))
e(lambda:P.__typing_subst__(3))
e(lambda:P.__module__)
Ts=TypeVarTuple('Ts')
e(lambda:TypeVarTuple())
e(lambda:TypeVarTuple('Ts',int))
e(lambda:TypeVarTuple('Ts',default=int).__default__)
e(lambda:list(Ts))
e(lambda:Ts.__typing_subst__(3))
e(lambda:Ts.__mro_entries__(()))
e(lambda:Ts|int)
e(lambda:Ts.__reduce__())
e(lambda:tuple[*Ts][int,str])
e(lambda:tuple[int,*Ts][()])
e(lambda:TypeAliasType('X',int))
e(lambda:TypeAliasType('X',int).__value__)
e(lambda:TypeAliasType('X',int).evaluate_value)
e(lambda:TypeAliasType('X',int).evaluate_value(4))
e(lambda:TypeAliasType('X',int).evaluate_value(x=4))
e(lambda:TypeAliasType('X',int).evaluate_value())
e(lambda:TypeAliasType('X',int).evaluate_value(1,2))
e(lambda:TypeAliasType('X'))
e(lambda:TypeAliasType(3,int))
e(lambda:TypeAliasType('X',int,type_params=3))
e(lambda:TypeAliasType('X',int,type_params=(3,)))
e(lambda:TypeAliasType('X',int,type_params=(D,T)))
A=TypeAliasType('A',list[T],type_params=(T,))
e(lambda:(A,A[int],A[int].__value__,A.__type_params__,A.__parameters__,A.__module__,A.__name__))
e(lambda:A[int,str])
e(lambda:list(A))
e(lambda:A|int)
e(lambda:A|3)
e(lambda:A.__reduce__())
e(lambda:A())
e(lambda:A.__dict__)
B=TypeAliasType('B',tuple[*Ts],type_params=(Ts,))
e(lambda:(B.__type_params__,B.__parameters__,B[int,str]))
e(lambda:Generic[int])
e(lambda:Generic[()])
e(lambda:Generic[T])
e(lambda:Generic[T,T])
e(lambda:Generic[T][int])
e(lambda:type(NoDefault)())
e(lambda:type(NoDefault)(1))
e(lambda:NoDefault.__reduce__())
e(lambda:type(NoDefault).__module__)
e(lambda:_idfunc(3))
e(lambda:_idfunc())
class Box[T]: pass
e(lambda:(Box.__parameters__,Box.__type_params__,Box.__orig_bases__,Box.__bases__))
e(lambda:Box[int,str])
e(lambda:Box[()])
def cls():
    class Z(Generic): pass
e(cls)
U=TypeVar('U')
def cls():
    class Z(Box[U],Generic[T]): pass
e(cls)
def cls():
    class Z(Generic[T],Generic[U]): pass
e(cls)
def cls():
    class Z[T](Generic[T]): pass
e(cls)
class Two[A,B=int]: pass
e(lambda:(Two[int],Two[int,str]))
e(lambda:Two[int,str,str])
class V[*Ts]: pass
e(lambda:(V[int,str],V[()],V.__parameters__,V.__orig_bases__))
class PP[**P]: pass
e(lambda:(PP[int,str],PP[[int,str]],PP[...]))
class S2(Box[int]): pass
e(lambda:S2.__parameters__)
e(lambda:S2[int])
class S3(Generic[T],Box[T]): pass
e(lambda:(S3.__mro__,S3.__orig_bases__))
e(lambda:exec('def cls():\n type X[T=int,U]=3'))
type Rec[T: int, *Ts, **P=[int]] = 3
e(lambda:[(p.__name__,p.has_default(),type(p).__name__) for p in Rec.__type_params__])
def f[T: (int,str)=int](): pass
t=f.__type_params__[0]
e(lambda:(t.__constraints__,t.__bound__,t.evaluate_constraints.__name__,t.evaluate_constraints(1),t.evaluate_bound,t.evaluate_default(1),t.__infer_variance__,t.__covariant__))
e(lambda:TypeVar('T',int,str).evaluate_constraints(4))
e(lambda:TypeVar('T',int,str).evaluate_constraints)
e(lambda:Union[int])
e(lambda:Union[int,3])
e(lambda:int|str|3)
e(lambda:(int|str).__origin__)
e(lambda:(int|str)==Union[str,int])
e(lambda:hash(int|str)==hash(str|int))
e(lambda:(int|list[T])[str])
e(lambda:Union())
e(lambda:Union[()])
e(lambda:isinstance(3,int|str))
e(lambda:isinstance(3,int|list[int]))
e(lambda:dir(int|str))
