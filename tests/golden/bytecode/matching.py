match a:
    case 1 | 'x' | None:
        b
    case [1, *rest] if rest:
        c
    case {'k': v, **more}:
        d
    case C(1, x=y) as z:
        e
    case _:
        f
