//! The sockets between the runs that play and the presenter's notes: where they are, that they are the user's own, and lines over them.

use std::fs::{self, DirBuilder, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt};
use std::os::unix::net::UnixStream as Blocking;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, process};

use rustix::io::Errno;
use rustix::process::{Pid, geteuid, test_kill_process};
use tokio::net::{UnixListener, UnixStream};

/// What follows the process id in the name of a socket.
const ENDING: &str = "sock";
/// How much is read at a time.
const CHUNK: usize = 4096;

/// A socket that can be listened to, and that is there as long as this.
pub struct Bound {
    /// What listens.
    pub listener: UnixListener,
    path: PathBuf,
}

impl Drop for Bound {
    fn drop(&mut self) {
        fs::remove_file(&self.path).ok();
    }
}

/// Makes the socket of this process.
///
/// # Errors
///
/// If there is no folder that is the user's alone, or no socket to be had in it.
pub fn bind() -> io::Result<Bound> {
    let made = |folder: &PathBuf| {
        DirBuilder::new().mode(0o700).create(folder).ok();
        is_private(folder)
    };
    let folder = folders().find(made).ok_or(ErrorKind::PermissionDenied)?;
    // Takes away what others left behind.
    within(&folder);
    let path = folder.join(format!("{}.{ENDING}", process::id()));
    // Of a process that had this id before; a link is not followed.
    fs::remove_file(&path).ok();
    let bound = Bound { listener: UnixListener::bind(&path)?, path };
    fs::set_permissions(&bound.path, Permissions::from_mode(0o600))?;
    Ok(bound)
}

/// The sockets of the runs that play, the newest first; of this process alone, if it is one in particular.
pub fn all(pid: Option<u32>) -> Vec<Found> {
    let mut found: Vec<Found> = folders().filter(|folder| is_private(folder)).flat_map(|folder| within(&folder)).collect();
    found.retain(|found| pid.is_none_or(|pid| pid == found.pid));
    found.sort_by_key(|found| (found.since, found.pid));
    found.reverse();
    found
}

/// Connects to a socket, if the user's own process listens there.
pub async fn connect(path: &Path) -> Option<UnixStream> {
    UnixStream::connect(path).await.ok().filter(is_ours)
}

/// Whether the other side is a process of the same user.
pub fn is_ours(stream: &UnixStream) -> bool {
    stream.peer_cred().is_ok_and(|other| other.uid() == geteuid().as_raw())
}

/// Writes all of it.
///
/// # Errors
///
/// If the other side is gone.
pub async fn write(stream: &UnixStream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        stream.writable().await?;
        match stream.try_write(bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The lines that come from the other side.
pub struct Lines<'a> {
    stream: &'a UnixStream,
    /// The most bytes of a line.
    most: usize,
    /// What has come and was not given yet.
    pending: Vec<u8>,
}

impl<'a> Lines<'a> {
    /// Lines of at most so many bytes.
    pub fn of(stream: &'a UnixStream, most: usize) -> Self {
        Self { stream, most, pending: Vec::new() }
    }

    /// The next line, without its end; nothing if the other side is gone, or sends a line that is too long.
    pub async fn next(&mut self) -> Option<String> {
        loop {
            let end = self.pending.iter().position(|byte| *byte == b'\n');
            if end.unwrap_or(self.pending.len()) > self.most {
                return None;
            }
            if let Some(end) = end {
                let line: Vec<u8> = self.pending.drain(..=end).collect();
                return Some(String::from_utf8_lossy(&line[..end]).into_owned());
            }
            self.stream.readable().await.ok()?;
            let mut chunk = [0; CHUNK];
            match self.stream.try_read(&mut chunk) {
                Ok(0) => return None,
                Ok(read) => self.pending.extend_from_slice(&chunk[..read]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(_) => return None,
            }
        }
    }
}

/// A socket that was found.
pub struct Found {
    /// The process that made it.
    pub pid: u32,
    /// Where it is.
    pub path: PathBuf,
    since: SystemTime,
}

/// Where sockets may be, the better place first.
fn folders() -> impl Iterator<Item = PathBuf> {
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let shared = env::temp_dir().join(format!("inflight-{}", geteuid().as_raw()));
    runtime.map(|folder| folder.join("inflight")).into_iter().chain([shared])
}

/// Whether a folder, and not a link to one, is the user's, and nobody else's to look into.
fn is_private(folder: &Path) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|it| it.is_dir() && it.uid() == geteuid().as_raw() && it.mode() & 0o777 == 0o700)
}

/// The sockets in a folder; those that nobody listens to any more are taken away.
fn within(folder: &Path) -> Vec<Found> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.filter_map(|entry| found(entry.ok()?.path())).collect()
}

fn found(path: PathBuf) -> Option<Found> {
    let about = fs::symlink_metadata(&path).ok()?;
    let pid: u32 = path.file_stem()?.to_str()?.parse().ok()?;
    let is_one = path.extension()? == ENDING && about.file_type().is_socket() && about.uid() == geteuid().as_raw();
    if !is_one {
        return None;
    }
    if is_stale(pid, &path) {
        fs::remove_file(&path).ok();
        return None;
    }
    Some(Found { pid, path, since: about.modified().ok()? })
}

/// Whether there is no such process. Elsewhere than here there may be, in a container: then it answers.
fn is_stale(pid: u32, path: &Path) -> bool {
    let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) else { return true };
    let refused = || Blocking::connect(path).is_err_and(|error| error.kind() == ErrorKind::ConnectionRefused);
    test_kill_process(pid) == Err(Errno::SRCH) && refused()
}
