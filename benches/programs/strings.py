"""Building and taking apart strings: appending, joining, formatting, f-strings, slicing, splitting, replacing,
searching, and changing case, in ASCII and beyond."""

SIZE = 1200
CHECKSUM = 189254


def run(size):
    total = 0
    text = ""
    parts = []
    for i in range(size):
        text += chr(97 + i % 26)
        parts.append(f"{i}:{i * 2:04d}")
        total += len("%s-%d" % ("item", i))
        total += len("{:>8}|{:<4}".format(i, "x"))
        total += len(str(i)) + len(repr(text[-3:]))
    joined = ", ".join(parts)
    for piece in joined.split(", "):
        left, right = piece.split(":")
        total += int(left) & 7
        total += right.count("0")
        total += piece.find(":")
    for i in range(0, len(text) - 8, 2):
        window = text[i:i + 8]
        total += window.upper() != window
        total += window.startswith("abc") + ("xyz" in window)
        total += len(window.replace("a", "--")) + len(window.strip("az"))
        total += ord(window[3]) & 3
    accents = "naïve café 世界 " * 8
    for word in accents.split() * (size // 100):
        total += len(word.title()) + word.isalpha() + len(word.encode("utf-8"))
    return total + sum(ord(letter) for letter in text)


if __name__ == "__main__":
    print(run(SIZE))
