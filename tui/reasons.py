"""Why the system refused a file or a folder, as a sentence of ours: its own are in English only."""

import errno

from core.messages import N_, Message, say

_REASONS = {
    errno.EEXIST: N_("there is a file of that name"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.ENOENT: N_("it does not exist"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: N_("you may not"),
    errno.EPERM: N_("you may not"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENOSPC: N_("there is no room left"),
    errno.EDQUOT: N_("there is no room left"),
    errno.EFBIG: N_("there is no room left"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("its links go round in a circle"),
    errno.EIO: N_("the disk has a fault"),
}


def reason(error: OSError) -> Message:
    """What the system said, in a few words to be put into a sentence."""
    if error.errno in _REASONS:
        return say(_REASONS[error.errno])
    return say(N_("the system refuses (error {number})"), number=error.errno or "?")
