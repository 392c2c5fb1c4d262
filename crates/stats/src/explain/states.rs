//! The states of a site, and a program each that leaves a site in it.

use crate::explain::Lesson;

/// One for each [`crate::State`], by name.
pub(super) const STATES: &[Lesson] = &[
    Lesson {
        name: "cold",
        cause: "The instruction has not been executed.",
        remedy: "Nothing to do. Is the code needed?",
        source: "def f(a, b):\n    if a:\n        return a + b\n    return b\nf(0, 1)\n",
    },
    Lesson {
        name: "warming",
        cause: "Executed once: a site specializes at its second execution, for most code runs once.",
        remedy: "Nothing to do.",
        source: "def f(a, b):\n    return a + b\nf(1, 2)\n",
    },
    Lesson {
        name: "not specializable",
        cause: "Its family has no form with a guard, so that nothing can be missed and nothing gained.",
        remedy: "Nothing to do here; `taipan explain` tells of the opcode.",
        source: "def g():\n    yield from [1] * 20\nfor i in g():\n    pass\n",
    },
    Lesson {
        name: "stable",
        cause: "The site holds one guard, for the one type, version or value that it has seen.",
        remedy: "Nothing to do: this is what hot code wants.",
        source: "def f(a, b):\n    return a + b\nfor i in range(20):\n    f(i, 1)\n",
    },
    Lesson {
        name: "polymorphic",
        cause: "Instances of two to four classes came by; the site holds a guard for each, and tries them in turn.",
        remedy: "Fine as it is. Fewer classes, or a shared layout, make it stable.",
        source: "class P:\n    def __init__(self):\n        self.x = 1\nclass Q:\n    def __init__(self):\n        self.y = self.x = 1\ndef f(o):\n    return o.x\nfor i in range(20):\n    f(P())\n    f(Q())\n",
    },
    Lesson {
        name: "megamorphic",
        cause: "More than four classes came by: a cache shared by all sites is asked for (class, name).",
        remedy: "Split the loop by class, or give the classes one base that has the attribute in a slot.",
        source: "def f(o):\n    return o.x\nobjects = []\nfor n in range(8):\n    class C:\n        x = 1\n    c = C()\n    c.x = n\n    objects.append(c)\nfor turn in range(20):\n    for o in objects:\n        f(o)\n",
    },
    Lesson {
        name: "backing off",
        cause: "The last attempt was refused. The site runs its generic form, and waits twice as long before each next attempt.",
        remedy: "See the kind of refusal beside it: `taipan explain KIND`.",
        source: "for i in range(20):\n    bytearray() + b''\n",
    },
];
