//! Wrappers: the functions behind the tables, which check and convert what Python passes.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Error, ItemFn, Type};

use crate::attribute::{Count, Role};
use crate::parameter::{Literal, Parameters, Shape, generic, last_name, literal};
use crate::signature::{Kind, Named, TextSignature};

/// What a wrapper is made from.
pub(crate) struct Wrapped<'a> {
    pub(crate) function: &'a ItemFn,
    pub(crate) role: Role,
    pub(crate) parameters: &'a Parameters<'a>,
    /// The name Python knows it by.
    pub(crate) name: &'a str,
    /// The name in messages about arguments.
    pub(crate) shown: &'a str,
    pub(crate) parse: Count,
}

impl Wrapped<'_> {
    /// The expression of the `Convention`, wrapper included.
    pub(crate) fn convention(&self, signature: &TextSignature) -> syn::Result<TokenStream> {
        if self.parameters.takes_everything() {
            let call = self.call(&[quote!(args)]);
            return Ok(self.wrap("Keywords", quote!(args: ::taipan_vm::native::Args<'_>), quote!(), call));
        }
        let named = &signature.parameters;
        let positional_only = |named: &Named| matches!(named.kind, Kind::PositionalOnly | Kind::Variadic);
        // These are called with whatever the type was called with, and word their own errors.
        let of_type = self.role == Role::New || self.name == "__init__";
        if self.parse == Count::Keywords {
            if !named.is_empty() {
                return self.keywords(signature);
            }
            let shown = self.shown;
            let check = quote!(::taipan_vm::native::convert::no_arguments(t, args, #shown)?;);
            return Ok(self.wrap(
                "Keywords",
                quote!(args: ::taipan_vm::native::Args<'_>),
                check,
                self.call(&[]),
            ));
        }
        if named.is_empty() && !of_type {
            return Ok(self.wrap("NoArgs", quote!(), quote!(), self.call(&[])));
        }
        if let ([only], false, Count::Plain) = (named.as_slice(), of_type, self.parse)
            && only.kind == Kind::PositionalOnly
            && only.default.is_none()
        {
            let context = self.context(quote!(Only));
            let convert = self.convert(0, only, &quote!(value), &context);
            let call = self.call(&[quote!(a0)]);
            return Ok(self.wrap("One", quote!(value: &::taipan_vm::value::Value), convert, call));
        }
        if named.iter().all(positional_only) {
            Ok(self.positional(named, of_type))
        } else {
            self.keywords(signature)
        }
    }

    /// The expression of a getter function.
    pub(crate) fn getter(&self) -> TokenStream {
        let call = self.call(&[]);
        let function = self.wrapper(quote!(), quote!(), call);
        quote!({ #function wrapper })
    }

    /// The expression of a setter function.
    pub(crate) fn setter(&self) -> TokenStream {
        let this = self.this();
        let name = &self.function.sig.ident;
        quote!({
            fn wrapper(
                t: &mut ::taipan_vm::thread::Thread,
                this: &::taipan_vm::value::Value,
                value: ::core::option::Option<&::taipan_vm::value::Value>,
            ) -> ::taipan_vm::native::PyResult<()> {
                #this
                self::#name(t, this, value)
            }
            wrapper
        })
    }

    fn positional(&self, named: &[Named], of_type: bool) -> TokenStream {
        let fixed = named.iter().filter(|named| named.kind != Kind::Variadic).count();
        let least =
            named.iter().filter(|named| named.kind != Kind::Variadic && named.default.is_none()).count();
        let most = if fixed < named.len() { quote!(usize::MAX) } else { quote!(#fixed) };
        let shown = self.shown;
        let check = if self.role == Role::Special && ["__pow__", "__rpow__"].contains(&self.name) {
            quote!(::taipan_vm::native::convert::check_slot_arguments(t, values.len(), #least, #most)?;)
        } else if self.parse == Count::Format {
            quote!(::taipan_vm::native::convert::check_format(t, #shown, values.len(), #least, #most)?;)
        } else {
            quote!(::taipan_vm::native::convert::check_positional(t, #shown, values.len(), #least, #most)?;)
        };
        let mut body = check;
        let mut arguments = Vec::new();
        for (index, named) in named.iter().enumerate() {
            let given = match (named.kind, &named.default) {
                (Kind::Variadic, _) => quote!(values.get(#index..).unwrap_or_default()),
                (_, None) => quote!(&values[#index]),
                (_, Some(_)) => quote!(values.get(#index)),
            };
            let position = index + 1;
            body.extend(self.convert(index, named, &given, &self.context(quote!(Position(#position)))));
            let argument = format_ident!("a{index}");
            arguments.push(quote!(#argument));
        }
        let call = self.call(&arguments);
        if of_type {
            let check = if self.role == Role::New { quote!(new_arguments) } else { quote!(init_arguments) };
            let body = quote! {
                let values = ::taipan_vm::native::convert::#check(t, this, args, #shown)?;
                #body
            };
            return self.wrap("Keywords", quote!(args: ::taipan_vm::native::Args<'_>), body, call);
        }
        self.wrap("Fast", quote!(values: &[::taipan_vm::value::Value]), body, call)
    }

    fn keywords(&self, signature: &TextSignature) -> syn::Result<TokenStream> {
        let named = &signature.parameters;
        let count = |wanted: &dyn Fn(&Named) -> bool| named.iter().filter(|named| wanted(named)).count();
        let positional_only = count(&|named| named.kind == Kind::PositionalOnly);
        let positional = positional_only + count(&|named| named.kind == Kind::Either);
        let required = count(&|named| {
            matches!(named.kind, Kind::PositionalOnly | Kind::Either) && named.default.is_none()
        });
        let required_keyword_only =
            count(&|named| named.kind == Kind::KeywordOnly && named.default.is_none());
        let mut keyword_only = named.iter().filter(|named| named.kind == Kind::KeywordOnly);
        if keyword_only.by_ref().any(|named| named.default.is_some())
            && keyword_only.any(|named| named.default.is_none())
        {
            let text = "keyword-only parameters without a default come first";
            return Err(Error::new(self.function.sig.ident.span(), text));
        }
        let names: Vec<&str> = named
            .iter()
            .filter(|named| named.kind != Kind::Variadic)
            .map(|named| if named.kind == Kind::PositionalOnly { "" } else { named.name.as_str() })
            .collect();
        let total = names.len();
        let shown = self.shown;
        let bind = if signature.is_open() {
            quote!(let (bound, rest) = args.bind_variadic(t, &SIGNATURE)?;)
        } else {
            quote!(let bound = args.bind(t, &SIGNATURE)?;)
        };
        let mut body = quote! {
            static SIGNATURE: ::taipan_vm::native::arguments::Signature<#total> =
                ::taipan_vm::native::arguments::Signature {
                    function: #shown,
                    names: [#(#names),*],
                    positional_only: #positional_only,
                    positional: #positional,
                    required: #required,
                    required_keyword_only: #required_keyword_only,
                };
            #bind
        };
        let mut arguments = Vec::new();
        let mut slot = 0usize;
        for (index, named) in named.iter().enumerate() {
            let given = match (named.kind, &named.default) {
                (Kind::Variadic, _) => quote!(rest),
                (_, None) => quote!(::taipan_vm::native::convert::bound(bound[#slot])),
                (_, Some(_)) => quote!(bound[#slot]),
            };
            slot += usize::from(named.kind != Kind::Variadic);
            let place = if named.kind == Kind::PositionalOnly {
                quote!(Position(#slot))
            } else {
                let name = &named.name;
                quote!(Named(#name))
            };
            body.extend(self.convert(index, named, &given, &self.context(place)));
            let argument = format_ident!("a{index}");
            arguments.push(quote!(#argument));
        }
        let call = self.call(&arguments);
        Ok(self.wrap("Keywords", quote!(args: ::taipan_vm::native::Args<'_>), body, call))
    }

    fn context(&self, place: TokenStream) -> TokenStream {
        let shown = self.shown;
        quote! {
            &::taipan_vm::native::convert::Context {
                function: #shown,
                place: ::taipan_vm::native::convert::Place::#place,
            }
        }
    }

    /// `let aN = …;`: the argument at `index` out of `given`, a `&Value` (or an `Option` of it if there is a default).
    fn convert(
        &self,
        index: usize,
        named: &Named,
        given: &TokenStream,
        context: &TokenStream,
    ) -> TokenStream {
        let argument = &self.parameters.arguments[index];
        let name = format_ident!("a{index}");
        let from =
            |ty: &Type| quote_spanned!(ty.span() => <#ty as ::taipan_vm::native::FromValue<'_>>::from_value);
        match (&argument.shape, &named.default) {
            (Shape::Rest | Shape::Everything, _) => quote!(let #name = #given;),
            (Shape::Optional(inner), default) => {
                let from = from(inner);
                let unless_none = default
                    .as_deref()
                    .filter(|default| *default == "None")
                    .map(|_| quote!(.filter(|value| !value.is_none())));
                quote! {
                    let #name = match #given #unless_none {
                        ::core::option::Option::Some(value) => ::core::option::Option::Some(#from(t, value, #context)?),
                        ::core::option::Option::None => ::core::option::Option::None,
                    };
                }
            }
            (Shape::Plain, None) => {
                let from = from(argument.ty);
                quote!(let #name = #from(t, #given, #context)?;)
            }
            (Shape::Plain, Some(default)) => {
                let ty = argument.ty;
                let from = from(ty);
                let default = match literal(ty, default) {
                    Some(Literal::Number(number)) => {
                        let number: TokenStream = number.parse().unwrap_or_default();
                        quote!(#number)
                    }
                    Some(Literal::MaxSize) => quote!(isize::MAX as #ty),
                    Some(Literal::Bool(value)) => quote!(#value),
                    // Agreement with the signature was checked: the default is None.
                    Some(Literal::None) | None => {
                        return quote! {
                            let none = ::taipan_vm::value::Value::NONE;
                            let #name = #from(t, #given.unwrap_or(&none), #context)?;
                        };
                    }
                };
                quote! {
                    let #name = match #given {
                        ::core::option::Option::Some(value) => #from(t, value, #context)?,
                        ::core::option::Option::None => #default,
                    };
                }
            }
        }
    }

    /// `let this = …;` where the function wants more than a value.
    fn this(&self) -> TokenStream {
        let Some(Type::Reference(reference)) = self.parameters.this else { return quote!(let _ = this;) };
        let ty = reference.elem.as_ref();
        if last_name(ty).is_some_and(|name| name == "Value") {
            return quote!();
        }
        let name = self.name;
        let check = if self.role == Role::Special { quote!(special_self) } else { quote!(method_self) };
        // The names are the wrapper's, also where the type comes from a macro's caller.
        let span = ty.span().resolved_at(Span::call_site());
        quote_spanned!(span => let this = ::taipan_vm::native::convert::#check::<#ty>(t, this, #name)?;)
    }

    /// The call of the function, its result converted.
    fn call(&self, arguments: &[TokenStream]) -> TokenStream {
        let name = &self.function.sig.ident;
        let this = self.parameters.this.map(|_| quote!(this,));
        let mut call = quote!(self::#name(t, #this #(#arguments),*)?);
        let result = self.parameters.result;
        let span = result.map_or(Span::call_site(), Spanned::span);
        if self.ends_with_none() {
            if self.is_step() {
                call = quote!(next(t, this).result(t)?);
            }
            return quote! {
                match #call {
                    ::core::option::Option::Some(item) => ::taipan_vm::native::IntoValue::into_value(item, t),
                    ::core::option::Option::None => ::core::result::Result::Err(t.stop_iteration(::core::option::Option::None)),
                }
            };
        }
        let ty = match result {
            Some(ty) => quote!(#ty),
            None => quote!(::taipan_vm::value::Value),
        };
        let into = quote_spanned!(span => <#ty as ::taipan_vm::native::IntoValue>::into_value);
        quote!(#into(#call, t))
    }

    /// Whether the function is a `__next__` whose `None` ends the iteration.
    fn ends_with_none(&self) -> bool {
        self.name == "__next__" && self.parameters.result.is_some_and(|ty| generic(ty, "Option").is_some())
    }

    /// Whether a definition gets a `next`.
    fn is_step(&self) -> bool {
        self.ends_with_none() && self.role == Role::Special
    }

    /// The function behind the `next` of the definition, if it has one. The function's only caller, so that its result is never
    /// written to memory.
    pub(crate) fn step(&self) -> Option<TokenStream> {
        if !self.is_step() {
            return None;
        }
        let this = self.this();
        let name = &self.function.sig.ident;
        Some(quote! {
            fn next(
                t: &mut ::taipan_vm::thread::Thread,
                this: &::taipan_vm::value::Value,
            ) -> ::taipan_vm::native::Stepped {
                #[inline(always)]
                fn step(
                    t: &mut ::taipan_vm::thread::Thread,
                    this: &::taipan_vm::value::Value,
                ) -> ::taipan_vm::native::PyResult<::core::option::Option<::taipan_vm::value::Value>> {
                    #this
                    self::#name(t, this)
                }
                let result = step(t, this);
                ::taipan_vm::native::Stepped::new(t, result)
            }
        })
    }

    fn wrapper(&self, parameters: TokenStream, body: TokenStream, call: TokenStream) -> TokenStream {
        let this = if self.is_step() { quote!() } else { self.this() };
        quote! {
            fn wrapper(
                t: &mut ::taipan_vm::thread::Thread,
                this: &::taipan_vm::value::Value,
                #parameters
            ) -> ::taipan_vm::native::PyResult {
                #this
                #body
                #call
            }
        }
    }

    fn wrap(
        &self,
        convention: &str,
        parameters: TokenStream,
        body: TokenStream,
        call: TokenStream,
    ) -> TokenStream {
        let function = self.wrapper(parameters, body, call);
        let convention = format_ident!("{convention}");
        quote!({ #function ::taipan_vm::native::Convention::#convention(wrapper) })
    }
}
