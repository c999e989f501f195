#include "exporter/platform/linux/recorded/notes.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/platform/recording/read.hpp"

namespace silicon::linux_platform {
namespace {

// Half of what is read of a line: escapes make texts longer.
constexpr std::size_t kMostTextBytes = recording::kLongestLine / 2;
constexpr std::size_t kMostEntries = 8192;
constexpr std::size_t kMostBinaryBytes = 4096;

// Of a process: how it is confined and what it does with devices, not what it is or was told.
bool is_worth_noting_of_process(std::string_view name) {
  constexpr std::array<std::string_view, 4> kFiles{"mountinfo", "cgroup", "net/dev", "fd"};
  return std::find(kFiles.begin(), kFiles.end(), name) != kFiles.end() ||
         name.starts_with("fdinfo/") || name.starts_with("fd/");
}

// A link within /sys, a device or a namespace; not a file that somebody has open.
bool is_worth_noting_as_target(std::string_view target) {
  return !target.starts_with('/') || target.starts_with("/dev/") || target.starts_with("/sys/");
}

template <class Map, class Value>
void note_if_new(const Map& told, Map& fresh, const std::string& path, Value value) {
  const auto known = told.find(path);
  if (known != told.end() && known->second == value) {
    fresh.erase(path);
  } else {
    fresh.insert_or_assign(path, std::move(value));
  }
}

std::size_t size_of(const std::string& text) {
  return text.size();
}
std::size_t size_of(const apple::Bytes& bytes) {
  return 2 * bytes.size();
}
std::size_t size_of(const std::vector<std::string>& names) {
  std::size_t size = 0;
  for (const std::string& name : names) size += name.size() + 3;
  return size;
}

// Moves what fits the rest of a line.
template <class Map>
void take_some(Map& fresh, Map& told, Map& line, std::size_t& room) {
  while (!fresh.empty() && line.size() < kMostEntries) {
    const auto first = fresh.begin();
    const std::size_t size = first->first.size() + size_of(first->second) + 8;
    if (size > room) return;
    room -= size;
    told.insert_or_assign(first->first, first->second);
    line.insert(fresh.extract(first));
  }
}

class NotedFiles : public HostFiles {
 public:
  NotedFiles(std::unique_ptr<HostFiles> files, Notes& notes)
      : files_(std::move(files)), notes_(notes) {}

  core::Result<std::string_view> read(std::string_view path) override {
    return note(path, files_->read(path));
  }
  core::Result<std::string_view> read_once(std::string_view path) override {
    return note(path, files_->read_once(path));
  }

  core::Result<std::vector<std::string>> list(std::string_view directory) override {
    core::Result<std::vector<std::string>> names = files_->list(directory);
    if (!is_worth_noting(directory)) return names;
    if (names) {
      notes_.directory(directory, *names);
    } else {
      notes_.error(directory, names.error().kind());
    }
    return names;
  }

  core::Result<std::string> link(std::string_view path) override {
    core::Result<std::string> target = files_->link(path);
    if (target && is_worth_noting(path)) notes_.link(path, *target);
    return target;
  }

 private:
  core::Result<std::string_view> note(std::string_view path,
                                      core::Result<std::string_view> content) {
    if (!is_worth_noting(path)) return content;
    if (content) {
      notes_.file(path, *content);
    } else {
      notes_.error(path, content.error().kind());
    }
    return content;
  }

  std::unique_ptr<HostFiles> files_;
  Notes& notes_;
};

}  // namespace

bool is_worth_noting(std::string_view path) {
  if (path == "/etc/os-release" || path == "/usr/lib/os-release") return true;
  if (path.starts_with("/sys/")) return true;
  if (!path.starts_with("/proc")) return false;
  std::string_view rest = path.substr(std::min<std::size_t>(path.size(), 6));
  const auto [process, name] = core::cut(rest, '/');
  const bool is_process =
      process == "self" ||
      (!process.empty() && std::isdigit(static_cast<unsigned char>(process[0])));
  return !is_process || is_worth_noting_of_process(name);
}

void Notes::file(std::string_view path, std::string_view content) {
  const std::string key(path);
  fresh_.errors.erase(key);
  told_.errors.erase(key);
  if (content.size() > kMostTextBytes / 2) return;
  std::string nameless = pseudonyms_.in_file(path, content);
  if (core::is_utf8(nameless)) {
    note_if_new(told_.files, fresh_.files, key, std::move(nameless));
  } else if (nameless.size() <= kMostBinaryBytes) {
    note_if_new(told_.binary_files, fresh_.binary_files, key,
                apple::Bytes(nameless.begin(), nameless.end()));
  }
}

void Notes::directory(std::string_view path, const std::vector<std::string>& names) {
  const std::string key(path);
  fresh_.errors.erase(key);
  told_.errors.erase(key);
  if (names.size() <= kMostEntries) note_if_new(told_.directories, fresh_.directories, key, names);
}

void Notes::link(std::string_view path, std::string_view target) {
  if (!is_worth_noting_as_target(target)) return;
  note_if_new(told_.links, fresh_.links, std::string(path), std::string(target));
}

void Notes::error(std::string_view path, core::ErrorKind kind) {
  const std::string key(path);
  std::size_t forgotten =
      fresh_.files.erase(key) + fresh_.binary_files.erase(key) + fresh_.directories.erase(key);
  forgotten +=
      told_.files.erase(key) + told_.binary_files.erase(key) + told_.directories.erase(key);
  if (kind == core::ErrorKind::absent && forgotten == 0 && !told_.errors.contains(key)) return;
  const std::string_view word = kind == core::ErrorKind::absent   ? "absent"
                                : kind == core::ErrorKind::denied ? "denied"
                                                                  : "failed";
  note_if_new(told_.errors, fresh_.errors, key, std::string(word));
}

void Notes::filesystem(std::string_view mountpoint, const disks::FilesystemStatistics& room) {
  fresh_.filesystems.push_back(
      {.mountpoint = pseudonyms_.in_path(mountpoint),
       .device = "",
       .fstype = "",
       .size_bytes = static_cast<std::uint64_t>(room.size_bytes),
       .available_bytes = static_cast<std::uint64_t>(room.available_bytes)});
}

recording::LinuxSample Notes::take() {
  recording::LinuxSample line;
  std::size_t room = kMostTextBytes;
  take_some(fresh_.errors, told_.errors, line.errors, room);
  take_some(fresh_.links, told_.links, line.links, room);
  take_some(fresh_.directories, told_.directories, line.directories, room);
  take_some(fresh_.binary_files, told_.binary_files, line.binary_files, room);
  take_some(fresh_.files, told_.files, line.files, room);
  line.filesystems = std::exchange(fresh_.filesystems, {});
  if (line.filesystems.size() > kMostEntries) line.filesystems.resize(kMostEntries);
  return line;
}

std::unique_ptr<HostFiles> noted(std::unique_ptr<HostFiles> files, Notes& notes) {
  return std::make_unique<NotedFiles>(std::move(files), notes);
}

}  // namespace silicon::linux_platform
