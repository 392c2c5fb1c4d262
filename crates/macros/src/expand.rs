//! The two macros: a walk over a module's functions, and the tables that it ends in.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Error, Item, ItemMod, LitStr};

use crate::attribute::{Role, combine, take_mark};
use crate::docs;
use crate::entry::{self, Entry};

/// Expands `#[methods]`.
pub(crate) fn methods(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = None;
    if !arguments.is_empty() {
        combine(&mut errors, Error::new_spanned(&arguments, "`#[methods]` takes no arguments"));
    }
    expand(item, errors, false, |_, entries, errors| {
        let methods = entries
            .iter()
            .filter(|entry| !matches!(entry.role, Role::Getter | Role::Member | Role::Setter))
            .map(|entry| {
                let (conditions, tokens) = (&entry.conditions, &entry.tokens);
                quote!(#(#conditions)* #tokens)
            });
        let getsets = getsets(entries, errors);
        quote! {
            /// The methods of this module, for the type's table.
            #[allow(clippy::all, unreachable_pub, unused_variables, reason = "generated")]
            pub static METHODS: &[::taipan_vm::native::NativeDef] = &[#(#methods),*];

            /// The attributes of this module, for the type's table.
            #[allow(clippy::all, unreachable_pub, unused_variables, reason = "generated")]
            pub static GETSETS: &[::taipan_vm::native::GetSetDef] = &[#(#getsets),*];
        }
    })
}

/// Expands `#[module("name")]`.
pub(crate) fn module(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = None;
    let name = match syn::parse2::<LitStr>(arguments) {
        Ok(name) => name.value(),
        Err(error) => {
            combine(&mut errors, Error::new(error.span(), "give the module's name: `#[module(\"name\")]`"));
            String::new()
        }
    };
    expand(item, errors, true, |item, entries, errors| {
        let doc = docs::text(&item.attrs).unwrap_or_else(|| {
            let text = "the module has no doc comment, which Python shows as `__doc__`";
            combine(errors, Error::new(item.ident.span(), text));
            String::new()
        });
        let functions = entries.iter().filter(|entry| entry.role == Role::Function).map(|entry| {
            let (conditions, tokens) = (&entry.conditions, &entry.tokens);
            quote!(#(#conditions)* #tokens)
        });
        let init = match entries.iter().find(|entry| entry.role == Role::Init) {
            Some(Entry { tokens, .. }) => quote!(::core::option::Option::Some(#tokens)),
            None => quote!(::core::option::Option::None),
        };
        quote! {
            /// The module's definition.
            #[allow(clippy::all, unreachable_pub, unused_variables, reason = "generated")]
            pub static MODULE: ::taipan_vm::native::NativeModule = ::taipan_vm::native::NativeModule {
                name: #name,
                doc: #doc,
                functions: &[#(#functions),*],
                init: #init,
            };
        }
    })
}

/// Collects the entries of an inline module and adds what `tables` makes of them; errors come out beside it.
fn expand(
    item: TokenStream,
    mut errors: Option<Error>,
    of_modules: bool,
    tables: impl FnOnce(&ItemMod, &[Entry], &mut Option<Error>) -> TokenStream,
) -> TokenStream {
    let mut item = match syn::parse2::<ItemMod>(item) {
        Ok(item) => item,
        Err(error) => {
            return Error::new(error.span(), "this attribute stands on a module").to_compile_error();
        }
    };
    let Some((_, items)) = &mut item.content else {
        let text = "this attribute stands on a module with its content in braces";
        combine(&mut errors, Error::new(item.span(), text));
        return errors.map_or_else(TokenStream::new, |errors| errors.to_compile_error());
    };
    let mut entries: Vec<Entry> = Vec::new();
    for item in items.iter_mut() {
        let Item::Fn(function) = item else { continue };
        let entry = match take_mark(&mut function.attrs, of_modules) {
            Ok(Some(mark)) => entry::make(function, &mark),
            Ok(None) => continue,
            Err(error) => Err(error),
        };
        match entry {
            Ok(entry) if is_repeated(&entries, &entry) => {
                let text = format!("`{}` is defined twice", entry.name);
                combine(&mut errors, Error::new(entry.span, text));
            }
            Ok(entry) => entries.push(entry),
            Err(error) => combine(&mut errors, error),
        }
    }
    let tables = tables(&item, &entries, &mut errors);
    if let Some((_, items)) = &mut item.content {
        items.push(Item::Verbatim(tables));
        if let Some(errors) = errors {
            items.push(Item::Verbatim(errors.to_compile_error()));
        }
    }
    item.into_token_stream()
}

/// Whether there is an entry of this name already; under different `#[cfg]`s there may be.
fn is_repeated(entries: &[Entry], new: &Entry) -> bool {
    entries.iter().any(|entry| {
        let reads = |role| matches!(role, Role::Getter | Role::Member);
        let pair =
            reads(entry.role) && new.role == Role::Setter || entry.role == Role::Setter && reads(new.role);
        entry.name == new.name && !pair && entry.conditions.is_empty() && new.conditions.is_empty()
    })
}

/// The `GetSetDef` of each getter, with its setter.
fn getsets(entries: &[Entry], errors: &mut Option<Error>) -> Vec<TokenStream> {
    let of_role = |role: Role| entries.iter().filter(move |entry| entry.role == role);
    for setter in of_role(Role::Setter) {
        if !of_role(Role::Getter).chain(of_role(Role::Member)).any(|getter| getter.name == setter.name) {
            let text = format!("the setter `{}` has no getter of the same name", setter.name);
            combine(errors, Error::new(setter.span, text));
        }
    }
    let reads = |entry: &&Entry| matches!(entry.role, Role::Getter | Role::Member);
    entries
        .iter()
        .filter(reads)
        .map(|getter| {
            let member = getter.role == Role::Member;
            let Entry { name, doc, tokens, conditions, .. } = getter;
            let setter = match of_role(Role::Setter).find(|setter| setter.name == *name) {
                Some(Entry { tokens, .. }) => quote!(::core::option::Option::Some(#tokens)),
                None if member => quote!(::core::option::Option::Some(::taipan_vm::native::read_only)),
                None => quote!(::core::option::Option::None),
            };
            quote! {
                #(#conditions)*
                ::taipan_vm::native::GetSetDef {
                    name: #name, doc: #doc, get: #tokens, set: #setter, member: #member,
                }
            }
        })
        .collect()
}
