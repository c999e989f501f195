// silicon-record: records a Mac, with nothing but its own system. The composition root.
#include <string>
#include <vector>

#include "exporter/command/record/program.hpp"
#include "exporter/platform/apple/live_reader.hpp"

int main(int argc, char** argv) {
  using silicon::command::Subject;
  const auto open = [](const std::string&,
                       const silicon::core::Clock& clock) -> silicon::core::Result<Subject> {
    const auto access = silicon::apple_platform::this_machine(clock);
    if (!access) return access.error();
    return silicon::command::subject_of(*access);
  };
  return silicon::command::run_recorder({"silicon-record", false},
                                        std::vector<std::string>(argv + 1, argv + argc), open);
}
