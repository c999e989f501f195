// A machine whose cgroups are files in a temporary folder: containers are made, changed and removed
// as a runtime would. Everything that reads real cgroup files reads these, except that a removed
// file does not answer ENODEV through a descriptor that is still open: here the directory's going
// tells.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "tests/support/temporary_directory.hpp"

namespace silicon::testing {

class CgroupMachine {
 public:
  using Files = std::map<std::string, std::string>;

  // A machine under v2 alone, or with the controllers of v1 each in a mount of its own beside v2.
  enum class Version { v2, hybrid };

  explicit CgroupMachine(Version version = Version::v2) {
    const std::string cgroup = "/sys/fs/cgroup";
    std::string mounts;
    const auto mount = [&](const std::string& where, const std::string& what) {
      std::filesystem::create_directories(root() + where);
      mounts += "1 0 0:" + std::to_string(++mounts_) + " / " + where + " rw - " + what + "\n";
    };
    if (version == Version::v2) {
      mount(cgroup, "cgroup2 cgroup2 rw");
    } else {
      for (const std::string controller : {"cpu", "cpuacct", "cpuset", "memory", "blkio", "pids"}) {
        mount(cgroup + "/" + controller, "cgroup cgroup rw," + controller);
      }
      mount(cgroup + "/unified", "cgroup2 cgroup2 rw");
    }
    write("/proc/1/mountinfo", mounts);
    write("/proc/stat", "cpu 1 2 3 4\nbtime 1000000\n");
    join("1", "4026531840");
  }

  std::string root() const { return directory_.root().string(); }

  // `path` as the machine names it.
  void write(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories(std::filesystem::path(root() + path).parent_path());
    std::ofstream(root() + path, std::ios::binary) << text;
  }

  // Makes or changes files of one cgroup; `tree` is "" or a controller of v1.
  void write_cgroup(const std::string& tree, const std::string& cgroup, const Files& files) const {
    for (const auto& [name, text] : files) {
      write("/sys/fs/cgroup" + tree + cgroup + "/" + name, text);
    }
  }

  void remove(const std::string& path) const { std::filesystem::remove_all(root() + path); }

  // A process in a network namespace, with what it says about its interfaces.
  void join(const std::string& process, const std::string& network_namespace,
            const std::string& interfaces = "") const {
    const std::string folder = "/proc/" + process;
    write(folder + "/net/dev", "Inter-|   Receive\n face |bytes\n" + interfaces);
    std::filesystem::create_directories(root() + folder + "/ns");
    const std::string link = root() + folder + "/ns/net";
    std::filesystem::remove(link);
    std::filesystem::create_symlink("net:[" + network_namespace + "]", link);
  }

 private:
  TemporaryDirectory directory_;
  int mounts_ = 20;
};

}  // namespace silicon::testing
