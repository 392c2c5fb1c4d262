"""Records what CPython's argument parser says to every kind of call: python3.14 clinic.py > clinic.txt

Each line is a call of a function of `_testclinic` and, after a tab, the text of its TypeError (nothing if it has
none). Functions without keyword parameters are left out: their texts are another function's.
"""

import itertools
import inspect

import _testclinic

NAMES = """
    posonly_keywords posonly_kwonly posonly_keywords_kwonly posonly_keywords_opt posonly_opt_keywords_opt
    posonly_kwonly_opt posonly_opt_kwonly_opt posonly_keywords_kwonly_opt posonly_keywords_opt_kwonly_opt
    posonly_opt_keywords_opt_kwonly_opt keyword_only_parameter keywords keywords_opt keywords_kwonly
    keywords_opt_kwonly keywords_kwonly_opt poskw_varpos poskw_varpos_kwonly_opt posonly_poskw_varpos varpos_kwonly_opt
""".split()

for name in NAMES:
    function = getattr(_testclinic, name)
    parameters = list(inspect.signature(function).parameters)
    for count in range(len(parameters) + 2):
        for size in range(min(3, len(parameters) + 2 - count)):
            for keywords in itertools.combinations([*parameters, "x"], size):
                arguments = [str(index) for index in range(count)]
                arguments += [f"{keyword}=9" for keyword in keywords]
                call = f"{name}({', '.join(arguments)})"
                try:
                    eval(call, vars(_testclinic))
                except TypeError as error:
                    print(call, error, sep="\t")
                else:
                    print(call, "", sep="\t")
