#include "exporter/command/record/privacy.hpp"

#include <string>
#include <string_view>

#include "exporter/core/text.hpp"

namespace silicon::command {
namespace {

// "PREFIXname/rest" to "PREFIXsubstitute/rest"; anything else as it is.
std::string renamed(const std::string& path, std::string_view prefix,
                    const std::string& substitute) {
  if (!path.starts_with(prefix)) return path;
  const auto [name, rest] = core::cut(std::string_view(path).substr(prefix.size()), '/');
  std::string result = std::string(prefix) + substitute;
  if (!rest.empty()) result += "/" + std::string(rest);
  return result;
}

}  // namespace

apple::Sample without_names(apple::Sample sample) {
  for (std::size_t i = 0; i < sample.filesystems.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    for (std::string* path : {&sample.filesystems[i].mountpoint, &sample.filesystems[i].device}) {
      *path = renamed(*path, "/Volumes/", "volume" + number);
      *path = renamed(*path, "/Users/", "user" + number);
    }
  }
  return sample;
}

}  // namespace silicon::command
