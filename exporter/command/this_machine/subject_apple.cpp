#include "exporter/command/this_machine/subject.hpp"
#include "exporter/platform/apple/live_reader.hpp"

namespace silicon::command {

core::Result<Subject> this_machine(const std::string&, const core::Clock& clock) {
  const core::Result<apple::Access> access = apple_platform::this_machine(clock);
  if (!access) return access.error();
  return subject_of(*access);
}

}  // namespace silicon::command
