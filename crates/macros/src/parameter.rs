//! The Rust parameters of a marked function, and how they agree with its text signature.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{
    Error, FnArg, GenericArgument, GenericParam, ItemFn, Pat, PatType, PathArguments, ReturnType, Type,
    TypeReference,
};

use crate::attribute::{Role, combine};
use crate::signature::{Kind, Named, TextSignature};

/// The shape of an argument's type.
pub(crate) enum Shape<'a> {
    /// Any type with a conversion.
    Plain,
    /// `Option` of such a type.
    Optional(&'a Type),
    /// `&[Value]`, for `*args`.
    Rest,
    /// `Args<'_>`: everything as it comes.
    Everything,
}

/// A parameter that takes an argument.
pub(crate) struct Argument<'a> {
    /// The name without the underscores that Rust may want around it.
    name: String,
    pub(crate) ty: &'a Type,
    pub(crate) shape: Shape<'a>,
}

/// The parameters of a marked function.
pub(crate) struct Parameters<'a> {
    /// The type of `this` or `class`, for roles that have one.
    pub(crate) this: Option<&'a Type>,
    pub(crate) arguments: Vec<Argument<'a>>,
    /// The type between the angle brackets of `PyResult`, if there is one.
    pub(crate) result: Option<&'a Type>,
}

impl<'a> Parameters<'a> {
    /// Reads a function's parameters for its role.
    pub(crate) fn read(function: &'a ItemFn, role: Role) -> syn::Result<Parameters<'a>> {
        check_header(function)?;
        let mut inputs = function.sig.inputs.iter();
        let thread = "the first parameter of a native function is `t: &mut Thread`";
        match inputs.next() {
            Some(FnArg::Typed(PatType { ty, .. })) if is_thread(ty) => {}
            Some(other) => return Err(Error::new_spanned(other, thread)),
            None => return Err(Error::new(function.sig.paren_token.span.join(), thread)),
        }
        let this = match role {
            Role::Static | Role::Function => None,
            _ => Some(read_this(function, inputs.next(), role)?),
        };
        let arguments = inputs.map(read_argument).collect::<syn::Result<Vec<_>>>()?;
        Ok(Parameters { this, arguments, result: read_result(function)? })
    }

    /// Whether everything arrives in one `Args`.
    pub(crate) fn takes_everything(&self) -> bool {
        matches!(self.arguments.as_slice(), [Argument { shape: Shape::Everything, .. }])
    }

    /// Checks that the parameters are those the signature names. A signature that was not `written` at the
    /// function does not prescribe their names.
    pub(crate) fn agree(&self, signature: &TextSignature, written: bool, at: Span) -> syn::Result<()> {
        let mut errors = None;
        if self.takes_everything() {
            return Ok(());
        }
        for argument in self.arguments.iter().filter(|argument| matches!(argument.shape, Shape::Everything)) {
            let text = "`Args` takes every argument, so it is the only one";
            combine(&mut errors, Error::new_spanned(argument.ty, text));
        }
        for (argument, named) in self.arguments.iter().zip(&signature.parameters) {
            if let Err(error) = argument.agrees(named, written) {
                combine(&mut errors, error);
            }
        }
        if let Some(argument) = self.arguments.get(signature.parameters.len()) {
            let text = format!("the signature {} has no parameter `{}`", signature.text, argument.name);
            combine(&mut errors, Error::new_spanned(argument.ty, text));
        }
        if let Some(named) = signature.parameters.get(self.arguments.len()) {
            combine(
                &mut errors,
                Error::new(at, format!("the function has no parameter for `{}`", named.name)),
            );
        }
        errors.map_or(Ok(()), Err)
    }
}

impl Argument<'_> {
    fn agrees(&self, named: &Named, written: bool) -> syn::Result<()> {
        let fail = |text: String| Err(Error::new_spanned(self.ty, text));
        let name = &named.name;
        if written && self.name != name.trim_matches('_') {
            return fail(format!("the signature calls this parameter `{name}`, not `{}`", self.name));
        }
        match (&self.shape, named.kind) {
            (Shape::Rest, Kind::Variadic) => return Ok(()),
            (_, Kind::Variadic) => return fail(format!("`*{name}` is a `&[Value]`")),
            (_, Kind::Keywords) => {
                return fail(format!("`**{name}` asks for a single parameter `args: Args<'_>`"));
            }
            (Shape::Rest, _) => return fail(format!("a `&[Value]` is `*{name}` in the signature")),
            _ => {}
        }
        match (&self.shape, &named.default) {
            (Shape::Optional(_), None) => {
                fail(format!("an `Option` has a default in the signature: `{name}=…` instead of `{name}`"))
            }
            (Shape::Plain, Some(default)) if literal(self.ty, default).is_none() => {
                let default = if default.is_empty() { "nothing" } else { default };
                fail(format!("`{name}` may be left out (its default is {default}): make it an `Option`"))
            }
            _ => Ok(()),
        }
    }
}

/// A default of the signature as a value of a plain parameter type.
pub(crate) enum Literal {
    /// A Rust literal, with its sign.
    Number(String),
    /// The largest `isize`.
    MaxSize,
    Bool(bool),
    /// `None`, for a parameter that is a value.
    None,
}

