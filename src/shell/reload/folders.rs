//! Where to watch: the folders in which a change may change what is read through a path.

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// As many links as systems follow.
const LINKS: u32 = 40;

/// The folder of a file, and those of all links on the way to it: each may come to lead elsewhere.
pub fn folders(file: &Path) -> BTreeSet<PathBuf> {
    let mut folders = BTreeSet::new();
    let mut here = PathBuf::new();
    let mut ahead: VecDeque<PathBuf> = steps(file).collect();
    let mut links = 0;
    while let Some(step) = ahead.pop_front() {
        if step == Path::new("..") {
            // No link is in what lies behind.
            here.pop();
            continue;
        }
        let there = here.join(&step);
        let link = if links < LINKS { fs::read_link(&there).ok() } else { None };
        if link.is_some() || ahead.is_empty() {
            folders.insert(here.clone());
        }
        match link {
            Some(link) => {
                links += 1;
                // Joined to what lies behind, a link from the root is itself again.
                for step in steps(&link).collect::<Vec<_>>().into_iter().rev() {
                    ahead.push_front(step);
                }
            }
            None => here = there,
        }
    }
    folders
}

/// The parts of a path, one by one.
fn steps(path: &Path) -> impl Iterator<Item = PathBuf> {
    path.components().filter(|step| *step != Component::CurDir).map(|step| PathBuf::from(step.as_os_str()))
}

/// Whether a folder lies on another machine, or is lent by one, so that what happens there is not told here.
#[cfg(target_os = "linux")]
pub fn is_remote(folder: &Path) -> bool {
    /// NFS, SMB, SMB 2, CIFS, 9P (also the drives of Windows under WSL), FUSE (also `sshfs`, and folders that a machine lends to its
    /// guest), AFS, Ceph, Lustre, and the folders that `VMware` and `VirtualBox` lend.
    const REMOTE: [u32; 11] = [
        0x6969,
        0x517B,
        0xFE53_4D42,
        0xFF53_4D42,
        0x0102_1997,
        0x6573_5546,
        0x5346_414F,
        0x00C3_6400,
        0x0BD0_0BD0,
        0xBACB_ACBC,
        0x786F_4256,
    ];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "such a number has 32 bits")]
    let is = |about: rustix::fs::StatFs| REMOTE.contains(&(about.f_type as u32));
    rustix::fs::statfs(folder).is_ok_and(is)
}

/// Whether what happens in a folder is not told here.
#[cfg(not(target_os = "linux"))]
pub fn is_remote(_: &Path) -> bool {
    false
}
