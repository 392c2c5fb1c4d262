f'{a}{b!r:>{c}} text {d=}'
t'{a}{b!s:x} text'
'%s and %r' % (a, b)
