#include "exporter/sources/containers/cgroup/paths.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace silicon::containers {
namespace {

constexpr std::size_t kFullId = 64;
constexpr std::size_t kShortestId = 12;

bool all_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

bool is_hexadecimal(std::string_view text) {
  return all_of(text, "0123456789abcdef");
}

bool is_full_id(std::string_view text) {
  return text.size() == kFullId && is_hexadecimal(text);
}

// What the systemd driver puts before the id, longest first where one begins like another.
// libpod-payload: podman run --cgroups=split (containers/podman,
// libpod/container_internal_linux.go).
constexpr std::array<std::pair<std::string_view, Runtime>, 6> kPrefixes{{
    {"docker-", Runtime::docker},
    {"libpod-payload-", Runtime::podman},
    {"libpod-", Runtime::podman},
    {"cri-containerd-", Runtime::containerd},
    {"crio-", Runtime::crio},
    {"nerdctl-", Runtime::nerdctl},
}};

// The namespaces of containerd whose containers lie at /NAMESPACE/ID without systemd: those of ctr,
// Kubernetes and Docker. Ids there are what a person chose ("c2").
constexpr std::array<std::string_view, 4> kNamespaces{"default", "k8s.io", "moby", "buildkit"};

// The same where an id is the whole name: the parent tells.
Runtime runtime_of_parent(std::string_view parent) {
  const std::string_view name = parent.substr(parent.rfind('/') + 1);
  if (name == "docker") return Runtime::docker;
  if (name == "libpod_parent") return Runtime::podman;
  if (parent.find("kubepods") != std::string_view::npos) return Runtime::containerd;
  return parent.starts_with("/ecs/") ? Runtime::ecs : Runtime::unknown;
}

// ECS on Fargate and on newer agents: 32 digits, a hyphen and a number (netdata, cgroup-name.sh).
bool is_ecs_id(std::string_view name) {
  constexpr std::size_t kDigits = 32;
  return name.size() > kDigits + 1 && is_hexadecimal(name.substr(0, kDigits)) &&
         name[kDigits] == '-' && all_of(name.substr(kDigits + 1), "0123456789");
}

std::optional<Identity> by_prefix(std::string_view name) {
  for (const auto& [prefix, runtime] : kPrefixes) {
    if (!name.starts_with(prefix)) continue;
    const std::string_view id = name.substr(prefix.size());
    const bool short_id =
        runtime == Runtime::nerdctl && id.size() >= kShortestId && is_hexadecimal(id);
    if (short_id || is_full_id(id)) return Identity{id, runtime};
  }
  return std::nullopt;
}

// "kubepods-burstable-podUID.slice:cri-containerd:ID": what the systemd driver's notation becomes
// where the runtime was told to use cgroupfs (k3s#2548, containerd#4677).
std::optional<Identity> by_colons(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  if (colon == std::string_view::npos || !is_full_id(name.substr(colon + 1))) return std::nullopt;
  const std::string_view before = name.substr(0, colon);
  const std::string_view runtime = before.substr(before.rfind(':') + 1);
  for (const auto& [prefix, known] : kPrefixes) {
    if (prefix.starts_with(runtime) && prefix.size() == runtime.size() + 1) {
      return Identity{name.substr(colon + 1), known};
    }
  }
  return Identity{name.substr(colon + 1), Runtime::unknown};
}

}  // namespace

std::optional<Identity> identify(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view parent = path.substr(0, slash);
  std::string_view name = path.substr(slash + 1);
  if (holds_no_container(name)) return std::nullopt;
  if (name.ends_with(".scope")) name.remove_suffix(6);
  if (is_full_id(name)) return Identity{name, runtime_of_parent(parent)};
  if (parent.starts_with("/ecs/") && is_ecs_id(name)) return Identity{name, Runtime::ecs};
  if (auto identity = by_prefix(name)) return identity;
  if (auto identity = by_colons(name)) return identity;
  const bool in_namespace =
      parent.starts_with('/') &&
      std::find(kNamespaces.begin(), kNamespaces.end(), parent.substr(1)) != kNamespaces.end();
  if (in_namespace && !name.empty()) return Identity{name, Runtime::containerd};
  return std::nullopt;
}

bool holds_no_container(std::string_view name) {
  return name == "conmon" || name.ends_with(".mount") || name.starts_with("libpod-conmon-") ||
         name.starts_with("crio-conmon-");
}

}  // namespace silicon::containers
