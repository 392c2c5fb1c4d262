for a in b:
    if a:
        continue
    break
else:
    c
while a:
    a -= 1
