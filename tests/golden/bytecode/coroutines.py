async def f(xs):
    async with a as b:
        await b
    async for x in xs:
        yield x
    return_ = [y async for y in xs]
