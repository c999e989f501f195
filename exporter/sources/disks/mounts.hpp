// Which mounts are file systems whose room matters: /proc/PID/mountinfo, and the choice among its
// lines. Not how full they are: filesystems.hpp. Pure; any thread.
// Tested by tests/exporter/sources/disks/mounts_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace silicon::disks {

struct Mount {
  std::string device_number;  // "259:2": one per file system, the same for each bind mount of it
  std::string mountpoint;     // as a path, escapes undone
  std::string fstype;
  std::string device;              // "/dev/nvme0n1p2", "tank/home", "server:/export"
  std::string super_options = {};  // "rw,cpu,cpuacct": of the file system, not of this mount
};

// A field of such a line as it was meant: "\040" is a blank; a backslash without three octal digits
// of one byte stands for itself.
std::string without_escapes(std::string_view field);

// Every well-formed line, in order. Documentation/filesystems/proc.rst, 3.5: any number of optional
// fields before " - ", and blanks in paths as \040.
std::vector<Mount> parse_mountinfo(std::string_view text);

// Where `root` shows another machine's files and the mounts are ours: those below `root`, as that
// machine calls them.
std::vector<Mount> below_root(std::vector<Mount> mounts, std::string_view root);

// File systems that keep data on this machine, and an overlay that is the root of a container; with
// `include_network` those on servers too. One mount for each: of several mounts of one file system
// the one with the shortest path, of several on one path the last, which hides the others.
std::vector<Mount> choose_mounts(const std::vector<Mount>& mounts, bool include_network);

}  // namespace silicon::disks
