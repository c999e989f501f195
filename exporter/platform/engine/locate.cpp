#include "exporter/platform/engine/locate.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/runtime/files.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::engine_platform {
namespace {

constexpr std::size_t kMostConfigBytes = std::size_t{256} * 1024;
constexpr std::size_t kMostEntries = 1000;

std::vector<std::string> entries_of(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator(path, error);
       !error && entry != std::filesystem::directory_iterator() && names.size() < kMostEntries;
       entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool is_same_socket(std::string_view a, std::string_view b) {
  constexpr std::string_view kUnix = "unix://";
  if (!a.starts_with(kUnix) || !b.starts_with(kUnix)) return a == b;
  std::error_code error;
  return std::filesystem::equivalent(a.substr(kUnix.size()), b.substr(kUnix.size()), error);
}

}  // namespace

engine::Surroundings this_process(const std::string& root) {
  return {.variable = runtime::process_environment(),
          .read_file = [](const std::string& path) -> std::optional<std::string> {
            core::Result<std::string> text = runtime::read_file(path, kMostConfigBytes);
            if (!text) return std::nullopt;
            return *std::move(text);
          },
          .list_folder = entries_of,
          .exists =
              [](const std::string& path) {
                std::error_code error;
                return std::filesystem::exists(path, error);
              },
          .root = root == "/" ? "" : root};
}

Locate locate_docker(std::string configured, engine::Surroundings surroundings) {
  return [configured = std::move(configured), surroundings = std::move(surroundings)] {
    return engine::docker_endpoint(configured, surroundings);
  };
}

Locate locate_podman(engine::Surroundings surroundings) {
  return [surroundings = std::move(surroundings)]() -> core::Result<std::string> {
    core::Result<std::string> podman = engine::podman_endpoint(surroundings);
    if (!podman) return podman;
    const core::Result<std::string> docker = engine::docker_endpoint("", surroundings);
    if (docker && is_same_socket(*podman, *docker)) {
      return core::Error("Podman stands in for Docker here", core::ErrorKind::absent);
    }
    return podman;
  };
}

}  // namespace silicon::engine_platform
