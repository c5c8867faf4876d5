//! The order of functions in a wasm module: those that are alike lie side by side.
//!
//! The compiler makes many functions that differ in a few bytes, and the linker lays them down as it
//! finds them. What compresses the module finds a likeness the cheaper the nearer it lies. Nothing
//! else depends on the order: functions are called by their index, and all indices are rewritten.

use std::convert::Infallible;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

/// The module with its functions ordered by their types, and by what they do within a type.
pub(super) fn alike(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut functions = Functions::of(wasm)?;
    let mut ordered = Module::new();
    functions
        .parse_core_module(&mut ordered, Parser::new(0), wasm)
        .map_err(|error| anyhow!("cannot order the functions: {error}"))?;
    Ok(ordered.finish())
}

/// The functions that a module defines.
struct Functions<'a> {
    /// How many functions the module imports; their indices come first.
    imported: u32,
    types: Vec<u32>,
    bodies: Vec<FunctionBody<'a>>,
    /// Which one stands at each place in the new order.
    order: Vec<usize>,
    /// At which place each of them stands.
    places: Vec<u32>,
}

impl<'a> Functions<'a> {
    fn of(wasm: &'a [u8]) -> Result<Self> {
        let (mut imported, mut types, mut bodies) = (0, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        if let TypeRef::Func(_) = import?.ty {
                            imported += 1;
                        }
                    }
                }
                Payload::FunctionSection(section) => {
                    types = section.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::CodeSectionEntry(body) => bodies.push(body),
                _ => {}
            }
        }
        let mut order: Vec<usize> = (0..bodies.len()).collect();
        order.sort_by_key(|function| (types[*function], bodies[*function].as_bytes()));
        let mut places = vec![0; order.len()];
        for (place, function) in (0..).zip(&order) {
            places[*function] = place;
        }
        Ok(Self {
            imported,
            types,
            bodies,
            order,
            places,
        })
    }
}

impl Reencode for Functions<'_> {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
        let defined = index.checked_sub(self.imported);
        Ok(match defined {
            Some(defined) => self.imported + self.places[defined as usize],
            None => index,
        })
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for function in &self.order {
            functions.function(self.types[*function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        _: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for place in 0..self.order.len() {
            let body = self.bodies[self.order[place]].clone();
            self.parse_function_body(code, body)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        EntityType, ExportKind, ExportSection, Function, ImportSection, TypeSection,
    };
    use wasmparser::Operator;

    use super::*;

    /// A module with one import and these functions, each exported under its number: the types of
    /// all, and whom they call.
    fn module(functions: &[(u32, &[u32])]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("js", "f", EntityType::Function(0));
        let (mut section, mut exports) = (FunctionSection::new(), ExportSection::new());
        let mut code = CodeSection::new();
        for (number, (of_type, calls)) in (0..).zip(functions) {
            section.function(*of_type);
            exports.export(&format!("f{number}"), ExportKind::Func, number + 1);
            let mut body = Function::new([]);
            for called in *calls {
                body.instructions().call(*called);
            }
            body.instructions().end();
            code.function(&body);
        }
        let mut module = Module::new();
        let module = module.section(&types).section(&imports).section(&section);
        module.section(&exports).section(&code);
        module.clone().finish()
    }

    /// For every export: its name, the type of its function, and the names of those it calls.
    fn read(wasm: &[u8]) -> Vec<(String, u32, Vec<String>)> {
        let functions = Functions::of(wasm).unwrap();
        let mut exports = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            if let Payload::ExportSection(section) = payload.unwrap() {
                exports.extend(section.into_iter().map(|export| {
                    let export = export.unwrap();
                    (export.name.to_owned(), export.index)
                }));
            }
        }
        let name = |index: u32| {
            let mut found = exports.iter().filter(|(_, other)| *other == index);
            found
                .next()
                .map_or_else(|| "js".to_owned(), |(name, _)| name.clone())
        };
        let read = |index: u32| {
            let defined = (index - functions.imported) as usize;
            let operators = functions.bodies[defined].get_operators_reader().unwrap();
            let calls = operators
                .into_iter()
                .filter_map(|operator| match operator.unwrap() {
                    Operator::Call { function_index } => Some(name(function_index)),
                    _ => None,
                });
            (functions.types[defined], calls.collect())
        };
        let exports = exports.iter();
        exports
            .map(|(name, index)| {
                let (of_type, calls) = read(*index);
                (name.clone(), of_type, calls)
            })
            .collect()
    }

    #[test]
    fn functions_move_together_with_all_that_names_them() {
        // The third calls the import, the first and itself.
        let before = module(&[(1, &[0, 0]), (0, &[]), (1, &[0, 1, 3]), (0, &[2, 2, 2])]);
        let after = alike(&before).unwrap();
        assert_eq!(read(&after), read(&before));
        let types = Functions::of(&after).unwrap().types;
        assert_eq!(types, [0, 0, 1, 1]);
        // There is nothing left to do.
        assert_eq!(alike(&after).unwrap().len(), after.len());
    }
}
