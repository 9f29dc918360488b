//! The screen, driven and looked at through its public interface; to accept new looks: `INSTA_UPDATE=always cargo test --test screen`.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod anything;
mod class;
mod code;
mod gallery;
mod inspector;
mod keys;
mod looks;
mod made;
mod mouse;
mod notes;
mod patterns;
mod properties;
mod quiz;
mod quiz_shows;
mod reload;
mod scenes;
mod stage;
mod states;
mod talk;
mod telling;
mod touch;
mod turn;
mod views_time;
mod views_words;
