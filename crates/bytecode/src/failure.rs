//! Why a site could not be specialized: the typed reasons that specializers return.

macro_rules! failure_kinds {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// Why an attempt to specialize a site failed. Names are CPython's where it has the kind.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum FailureKind {
            $($(#[doc = $doc])* $variant,)*
        }

        impl FailureKind {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [FailureKind] = &[$(FailureKind::$variant,)*];

            /// The name that reports print.
            pub const fn name(self) -> &'static str {
                match self { $(FailureKind::$variant => $name,)* }
            }

            /// What it means.
            pub const fn meaning(self) -> &'static str {
                match self { $(FailureKind::$variant => concat!($($doc),*),)* }
            }
        }
    };
}

failure_kinds! {
    /// The operands' types differ from each other in a way no variant covers.
    DifferentTypes = "different_types",
    /// The operands are of types that no variant covers.
    OtherTypes = "other_types",
    /// An integer does not fit a word.
    BigInt = "big_int",
    /// No variant for this operator.
    Operator = "operator",
    /// The attribute is not among the keys of the instance's or module's dict.
    NotInKeys = "not_in_keys",
    /// The attribute is in the instance's dict, which is kept apart from its inline values.
    NotInlineValues = "not_inline_values",
    /// A descriptor that takes precedence over the instance and has no variant.
    OverridingDescriptor = "overriding_descriptor",
    /// A descriptor that the instance may override and that has no variant.
    NonOverridingDescriptor = "non_overriding_descriptor",
    /// The type overrides `__getattribute__`, `__getattr__` or `__setattr__`.
    OverriddenAccess = "overridden_access",
    /// The type has no such attribute.
    NoAttribute = "no_attribute",
    /// The attribute is found on the metaclass.
    MetaclassAttribute = "metaclass_attribute",
    /// The property's getter is not a plain Python function.
    PropertyNotPyFunction = "property_not_py_function",
    /// The namespace is not a plain dict.
    NamespaceNotDict = "namespace_not_dict",
    /// Version tags have run out.
    OutOfVersions = "out_of_versions",
    /// An index does not fit the cache.
    OutOfRange = "out_of_range",
    /// The name is bound neither in the globals nor in the builtins.
    NotFound = "not_found",
    /// The call passes too few arguments.
    WrongNumberArguments = "wrong_number_arguments",
    /// The function does not take exactly the arguments that the operation passes.
    CodeComplexParameters = "code_complex_parameters",
    /// The class has a metaclass with its own `__call__`.
    Metaclass = "metaclass",
    /// Nothing is known of how to call such an object directly.
    CallableKind = "callable_kind",
    /// The iterator's type has no variant.
    IteratorKind = "iterator_kind",
    /// The container's type has no variant.
    ContainerKind = "container_kind",
    /// What is unpacked is neither a tuple nor a list of the wanted length.
    SequenceKind = "sequence_kind",
    /// The type's truth is decided by `__bool__` or `__len__`.
    UserTruth = "user_truth",
}
