#include "exporter/platform/linux/containers/network_reader.hpp"

#include <fcntl.h>

#include <array>
#include <string_view>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/network/interfaces.hpp"

namespace silicon::linux_platform {
namespace {

Descriptor open_directory(const std::string& path) {
  return Descriptor(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

// "net:[4026532184]".
std::optional<std::uint64_t> namespace_of(const Descriptor& process) {
  std::array<char, 64> target{};
  const ssize_t length = ::readlinkat(process.number(), "ns/net", target.data(), target.size());
  if (length <= 0) return std::nullopt;
  std::string_view text(target.data(), static_cast<std::size_t>(length));
  const std::size_t open = text.find('['), close = text.rfind(']');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    return std::nullopt;
  }
  return core::parse_unsigned(text.substr(open + 1, close - open - 1));
}

bool counts(std::string_view interface) {
  return interface != "lo" && !network::belongs_to_an_engine(interface);
}

void take(std::string_view text, std::vector<containers::InterfaceTraffic>& interfaces) {
  for (const network::InterfaceCounts& interface : network::parse_net_dev(text)) {
    if (!counts(interface.interface)) continue;
    interfaces.push_back({std::string(interface.interface), interface.receive, interface.transmit});
  }
}

}  // namespace

NetworkReader::NetworkReader(std::string proc) : proc_(std::move(proc)) {
  // The first process's is out of reach without the right to trace it; then our own stands for it.
  for (const char* process : {"/1", "/self"}) {
    const Descriptor directory = open_directory(proc_ + process);
    if (directory.number() >= 0 && !host_) host_ = namespace_of(directory);
  }
}

void NetworkReader::begin() {
  if (claimed_ < owners_.size()) {
    std::erase_if(owners_, [&](const auto& entry) { return entry.second.pass != pass_; });
  }
  claimed_ = 0;
  ++pass_;
}

bool NetworkReader::read(KeptFileReader& reader, NetworkDoor& door, std::uint64_t process,
                         bool anew, containers::ContainerReading& reading) {
  for (const bool first_try : {true, false}) {
    if (door.directory.number() < 0) open(door, process);
    reading.network_namespace = door.network_namespace;
    const bool owns = host_ && door.network_namespace && door.network_namespace != host_ &&
                      this->owns(*door.network_namespace, reading.id);
    if (owns && door.is_read && !anew) return false;
    if (first_try) before_.swap(reading.interfaces);
    reading.interfaces.clear();
    door.is_read = false;
    if (!owns) break;
    const FileText text = reader.read_open(door.interfaces);
    if (text) {
      take(text.text, reading.interfaces);
      door.is_read = true;
      break;
    }
    // The process ended before it was seen; another one of the container may live.
    door.directory = Descriptor(-1);
  }
  return reading.interfaces != before_;
}

void NetworkReader::open(NetworkDoor& door, std::uint64_t process) const {
  door.process = process;
  door.network_namespace.reset();
  if (process == 0) return;
  door.directory = open_directory(proc_ + "/" + std::to_string(process));
  if (door.directory.number() < 0) return;
  door.network_namespace = namespace_of(door.directory);
  door.interfaces =
      Descriptor(::openat(door.directory.number(), "net/dev", O_RDONLY | O_CLOEXEC | O_NONBLOCK));
}

// The first container that is seen with a namespace keeps it for as long as it is there.
bool NetworkReader::owns(std::uint64_t network_namespace, const std::string& id) {
  auto owner = owners_.find(network_namespace);
  if (owner == owners_.end()) owner = owners_.emplace(network_namespace, Owner{id, 0}).first;
  if (owner->second.id != id) return false;
  if (std::exchange(owner->second.pass, pass_) != pass_) ++claimed_;
  return true;
}

}  // namespace silicon::linux_platform
