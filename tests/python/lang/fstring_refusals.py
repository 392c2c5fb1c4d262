# Wrong f-strings and t-strings: what is said, and where.


def tell(source):
    try:
        compile(source, "<t>", "exec", 0, True)
    except SyntaxError as error:
        place = (error.lineno, error.offset, error.text, error.end_lineno, error.end_offset)
        return (type(error).__name__, error.msg, *place)
    return "complete"


WRONG = [
    "f'{'",
    "f'{}'",
    "f'{x'",
    "f'{x!}'",
    "f'{x!z}'",
    "f'{x!r'",
    "f'{x!r:'",
    "f'{x:'",
    "f'{x:{'",
    "f'{x:{y'",
    "f'{x:{y}'",
    "f'{x:{y:'",
    "f'{x:{y:{'",
    "f'{x:{y:{z}}}'",
    "f'{x:{y:{z:{w}}}}'",
    "f'}'",
    "f'{{}'",
    "f'{x}}'",
    "f'{)}'",
    "f'{(}'",
    "f'{[)}'",
    "f'{a b}'",
    "f'{lambda x: 1}'",
    "f'{lambda:1}'",
    "f'{*a}'",
    "f'{**a}'",
    "f'{x = }'",
    "f'{x == }'",
    "f'{ }'",
    "f'{!r}'",
    "f'{:x}'",
    "f'{x!r }'",
    "f'{x! r}'",
    "f'{x!r!s}'",
    "f'{x;y}'",
    "f'{x#y}'",
    "f'{#}'",
    "f'{x\n}'",
    "f'{x\n",
    "f'{x:\n}'",
    "f'{x:{y}\n}'",
    "f'''{x:\n}'''",
    "f'''{x\n:{y'''",
    "f'''{\n'''",
    "f'''\n{x!\n}'''",
    "f'{f'{'}'",
    "f'{f'{x'}'",
    'f\'{f"{x"}\'',
    'f\'{f"{x}\'',
    'f"{f\'{f\'{\'}\'}"',
    "f'{f'{f'{x!z}'}'}'",
    "f'{f'{a b}'}'",
    "f'{f'}'}'",
    "f'{f'{x:{y}' }'",
    "f'{f'''{x'''}'",
    "f'{f'''\n{'''}'",
    "f'{x} {y!} {z'",
    "f'{0x}'",
    "f'{1_}'",
    "f'{\\}'",
    "f'\\N{'",
    "f'\\N{x'",
    "f'\\N{bad}'",
    "f'\\x'",
    'f\'{"}\'',
    "f'{'}",
    "f'{x:}}'",
    "f'{x:{{y}}}'",
    "f'{x:{y}}}'",
    "f'{yield}'",
    "f'{await x}'",
    "f'{x:=1}'",
    "f'{(x:=1)}'",
    "f'{x=!}'",
    "f'{x=:'",
    "f'{class}'",
    "f'{pass}'",
    "f'{x if}'",
    "f'{x for y in}'",
    "f'{a,}b{' 'c'",
    "'a' f'{b c}' 'd'",
    "b'a' f'{b}'",
    "f'{b}' b'a'",
    "t'{' f''",
    "t'{x}' 'a'",
    "f'{t'{'}'",
    "rf'{\\'}'",
    "x = f'{a[}'\ny",
    "(f'{a')",
    "(f'{)}')",
    "[f'{x:'\n]",
    "f'{$}'",
    "f'{x:$}'",
    "f'{?}'",
    "f'{é é}'",
    "f'{x:é{é é}}'",
    "f'é{x!é}'",
]

# === One after the other ===
for source in WRONG:
    print(ascii(source), ascii(tell(source)))

# === One in the other ===
for index, source in enumerate(WRONG):
    for around in "f\"{", "f'''{\n", "(f\"{x:{", "t\"\"\"{a}{":
        nested = around + source + around[-2::-1].translate({ord("{"): "}", ord("f"): "", ord("t"): "", ord("("): ")", ord("x"): "", ord(":"): ""})
        if index % 4 == len(around) % 4:
            print(ascii(nested), ascii(tell(nested)))
