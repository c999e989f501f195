"""Real container engines, each in a private folder, and everything they leave behind taken away."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

from harness import programs

TREE = programs.ROOT / "build" / "engines"
CGROUPS = pathlib.Path("/sys/fs/cgroup")
APPLETS = ("sh", "sleep", "dd", "cat", "true", "false", "echo", "kill", "ls", "sync", "wc", "nc",
           "head", "ping", "httpd", "wget")


def environment(**more):
    """Programs and libraries of the unpacked packages go first."""
    libraries = [str(path) for path in TREE.glob("usr/lib/*-linux-gnu*")]
    libraries += [str(path) for path in TREE.glob("lib/*-linux-gnu*")]
    return {"PATH": f"{TREE}/usr/sbin:{TREE}/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LD_LIBRARY_PATH": ":".join(libraries), "HOME": "/nonexistent", **more}


def run(argv, timeout=60, check=True, **more):
    result = subprocess.run([str(word) for word in argv], stdin=subprocess.DEVNULL,
                            capture_output=True, text=True, timeout=timeout, check=False, **more)
    if check and result.returncode:
        raise RuntimeError(f"{argv}: {result.stderr}")
    return result.stdout.strip()


def image_archive(folder):
    """A tar of a root file system with busybox and nothing else."""
    rootfs = pathlib.Path(folder) / "rootfs"
    for name in ("bin", "tmp", "proc", "sys", "dev", "etc"):
        (rootfs / name).mkdir(parents=True)
    shutil.copy(TREE / "bin" / "busybox", rootfs / "bin" / "busybox")
    for applet in APPLETS:
        (rootfs / "bin" / applet).symlink_to("busybox")
    archive = pathlib.Path(folder) / "image.tar"
    run(["tar", "-C", rootfs, "-cf", archive, "."])
    return archive


def disk_below(folder):
    """The block device that a folder lies on, or None."""
    number = os.stat(folder).st_dev
    uevent = pathlib.Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}/uevent")
    if not uevent.exists():
        return None
    names = dict(line.split("=", 1) for line in uevent.read_text().splitlines())
    return f"/dev/{names['DEVNAME']}"


def remove_cgroups(name):
    """The cgroups of this name in every hierarchy, from the leaves up; they must be empty."""
    for hierarchy in [CGROUPS, *CGROUPS.iterdir()]:
        top = hierarchy / name
        for folder in sorted(top.glob("**/"), key=lambda path: -len(path.parts)):
            try:
                folder.rmdir()
            except OSError:
                pass  # still in use by somebody else, who will take it away


def process_ids(marker):
    """Processes whose command line holds a text that only ours hold: the name of our folder."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and marker in (entry / "cmdline").read_text():
                found.append(int(entry.name))
        except OSError:
            pass
    return [pid for pid in found if pid != os.getpid()]


class Engine:
    """What Docker and Podman have in common. A context manager that leaves nothing behind."""

    def __init__(self):
        # Names of socket files must be short.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sw", dir="/tmp"))
        self.socket = self.folder / "s"
        self.program = None

    def command(self, *arguments):
        raise NotImplementedError

    def __call__(self, *arguments, **more):
        return run(self.command(*arguments), env=self.environment(), **more)

    def environment(self):
        return environment()

    def start_container(self, name, *arguments, command=("sleep", "1000")):
        """Its full id."""
        return self("run", "-d", "--name", name, "--network", "none", *arguments, "bb:1", *command)

    def remove_networks(self):
        """Those that tests made, where they would stay on the host."""

    def inspect(self, name):
        return json.loads(self("inspect", name))[0]

    def answers(self):
        result = subprocess.run(["curl", "-s", "-m", "2", "--unix-socket", str(self.socket),
                                 "http://engine/_ping"], capture_output=True, check=False)
        return result.stdout == b"OK"

    def launch(self, argv):
        self.program = programs.Program(argv, env=self.environment())
        try:
            programs.wait_until(self.answers, str(argv[0]), timeout=60)
        except TimeoutError as error:
            raise RuntimeError(f"{error}: {self.program.output()[-2000:]}") from None

    def __enter__(self):
        try:
            self.set_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        try:
            ids = self("ps", "-aq").split()
            if ids:
                self("rm", "-f", *ids, check=False)
            self.remove_networks()
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            print(f"{error}", flush=True)
        if self.program is not None:
            self.program.__exit__()
        for pid in process_ids(str(self.folder)):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.take_away()
        mounts = pathlib.Path("/proc/mounts").read_text().splitlines()
        mounted = [line.split()[1] for line in mounts]
        for path in reversed(mounted):
            if path.startswith(f"{self.folder}/"):
                run(["umount", path], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


class Docker(Engine):
    """An own dockerd, its containers below a cgroup of their own."""

    @property
    def cgroup(self):
        return self.folder.name

    def command(self, *arguments):
        return [TREE / "usr/bin/docker", "-H", f"unix://{self.socket}", *arguments]

    def daemon(self):
        return [TREE / "usr/sbin/dockerd", f"--data-root={self.folder}/data",
                f"--exec-root={self.folder}/exec", f"--pidfile={self.folder}/pid",
                "-H", f"unix://{self.socket}", "--storage-driver=vfs", "--iptables=false",
                "--ip6tables=false", "--bridge=none", "--ip-forward=false", "--ip-masq=false",
                "--userland-proxy=false", f"--cgroup-parent=/{self.cgroup}", "--live-restore"]

    def set_up(self):
        self.launch(self.daemon())
        self("import", image_archive(self.folder), "bb:1")

    def crash(self):
        """dockerd goes without a word; the containers stay."""
        self.program.kill()

    def restart(self):
        # containerd dies with its dockerd, but where nobody collects it at once its number seems
        # alive to the next dockerd, which then waits for it in vain.
        (self.folder / "exec/containerd/containerd.pid").unlink(missing_ok=True)
        self.launch(self.daemon())

    def remove_networks(self):
        ids = self("network", "ls", "-q", "--filter", "type=custom").split()
        if ids:
            self("network", "rm", *ids, check=False)

    def take_away(self):
        remove_cgroups(self.cgroup)


class Podman(Engine):
    """Podman's API over a socket; its containers are started by the command."""

    def command(self, *arguments):
        return [TREE / "usr/bin/podman", "--root", self.folder / "root", "--runroot",
                self.folder / "run", "--tmpdir", self.folder / "tmp", *arguments]

    def environment(self):
        return environment(CONTAINERS_CONF=str(self.folder / "containers.conf"),
                           CONTAINERS_STORAGE_CONF=str(self.folder / "storage.conf"))

    def set_up(self):
        (self.folder / "containers.conf").write_text(
            '[containers]\ndefault_ulimits=["nofile=10000:10000","nproc=30000:30000"]\n'
            '[engine]\ncgroup_manager="cgroupfs"\nevents_logger="file"\nruntime="runc"\n'
            f'conmon_path=["{TREE}/usr/bin/conmon"]\n'
            f'[engine.runtimes]\nrunc=["{TREE}/usr/sbin/runc"]\n')
        (self.folder / "storage.conf").write_text(
            f'[storage]\ndriver="vfs"\ngraphroot="{self.folder}/root"\n'
            f'runroot="{self.folder}/run"\n')
        policy = self.folder / "policy.json"
        policy.write_text('{"default":[{"type":"insecureAcceptAnything"}]}')
        self("import", "--signature-policy", policy, image_archive(self.folder), "bb:1")
        self.launch(self.command("system", "service", "--time=0", f"unix://{self.socket}"))

    def take_away(self):
        remove_cgroups("libpod_parent")
