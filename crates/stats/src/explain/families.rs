//! What makes a family's sites take their forms, and what keeps them there.

use taipan_bytecode::Opcode;

use crate::explain::Lesson;

/// What there is to say of an opcode, and of the forms of its words.
pub(super) fn lesson(opcode: Opcode) -> &'static Lesson {
    let found = FAMILIES.iter().find(|lesson| lesson.name == opcode.name());
    match found {
        Some(lesson) => lesson,
        None if opcode.has_site() => &UNSPECIALIZED,
        None => &WITHOUT_SITES,
    }
}

const fn family(name: &'static str, cause: &'static str, remedy: &'static str) -> Lesson {
    Lesson { name, cause, remedy, source: "" }
}

const WITHOUT_SITES: Lesson = family(
    "",
    "The compiler puts it where the example shows.",
    "Nothing to do: it has no site, and runs in the same way every time.",
);

const UNSPECIALIZED: Lesson = family(
    "",
    "The compiler puts it where the example shows. Its executions are counted, but the family has no form.",
    "Nothing to do here; out of hot loops, where it costs too much.",
);

/// What stands behind the executable forms of words without sites.
pub(super) const FOLLOWERS: Lesson = family(
    "",
    "The word that it leads to, or the operand that it has, allows to do two steps in one. There is no guard.",
    "Nothing to do.",
);

/// By the canonical opcode.
const FAMILIES: &[Lesson] = &[
    family(
        "BINARY_OP",
        "At its second execution the site takes the form for the operator and the types of its operands, which are the \
         guard; where operands lie (local, temporary, constant) chooses among forms for the same types.",
        "Let each operator in hot code see the same two types every time.",
    ),
    family(
        "CALL",
        "At its second execution the site takes the form for what is called. The guard is the version of the Python \
         function or of the class, or the native function itself; a site that calls several Python functions takes the form \
         for any that gets exactly its parameters.",
        "Let each call in hot code call one function; leave `__code__`, `__defaults__` and classes as they are while it \
         runs.",
    ),
    family(
        "CALL_KW",
        "As CALL; where keywords go is worked out once, when the site specializes.",
        "Let each call in hot code call one function; plain parameters are quicker than `**options`.",
    ),
    family(
        "COMPARE_OP",
        "At its second execution the site takes the form for two integers, two floats or two strings. A branch that \
         follows is part of the form.",
        "Compare what is of the same type; `x is None` for None.",
    ),
    family(
        "CONTAINS_OP",
        "At its second execution the site takes the form for the container's type. A branch that follows is part of the \
         form.",
        "Search one type of container in one place; a set or a dict where there are many items.",
    ),
    family(
        "FOR_ITER",
        "At its second execution the site takes the form for the type of the iterator. Generators are resumed in place.",
        "Loop over one type of iterable in one place.",
    ),
    family(
        "LOAD_ATTR",
        "At its second execution the site finds where the attribute is and keeps the place; the guard is the version of \
         the type, or of the module's set of names. Further classes get guards of their own, up to four.",
        "Set attributes in `__init__`, all and in one order; leave classes as they are while hot code runs.",
    ),
    family(
        "LOAD_GLOBAL",
        "At its second execution the site keeps the place of the name among the globals or the builtins; the guard is the \
         version of the set of names, so that values may change.",
        "Bind all globals before hot code runs; neither add nor delete names later.",
    ),
    family(
        "LOAD_SUPER_ATTR",
        "`super().name` does not make a super object: the class after this one is searched at once.",
        "Nothing to do.",
    ),
    family(
        "SEND",
        "A generator or coroutine that is delegated to is resumed in place.",
        "Delegate to generators rather than to iterators of your own.",
    ),
    family(
        "STORE_ATTR",
        "At its second execution the site keeps the place of the attribute in instances of the class; the guard is the \
         version of the type. Further classes get guards of their own, up to four.",
        "Set attributes in `__init__`, all and in one order; leave classes as they are while hot code runs.",
    ),
    family(
        "STORE_SUBSCR",
        "At its second execution the site takes the form for a list with an integer, or for a dict.",
        "Let the container in one place be of one type, a list or a dict.",
    ),
    family(
        "TO_BOOL",
        "At its second execution the site takes the form for the value's type, which is the guard; None, bools and small \
         integers every form decides besides.",
        "Test what is meant: `x is not None`, `x.count > 0`.",
    ),
    family(
        "UNPACK_SEQUENCE",
        "At its second execution the site takes the form for a tuple or a list. The guard is the type, and that there are \
         as many items as targets.",
        "Unpack tuples and lists; convert other iterables first.",
    ),
];
