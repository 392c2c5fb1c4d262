try:
    a
except (B, C) as error:
    b
except D:
    raise E from error
else:
    c
finally:
    d
try:
    a
except* B as group:
    b
