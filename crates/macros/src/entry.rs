//! One marked function as an entry of a table: its Python name, doc, text signature and binding.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Attribute, Error, ItemFn};

use crate::attribute::{Count, Mark, Role};
use crate::parameter::{Parameters, last_name};
use crate::signature::{Kind, TextSignature};
use crate::wrapper::Wrapped;
use crate::{docs, slots};

/// What a marked function gives to its module's tables.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) doc: String,
    /// Where the function is named.
    pub(crate) span: Span,
    /// A `NativeDef`, or for getters, setters and init the function itself.
    pub(crate) tokens: TokenStream,
    /// The function's `#[cfg]`s.
    pub(crate) conditions: Vec<Attribute>,
}

/// Makes the entry of a function whose mark has been taken out.
pub(crate) fn make(function: &ItemFn, mark: &Mark) -> syn::Result<Entry> {
    let role = mark.role;
    let rust_name = function.sig.ident.to_string();
    let rust_name = rust_name.strip_prefix("r#").unwrap_or(&rust_name);
    let parameters = Parameters::read(function, role)?;
    let conditions =
        function.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect();
    let fixed_name = role == Role::New || rust_name == "__init__";
    let renamed = mark.name.as_ref().map(|name| name.value()).filter(|_| !fixed_name);
    let mut entry = Entry {
        name: rust_name.to_owned(),
        role,
        doc: String::new(),
        span: function.sig.ident.span(),
        tokens: quote!(),
        conditions,
    };
    match role {
        Role::Getter | Role::Member | Role::Setter | Role::Init => {
            let text = mark.text.as_ref().map(|text| text.value());
            entry.name = match (renamed.or(text), role) {
                (Some(name), _) => name,
                (None, Role::Setter) => rust_name.strip_prefix("set_").unwrap_or(rust_name).to_owned(),
                (None, _) => rust_name.to_owned(),
            };
        }
        Role::New => entry.name = "__new__".to_owned(),
        _ => entry.name = renamed.unwrap_or(entry.name),
    }
    entry.doc = doc(function, role, &entry.name)?;
    let shown = match &mark.name {
        Some(name) if fixed_name => name.value(),
        _ => entry.name.clone(),
    };
    let wrapped = Wrapped {
        function,
        role,
        parameters: &parameters,
        name: &entry.name,
        shown: &shown,
        parse: mark.parse,
    };
    entry.tokens = match role {
        Role::Getter | Role::Member | Role::Init if !parameters.arguments.is_empty() => {
            let text = format!("an `#[{}]` takes no arguments", role.attribute());
            return Err(Error::new_spanned(parameters.arguments[0].ty, text));
        }
        Role::Getter | Role::Member => wrapped.getter(),
        Role::Setter => {
            let value = parameters.arguments.first().filter(|_| parameters.arguments.len() == 1);
            if value.is_none_or(|value| last_name(value.ty).is_none_or(|name| name != "Option")) {
                let text = "a setter takes `value: Option<&Value>`, `None` to delete";
                return Err(Error::new_spanned(&function.sig.inputs, text));
            }
            wrapped.setter()
        }
        Role::Init => {
            let name = &function.sig.ident;
            quote!(self::#name)
        }
        _ => definition(&wrapped, mark, &entry)?,
    };
    Ok(entry)
}

/// The `NativeDef` of a function.
fn definition(wrapped: &Wrapped<'_>, mark: &Mark, entry: &Entry) -> syn::Result<TokenStream> {
    let signature = signature(wrapped, mark, &entry.name)?;
    let at = mark.text.as_ref().map_or(mark.span, |text| text.span());
    wrapped.parameters.agree(&signature, mark.text.is_some(), at)?;
    let named = wrapped.role == Role::New || entry.name == "__init__";
    if named && mark.name.is_none() && !wrapped.parameters.takes_everything() {
        let text = "error messages say the type's name here: add `name = \"…\"` after the signature";
        return Err(Error::new(at, text));
    }
    let convention = wrapped.convention(&signature)?;
    let binding = match wrapped.role {
        Role::Special => quote!(Special),
        Role::Class => quote!(Class),
        Role::Static | Role::Function => quote!(Static),
        Role::New => quote!(New),
        _ => quote!(Method),
    };
    let (name, doc) = (&entry.name, &entry.doc);
    let told = mark.told.as_ref().map_or_else(|| signature.text.clone(), |told| told.value());
    let variadic = signature.parameters.iter().any(|named| named.kind == Kind::Variadic);
    let varargs = mark.told.is_some() && variadic || mark.parse == Count::Format;
    let told = match told.as_str() {
        "" => quote!(::core::option::Option::None),
        told => quote!(::core::option::Option::Some(#told)),
    };
    let (step, next) = match wrapped.step() {
        Some(step) => (step, quote!(::core::option::Option::Some(next))),
        None => (quote!(), quote!(::core::option::Option::None)),
    };
    let leaf = match &mark.leaf {
        Some(path) => quote!(::core::option::Option::Some(#path)),
        None => quote!(::core::option::Option::None),
    };
    let direct = match &mark.direct {
        Some(path) => quote!(::core::option::Option::Some(#path)),
        None => quote!(::core::option::Option::None),
    };
    let definition = quote! {
        ::taipan_vm::native::NativeDef {
            name: #name,
            doc: #doc,
            signature: #told,
            varargs: #varargs,
            binding: ::taipan_vm::native::Binding::#binding,
            convention: #convention,
            next: #next,
            leaf: #leaf,
            direct: #direct,
        }
    };
    Ok(if step.is_empty() { definition } else { quote!({ #step #definition }) })
}

/// The text signature: as written, or the usual one of a special method or `__new__`.
fn signature(wrapped: &Wrapped<'_>, mark: &Mark, name: &str) -> syn::Result<TextSignature> {
    let role = wrapped.role;
    let Some(literal) = &mark.text else {
        let usual = match role {
            Role::Special => slots::find(name).map(|(signature, _)| signature),
            Role::New => Some("($type, *args, **kwargs)"),
            _ => None,
        };
        let Some(usual) = usual else {
            let receiver = role.receiver().map_or(String::new(), |receiver| format!("{receiver}, "));
            let text = match role {
                Role::Special => format!(
                    "`{name}` has no slot in types: write `#[method(\"($self, …, /)\")]`, or give its signature here"
                ),
                _ => format!("give the text signature: `#[{}(\"({receiver}…, /)\")]`", role.attribute()),
            };
            return Err(Error::new(mark.span, text));
        };
        return TextSignature::parse_text(usual).map_err(|text| Error::new(mark.span, text));
    };
    let mut signature = TextSignature::parse(literal)?;
    match (role.receiver(), signature.receiver.as_deref()) {
        (Some(wanted), None) if role != Role::New => {
            Err(Error::new(literal.span(), format!("the signature begins with `{wanted}`")))
        }
        (Some(wanted), Some(found)) if wanted != found => {
            Err(Error::new(literal.span(), format!("the signature begins with `{wanted}`, not `{found}`")))
        }
        (None, Some(found)) => Err(Error::new(literal.span(), format!("nothing is bound to `{found}` here"))),
        _ => {
            if role == Role::Function {
                signature.text = with_module(&signature);
            }
            Ok(signature)
        }
    }
}

/// A module function's signature with `$module`, as CPython gives them: `(x, /)` is `($module, x, /)`.
fn with_module(signature: &TextSignature) -> String {
    let inner = signature.text.trim_start_matches('(');
    let has_slash = signature.parameters.iter().any(|named| named.kind == Kind::PositionalOnly);
    match (signature.parameters.is_empty(), has_slash) {
        (true, _) => "($module, /)".to_owned(),
        (false, true) => format!("($module, {inner}"),
        (false, false) => format!("($module, /, {inner}"),
    }
}

fn doc(function: &ItemFn, role: Role, name: &str) -> syn::Result<String> {
    if let Some(doc) = docs::text(&function.attrs) {
        return Ok(doc);
    }
    match role {
        Role::New => Ok("Creates and returns a new instance.".to_owned()),
        Role::Init | Role::Setter => Ok(String::new()),
        Role::Special if let Some((_, doc)) = slots::find(name) => Ok(doc),
        _ => Err(Error::new(
            function.sig.ident.span(),
            format!("`{name}` has no doc comment, which Python shows as `__doc__`"),
        )),
    }
}
