// Reads /proc/net/dev; behind another root, that of the host's first process.
#include <algorithm>
#include <utility>

#include "exporter/platform/linux/host/sources.hpp"
#include "exporter/sources/network/interfaces.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

// /proc/net is a link to the network namespace of whoever looks. In a container that is the
// container's, also below /host; the host's is that of its first process.
std::string file_for(std::string_view root) {
  return root.empty() || root == "/" ? "/proc/net/dev" : "/proc/1/net/dev";
}

class NetworkSource : public sources::Source {
 public:
  NetworkSource(std::unique_ptr<HostFiles> files, std::string path)
      : files_(std::move(files)), path_(std::move(path)) {}

  core::Result<core::Families> sample(const sources::Tick&) override {
    const core::Result<std::string_view> text = files_->read(path_);
    if (!text) return text.error();
    std::vector<network::InterfaceCounts> interfaces = network::parse_net_dev(*text);
    if (interfaces.empty()) {
      return core::Error(path_ + ": names no interface", core::ErrorKind::invalid);
    }
    interfaces.erase(std::remove_if(interfaces.begin(), interfaces.end(),
                                    [](const network::InterfaceCounts& counts) {
                                      return network::belongs_to_an_engine(counts.interface);
                                    }),
                     interfaces.end());
    traffic_.update(interfaces);
    return traffic_.families();
  }

 private:
  std::unique_ptr<HostFiles> files_;
  std::string path_;
  network::Traffic traffic_;
};

core::Result<std::unique_ptr<sources::Source>> open_network(const OpenFiles& open_files,
                                                            const std::string& path) {
  std::unique_ptr<HostFiles> files = open_files();
  if (const auto text = files->read(path); !text) return text.error();
  return {std::make_unique<NetworkSource>(std::move(files), path)};
}

}  // namespace

sources::SourceSpec network_source(OpenFiles open_files, const std::string& root) {
  return {.name = "network",
          .description = "traffic of each interface from " + file_for(root),
          .interval = 5s,
          .budget = 50ms,
          .open = [open_files = std::move(open_files), path = file_for(root)] {
            return open_network(open_files, path);
          }};
}

}  // namespace silicon::linux_platform
