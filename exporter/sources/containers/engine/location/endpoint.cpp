#include "exporter/sources/containers/engine/location/endpoint.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "exporter/core/text.hpp"
#include "exporter/sources/containers/engine/document.hpp"

namespace silicon::engine {
namespace {

constexpr std::size_t kMostContexts = 100;
constexpr std::size_t kEndpointBytes = 1024;

std::string variable(const Surroundings& surroundings, const std::string& name) {
  return surroundings.variable(name).value_or("");
}

// A path below the folder that a variable names, or nothing.
void add_below(const Surroundings& surroundings, const std::string& name, std::string_view path,
               std::vector<std::string>& paths) {
  const std::string folder = variable(surroundings, name);
  if (!folder.empty()) paths.push_back(folder + std::string(path));
}

core::Result<std::string> first_socket(const std::vector<std::string>& paths,
                                       const Surroundings& surroundings) {
  for (const std::string& path : paths) {
    if (surroundings.exists(path)) return "unix://" + path;
    const std::string below_root = surroundings.root + path;
    if (surroundings.exists(below_root)) return "unix://" + below_root;
  }
  return core::Error("no socket at any of " + std::to_string(paths.size()) + " usual places",
                     core::ErrorKind::absent);
}

std::string text_in(const Document& document, std::string_view key) {
  return text_of(entry(document, key), kEndpointBytes);
}

// The name of the context that the docker command would use; "" for none or the default.
std::string current_context(const std::string& folder, const Surroundings& surroundings) {
  std::string name = variable(surroundings, "DOCKER_CONTEXT");
  if (name.empty()) {
    const auto text = surroundings.read_file(folder + "/config.json");
    const auto document = parse_document(text.value_or("null"), {"currentContext"});
    if (document) name = text_in(*document, "currentContext");
  }
  return name == "default" ? "" : name;
}

// Contexts lie in folders that are named by a hash of their name; the name is inside too.
core::Result<std::string> host_of_context(const std::string& name, const std::string& folder,
                                          const Surroundings& surroundings) {
  const std::string contexts = folder + "/contexts/meta";
  std::vector<std::string> entries = surroundings.list_folder(contexts);
  if (entries.size() > kMostContexts) entries.resize(kMostContexts);
  for (const std::string& item : entries) {
    const auto text = surroundings.read_file(contexts + "/" + item + "/meta.json");
    const auto meta =
        parse_document(text.value_or("null"), {"Name", "Endpoints", "docker", "Host"});
    if (!meta || text_in(*meta, "Name") != name) continue;
    std::string host = text_in(entry(entry(*meta, "Endpoints"), "docker"), "Host");
    if (!host.empty()) return host;
  }
  return core::Error("the docker context " + core::excerpt(name) + " has no address",
                     core::ErrorKind::absent);
}

std::vector<std::string> docker_sockets(const Surroundings& surroundings) {
  std::vector<std::string> paths{"/var/run/docker.sock", "/run/docker.sock"};
  add_below(surroundings, "XDG_RUNTIME_DIR", "/docker.sock", paths);
  for (const std::string_view path :
       {"/.docker/run/docker.sock", "/.docker/desktop/docker.sock", "/.colima/default/docker.sock",
        "/.orbstack/run/docker.sock"}) {
    add_below(surroundings, "HOME", path, paths);
  }
  return paths;
}

}  // namespace

core::Result<std::string> client_url(const std::string& docker_host) {
  constexpr std::string_view kTcp = "tcp://";
  if (docker_host.starts_with("unix://") || docker_host.starts_with("http://")) return docker_host;
  if (docker_host.starts_with(kTcp)) return "http://" + docker_host.substr(kTcp.size());
  return core::Error(core::excerpt(docker_host) +
                         " cannot be reached from here: unix:// and tcp:// without TLS can",
                     core::ErrorKind::invalid);
}

core::Result<std::string> docker_endpoint(const std::string& configured,
                                          const Surroundings& surroundings) {
  const std::string host = variable(surroundings, "DOCKER_HOST");
  if (!host.empty()) {
    if (!host.starts_with("unix://") && !variable(surroundings, "DOCKER_TLS_VERIFY").empty()) {
      return core::Error("DOCKER_HOST with DOCKER_TLS_VERIFY: there is no TLS here",
                         core::ErrorKind::invalid);
    }
    return client_url(host);
  }
  if (!configured.empty()) return client_url(configured);
  std::string folder = variable(surroundings, "DOCKER_CONFIG");
  if (folder.empty()) folder = variable(surroundings, "HOME") + "/.docker";
  const std::string context = current_context(folder, surroundings);
  if (!context.empty()) {
    core::Result<std::string> of_context = host_of_context(context, folder, surroundings);
    if (!of_context) return of_context;
    return client_url(*of_context);
  }
  return first_socket(docker_sockets(surroundings), surroundings);
}

core::Result<std::string> podman_endpoint(const Surroundings& surroundings) {
  std::vector<std::string> paths{"/run/podman/podman.sock"};
  add_below(surroundings, "XDG_RUNTIME_DIR", "/podman/podman.sock", paths);
  add_below(surroundings, "HOME", "/.local/share/containers/podman/machine/podman.sock", paths);
  return first_socket(paths, surroundings);
}

}  // namespace silicon::engine