/// Reads a default as a literal of `ty`; `None` when it is none.
pub(crate) fn literal(ty: &Type, default: &str) -> Option<Literal> {
    let by_reference = matches!(ty, Type::Reference(_));
    match last_name(ty)?.as_str() {
        "Value" if default == "None" => Some(Literal::None),
        "bool" => match default {
            "True" => Some(Literal::Bool(true)),
            "False" => Some(Literal::Bool(false)),
            _ => None,
        },
        "f64" if !by_reference => {
            default.parse::<f64>().ok().map(|number| Literal::Number(format!("{number:?}")))
        }
        "i64" | "isize" | "usize" | "u64" | "u32" | "i32" if !by_reference => match default {
            "sys.maxsize" => Some(Literal::MaxSize),
            _ => default.parse::<i64>().ok().map(|_| Literal::Number(default.to_owned())),
        },
        _ => None,
    }
}

/// The last name in a type's path, behind a reference if there is one: `Value` of `&crate::value::Value`.
pub(crate) fn last_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        Type::Reference(reference) => match reference.elem.as_ref() {
            Type::Reference(_) => None,
            inner => last_name(inner),
        },
        Type::Paren(inner) => last_name(&inner.elem),
        Type::Group(inner) => last_name(&inner.elem),
        _ => None,
    }
}

/// The only type argument of `Name<T>`, when `ty` is one.
pub(crate) fn generic<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    if segment.ident != name {
        return None;
    }
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn check_header(function: &ItemFn) -> syn::Result<()> {
    let signature = &function.sig;
    let fail = |span, text: &str| Err(Error::new(span, text));
    if let Some(token) = &signature.asyncness {
        return fail(token.span, "a native function is not async");
    }
    if let Some(token) = &signature.unsafety {
        return fail(token.span, "a native function is safe to call");
    }
    let generic = signature.generics.params.iter().find(|param| !matches!(param, GenericParam::Lifetime(_)));
    match generic {
        Some(param) => fail(param.span(), "a native function has no type parameters"),
        None => Ok(()),
    }
}

fn is_thread(ty: &Type) -> bool {
    matches!(ty, Type::Reference(TypeReference { mutability: Some(_), .. }))
        && last_name(ty).is_some_and(|name| name == "Thread")
}

fn read_this<'a>(function: &ItemFn, input: Option<&'a FnArg>, role: Role) -> syn::Result<&'a Type> {
    let (name, text) = match role {
        Role::Class | Role::New => ("class", "`class: &Value`"),
        Role::Init => ("module", "`module: &Value`"),
        _ => ("this", "`this: &Value`, or `this: &T` of an object type"),
    };
    let attribute = role.attribute();
    let text = format!("the second parameter of an `#[{attribute}]` is {text}");
    let Some(input) = input else { return Err(Error::new(function.sig.paren_token.span.join(), text)) };
    match input {
        FnArg::Typed(PatType { ty, pat, .. }) => match ty.as_ref() {
            Type::Reference(reference)
                if reference.mutability.is_none() && matches!(reference.elem.as_ref(), Type::Path(_)) =>
            {
                let known = pattern_name(pat);
                // Where the name is another argument's, self was forgotten.
                if known.as_deref().is_some_and(|known| !["this", "class", "module", ""].contains(&known)) {
                    return Err(Error::new_spanned(pat, format!("{text}; call it `{name}`")));
                }
                Ok(ty)
            }
            other => Err(Error::new_spanned(other, text)),
        },
        FnArg::Receiver(receiver) => Err(Error::new_spanned(receiver, text)),
    }
}

fn read_argument(input: &FnArg) -> syn::Result<Argument<'_>> {
    let FnArg::Typed(PatType { pat, ty, .. }) = input else {
        return Err(Error::new_spanned(input, "a native function has no `self`"));
    };
    let Some(name) = pattern_name(pat) else {
        return Err(Error::new_spanned(pat, "a parameter of a native function is a plain name"));
    };
    let shape = match ty.as_ref() {
        Type::Reference(reference) if matches!(reference.elem.as_ref(), Type::Slice(_)) => Shape::Rest,
        path if last_name(path).is_some_and(|name| name == "Args") => Shape::Everything,
        path => generic(path, "Option").map_or(Shape::Plain, Shape::Optional),
    };
    Ok(Argument { name, ty, shape })
}

/// A parameter's name without underscores around it; `_` is the empty name.
fn pattern_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(ident) if ident.subpat.is_none() => {
            let name = ident.ident.to_string();
            Some(name.strip_prefix("r#").unwrap_or(&name).trim_matches('_').to_owned())
        }
        Pat::Wild(_) => Some(String::new()),
        _ => None,
    }
}

fn read_result(function: &ItemFn) -> syn::Result<Option<&Type>> {
    let text = "a native function returns a `PyResult`";
    match &function.sig.output {
        ReturnType::Type(_, ty)
            if last_name(ty).is_some_and(|name| name == "PyResult" || name == "Result") =>
        {
            Ok(generic(ty, "PyResult").or_else(|| generic(ty, "Result")))
        }
        ReturnType::Type(_, ty) => Err(Error::new_spanned(ty, text)),
        ReturnType::Default => Err(Error::new(function.sig.ident.span(), text)),
    }
}
