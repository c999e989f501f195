#include "alerting/command/remote/console.hpp"

#include <ostream>
#include <utility>

namespace silicon::command {

int complain(const Console& console, const core::Error& error) {
  console.err << "silicon-alerter: " << error.message() << "\n";
  return error.message().starts_with("--") ? 2 : 1;
}

int misuse(const Console& console, const std::string& what, const std::string& command) {
  console.err << "silicon-alerter: " << what << "; see silicon-alerter " << command << " --help\n";
  return 2;
}

core::Result<std::unique_ptr<Remote>> remote_of(const AlerterCommandLine& line,
                                                const Console& console) {
  auto options = remote_options(line, line.value("url").value_or(""), console.environment);
  if (!options) return std::move(options).error();
  return std::make_unique<Remote>(*std::move(options), console.clock);
}

std::string user_of(const Console& console) {
  return console.environment("USER").value_or("silicon-alerter");
}

}  // namespace silicon::command
