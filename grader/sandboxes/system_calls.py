"""Which system calls a student's code may make: all that computing needs, none that reaches for the walls.

Namespaces decide what the sandbox sees, this filter what it may ask of the kernel at all. Most ways out of
namespaces that were ever found began with a call that no NumPy program makes: a namespace within the
namespace, a mount, a tracer, a keyring, a kernel program. These are refused with "not permitted", which
a program that only tried survives; everything else is allowed, because what Python and NumPy need
differs from version to version. (The calls are those that container runtimes refuse as well.)
"""

import errno
import functools
import tempfile

REFUSED = (
    # other processes: looking into them, tracing them, taking what they hold
    *("ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp", "pidfd_getfd"),
    # namespaces, mounts, other roots
    *("unshare", "setns", "chroot", "pivot_root", "mount", "umount2", "move_mount", "open_tree"),
    *("fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr"),
    # files by handles, which know no walls, and watching a whole file system
    *("name_to_handle_at", "open_by_handle_at", "fanotify_init"),
    # programs, rings and fault handlers inside the kernel
    *("bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter"),
    *("io_uring_register", "seccomp"),
    # memory and queues that belong to no process, where nobody would count them
    *("memfd_create", "memfd_secret", "shmget", "msgget", "semget", "mq_open"),
    *("socket", "socketpair", "vmsplice", "splice", "tee", "io_setup"),
    # what tells of other processes, or could carry a message to them: the cache of files, locks, watches
    *("preadv2", "mincore", "cachestat", "fadvise64", "flock", "inotify_init", "inotify_init1"),
    *("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"),
    # keys that belong to the user and not to the process
    *("add_key", "request_key", "keyctl"),
    # the machine: modules, clocks, names, power, accounting, ports, swap
    *("init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load"),
    *("settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname"),
    *("reboot", "acct", "quotactl", "syslog", "iopl", "ioperm", "swapon", "swapoff", "vhangup"),
    # where memory lies, and other personalities of the kernel
    *("move_pages", "migrate_pages", "mbind", "set_mempolicy", "personality", "modify_ldt"),
)

_NAMESPACE_FLAGS = (
    0x00000080,  # time
    0x00020000,  # mount
    0x02000000,  # cgroup
    0x04000000,  # host name
    0x08000000,  # IPC
    0x10000000,  # user
    0x20000000,  # process
    0x40000000,  # network
)
"""The flags by which `clone` makes namespaces (linux/sched.h)."""

_LOCKS = (5, 6, 7, 36, 37, 38)
"""The commands by which `fcntl` asks for locks or sets them (asm-generic/fcntl.h)."""

_SHARED_AND_OF_NO_FILE = 0x21
"""The flags by which `mmap` takes memory that nobody is charged for while nobody has it mapped."""

_OPEN_TREE_ATTR = 467
"""A newer way to other mounts, which libraries don't know by name yet; the number is the same everywhere."""

_UNKNOWN = -1
"""What libseccomp calls a system call that it has not heard of."""


class FilterUnavailable(Exception):
    """System calls can't be filtered here; the message says what is missing."""


@functools.cache
def filter_program() -> bytes:
    """The filter as the program that the kernel takes (BPF), for this machine's processor.

    Raises FilterUnavailable where libseccomp is missing.
    """
    try:
        import pyseccomp as seccomp
    except (ImportError, OSError, RuntimeError) as error:
        raise FilterUnavailable(f"libseccomp can't be used ({error})") from None
    not_permitted = seccomp.ERRNO(errno.EPERM)
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    for name in REFUSED:
        # Not every processor, and not every library, has all of them.
        if seccomp.resolve_syscall(seccomp.system_arch(), name) != _UNKNOWN:
            rules.add_rule(not_permitted, name)
    for flag in _NAMESPACE_FLAGS:
        rules.add_rule(not_permitted, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
    # Its flags lie in memory, where no filter can read them; the C library falls back on `clone`.
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    for command in _LOCKS:
        rules.add_rule(not_permitted, "fcntl", seccomp.Arg(1, seccomp.EQ, command))
    flags = _SHARED_AND_OF_NO_FILE
    rules.add_rule(not_permitted, "mmap", seccomp.Arg(3, seccomp.MASKED_EQ, flags, flags))
    rules.add_rule(not_permitted, _OPEN_TREE_ATTR)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
