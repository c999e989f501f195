#include "exporter/platform/linux/hardware/perf/pmu_folder.hpp"

#include <limits>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::linux_platform {

core::Result<PmuFolder> read_pmu(HostFiles& files, const std::string& name) {
  PmuFolder folder;
  folder.path = std::string(kPmuFolders) + "/" + name;
  const auto type_text = files.read_once(folder.path + "/type");
  if (!type_text) return type_text.error();
  const auto type = core::parse_unsigned(core::trimmed(*type_text));
  if (!type || *type > std::numeric_limits<std::uint32_t>::max()) {
    return core::Error(folder.path + "/type: not a number", core::ErrorKind::invalid);
  }
  folder.type = static_cast<std::uint32_t>(*type);
  if (const auto cpus = files.read_once(folder.path + "/cpumask")) {
    folder.cpus = pmu::parse_cpus(*cpus);
  }
  if (folder.cpus.empty()) folder.cpus = {0};
  for (const std::string& field : files.list(folder.path + "/format").value_or({})) {
    const auto format = files.read_once(folder.path + "/format/" + field);
    if (format) folder.formats.emplace(field, *format);
  }
  return folder;
}

std::vector<std::string> events_of(HostFiles& files, const std::string& name) {
  auto events = files.list(std::string(kPmuFolders) + "/" + name + "/events").value_or({});
  std::erase_if(events,
                [](const std::string& event) { return event.find('.') != std::string::npos; });
  return events;
}

}  // namespace silicon::linux_platform
