//! Makes the pictures of the README: plays a shipped scenario up to an instant and writes the screen as SVG.
//!
//! `cargo run --example picture -- docs` writes them into the folder `docs`; a test notices when they are stale.

#[path = "picture/film.rs"]
mod film;

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args_os().nth(1).unwrap_or_else(|| "docs".into()));
    for picture in film::PICTURES {
        fs::write(folder.join(picture.file), picture.svg().map_err(io::Error::other)?)?;
    }
    Ok(())
}
