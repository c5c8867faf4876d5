//! The binary `tandem`: everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    tandem_server::cli::main()
}
