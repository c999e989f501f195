#include "exporter/platform/linux/recorded/pseudonyms.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/sources/disks/mounts.hpp"

namespace silicon::linux_platform {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// What stands behind the folder is a name of this kind; behind the next '/' one of the second.
struct NamedFolder {
  std::string_view folder;
  std::string_view kind;
  std::string_view second_kind;
};

constexpr std::array<NamedFolder, 6> kNamedFolders{{{"/home/", "user", ""},
                                                    {"/Users/", "user", ""},
                                                    {"/run/media/", "user", "volume"},
                                                    {"/media/", "user", "volume"},
                                                    {"/mnt/", "volume", ""},
                                                    {"/Volumes/", "volume", ""}}};

// The one that comes first in the path; null where there is none.
const NamedFolder* first_named_folder(std::string_view path) {
  const NamedFolder* first = nullptr;
  std::size_t least = std::string_view::npos;
  for (const NamedFolder& named : kNamedFolders) {
    const std::size_t at = path.find(named.folder);
    if (at >= least) continue;
    least = at;
    first = &named;
  }
  return first;
}

// As the kernel writes a path into a line of fields.
std::string escaped(std::string_view path) {
  std::string result;
  for (const char c : path) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\\') {
      const auto byte = static_cast<unsigned char>(c);
      result += '\\';
      for (const unsigned shift : {6U, 3U, 0U}) {
        result += static_cast<char>('0' + (byte >> shift & 7U));
      }
    } else {
      result += c;
    }
  }
  return result;
}

// Disks and file systems without one say nothing of their owner: /dev/nvme0n1p2, tmpfs.
bool is_plain_device(std::string_view device) {
  if (device.starts_with("/dev/")) device.remove_prefix(5);
  return std::all_of(device.begin(), device.end(),
                     [](char c) { return is_word(c) || c == '_' || c == '-' || c == '.'; });
}

// Predictable names of interfaces may be made of their hardware address: enx001122aabbcc.
bool has_hardware_address(std::string_view interface) {
  constexpr std::size_t kPrefix = 3, kDigits = 12;
  return interface.size() == kPrefix + kDigits && interface[2] == 'x' &&
         std::all_of(interface.begin() + kPrefix, interface.end(),
                     [](unsigned char c) { return std::isxdigit(c) != 0; });
}

template <class Change>
std::string each_line(std::string_view text, Change change) {
  std::string result;
  core::for_each_line(text, [&](std::string_view line) {
    const std::string changed = change(line);
    result += changed;
    if (!changed.empty() || line.empty()) result += '\n';
  });
  if (!text.ends_with('\n') && !result.empty()) result.pop_back();
  return result;
}

}  // namespace

const std::string& Pseudonyms::substitute(std::string_view kind, std::string_view name) {
  const auto known = substitutes_.find(name);
  if (known != substitutes_.end()) return known->second;
  const std::string number = std::to_string(substitutes_.size() + 1);
  return substitutes_.emplace(name, std::string(kind) + number).first->second;
}

std::string Pseudonyms::without_names(std::string text) {
  for (const std::string& name : names_) {
    if (name.size() < 2) continue;
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
      const bool begins = at == 0 || !is_word(text[at - 1]);
      const std::size_t end = at + name.size();
      const bool ends = end == text.size() || !is_word(text[end]);
      const std::string& instead = begins && ends ? substitute("name", name) : name;
      text.replace(at, name.size(), instead);
      at += instead.size();
    }
  }
  return text;
}

std::string Pseudonyms::in_path(std::string_view path) {
  std::string result;
  const auto copy = [&](std::size_t size) {
    result += path.substr(0, size);
    path.remove_prefix(size);
  };
  const auto take_name = [&](std::string_view kind) {
    const std::string_view name = path.substr(0, path.find('/'));
    if (!name.empty()) result += substitute(kind, name);
    path.remove_prefix(name.size());
  };
  while (const NamedFolder* named = first_named_folder(path)) {
    copy(path.find(named->folder) + named->folder.size());
    take_name(named->kind);
    if (named->second_kind.empty() || path.empty()) continue;
    copy(1);
    take_name(named->second_kind);
  }
  result += path;
  return without_names(std::move(result));
}

std::string Pseudonyms::in_device(std::string_view device) {
  if (is_plain_device(device)) return without_names(std::string(device));
  return substitute("device", device);
}

// "36 35 98:0 /root /mountpoint rw,noatime [optional...] - ext3 /dev/sda1 rw,errors=continue". The
// options at the end may name users and servers; of control groups they are the controllers. A path
// that no figure could show, because it is no UTF-8, is not shown with its name taken out either.
std::string Pseudonyms::in_mount(std::string_view line) {
  constexpr std::size_t kRoot = 3, kMountpoint = 4;
  const std::string meant = disks::without_escapes(line);
  if (!core::is_utf8(meant) || meant.find('\0') != std::string::npos) return "";
  const std::vector<std::string_view> fields = core::fields(line);
  const auto dash = std::find(fields.begin(), fields.end(), "-");
  if (fields.end() - dash < 4 || dash - fields.begin() <= static_cast<int>(kMountpoint)) return "";
  const auto last = static_cast<std::size_t>(dash - fields.begin());
  std::string result;
  for (std::size_t i = 0; i < last; ++i) {
    const bool is_path = i == kRoot || i == kMountpoint;
    result +=
        is_path ? escaped(in_path(disks::without_escapes(fields[i]))) : std::string(fields[i]);
    result += ' ';
  }
  const std::string_view type = fields[last + 1];
  const std::string_view options = fields[last + 3];
  result += "- " + std::string(type) + " ";
  result += escaped(in_device(disks::without_escapes(fields[last + 2]))) + " ";
  return result += type.starts_with("cgroup") ? options : core::cut(options, ',').first;
}

std::string Pseudonyms::in_interface(std::string_view line) {
  const auto [name, counts] = core::cut(line, ':');
  const std::string_view interface = core::trimmed(name);
  if (!has_hardware_address(interface)) return std::string(line);
  return substitute(std::string(interface.substr(0, 3)), interface) + ":" + std::string(counts);
}

std::string Pseudonyms::in_file(std::string_view path, std::string_view text) {
  if (path.ends_with("/mountinfo")) {
    return each_line(text, [this](std::string_view line) { return in_mount(line); });
  }
  if (path.ends_with("/net/dev")) {
    return each_line(text, [this](std::string_view line) { return in_interface(line); });
  }
  if (path == "/proc/cpuinfo") {
    return each_line(text, [](std::string_view line) {
      return line.starts_with("Serial") ? std::string() : std::string(line);
    });
  }
  return std::string(text);
}

}  // namespace silicon::linux_platform
