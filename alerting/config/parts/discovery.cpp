#include "alerting/config/parts/discovery.hpp"

#include <array>
#include <utility>

#include "alerting/config/parts/http.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;

// Of Prometheus 3; every name is followed by _sd_configs.
constexpr std::array<std::string_view, 29> kOtherWays = {
    "aws",        "azure",     "consul",    "digitalocean", "docker",   "dockerswarm",
    "dns",        "ec2",       "eureka",    "gce",          "hetzner",  "ionos",
    "kubernetes", "kuma",      "lightsail", "linode",       "marathon", "nerve",
    "nomad",      "openstack", "ovhcloud",  "puppetdb",     "scaleway", "serverset",
    "stackit",    "triton",    "uyuni",     "vultr",        "xds"};

void read_file_discovery(YamlMap& map, Discovery& out) {
  map.read_each("file_sd_configs", [&](YamlMap& entry) {
    FileDiscovery files;
    entry.require("files", files.patterns);
    for (std::string& pattern : files.patterns) {
      const bool known =
          pattern.ends_with(".json") || pattern.ends_with(".yml") || pattern.ends_with(".yaml");
      if (!known) {
        entry.fail("files", core::excerpt(pattern) + " must end in .json, .yml or .yaml");
      }
      pattern = runtime::path_beside(entry.file(), pattern);
    }
    entry.read("refresh_interval", files.refresh_interval);
    out.files.push_back(std::move(files));
  });
}

void read_http_discovery(YamlMap& map, Discovery& out, const Context& context) {
  map.read_each("http_sd_configs", [&](YamlMap& entry) {
    HttpDiscovery server;
    entry.has("url") ? read_url(entry, "url", server.url) : entry.require("url", server.url);
    entry.read("refresh_interval", server.refresh_interval);
    read_http_options(entry, server.http, context);
    out.servers.push_back(std::move(server));
  });
}

}  // namespace

void read_target_group(YamlMap& map, scrape::TargetGroup& out) {
  map.read("targets", out.addresses);
  std::map<std::string, std::string> labels;
  map.read("labels", labels);
  std::vector<core::LabelView> list;
  for (const auto& [name, value] : labels) {
    if (name.empty() || !core::is_utf8(name)) {
      map.fail("labels", core::excerpt(name) + " is not a valid label name");
    }
    if (!core::is_utf8(value)) map.fail("labels", "the value of " + name + " is not UTF-8");
    list.push_back({name, value});
  }
  out.labels = core::Labels(list);
}

void read_discovery(YamlMap& map, Discovery& out, bool relabelled, const Context& context) {
  map.read_each("static_configs", [&](YamlMap& entry) {
    scrape::TargetGroup group;
    read_target_group(entry, group);
    for (const std::string& address : group.addresses) {
      if (relabelled || address.find('/') == std::string::npos) continue;
      entry.fail("targets", core::excerpt(address) +
                                " is not a valid hostname: HOST:PORT only, the rest of a URL goes "
                                "into scheme and metrics_path");
    }
    out.fixed.push_back(std::move(group));
  });
  read_file_discovery(map, out);
  read_http_discovery(map, out, context);
  for (const std::string_view way : kOtherWays) {
    refuse(map, std::string(way) + "_sd_configs",
           "let something write its targets into a file for file_sd_configs, or serve them for "
           "http_sd_configs");
  }
}

}  // namespace silicon::config
