//! A panic on demand, in debug builds only, so that the tests can see the terminal being given back.

use std::thread;

/// Panics if `INFLIGHT_PANIC` says so: `view` in the calling thread, `thread` in another. Release builds ignore the variable.
pub fn panic_if_asked() {
    if !cfg!(debug_assertions) {
        return;
    }
    match std::env::var("INFLIGHT_PANIC").as_deref() {
        Ok("view") => panic!("rehearsed in the view"),
        Ok("thread") => drop(thread::spawn(|| panic!("rehearsed in a thread"))),
        _ => {}
    }
}
