#include "exporter/command/commands.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <utility>

#include "exporter/command/machine.hpp"
#include "exporter/command/record/program.hpp"
#include "exporter/command/run.hpp"
#include "exporter/command/settings/config.hpp"
#include "exporter/command/settings/options.hpp"
#include "exporter/command/this_machine/subject.hpp"
#include "exporter/command/version.hpp"
#include "exporter/runtime/files.hpp"
#include "exporter/runtime/heap/heap.hpp"
#include "exporter/runtime/logging/logging.hpp"
#include "exporter/runtime/secret.hpp"
#include "exporter/runtime/system_clock.hpp"

namespace silicon::command {
namespace {

constexpr std::size_t kConfigLimitBytes = 1 << 20;

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

int complain(const core::Error& error, int code) {
  const std::string line = "silicon-exporter: " + error.message() + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
  return code;
}

core::Result<Config> load_config(const Options& options, const core::Clock& clock) {
  const std::vector<std::string> names = names_of(known_sources(default_config(), clock));
  Config config = default_config();
  if (options.config_file) {
    const core::Result<std::string> text =
        runtime::read_file(*options.config_file, kConfigLimitBytes);
    if (!text) return text.error();
    core::Result<Config> parsed =
        parse_config(*text, *options.config_file, names, runtime::process_environment());
    if (!parsed) return std::move(parsed).error();
    config = *std::move(parsed);
  }
  core::Result<Config> result = with_options(std::move(config), options, names);
  if (!result) return result;
  const core::Status exposure = runtime::check_exposure(
      result->web.address, result->web.authentication, result->allow_unauthenticated);
  if (!exposure) return exposure.error();
  return result;
}

int check_config(const Options& options, const core::Clock& clock) {
  const core::Result<Config> config = load_config(options, clock);
  if (!config) return complain(config.error(), 1);
  print(*options.config_file + " is valid\n");
  return 0;
}

std::string row(std::string name, std::string_view state, std::string_view text) {
  name.resize(std::max<std::size_t>(name.size(), 14), ' ');
  std::string column(state);
  column.resize(std::max<std::size_t>(column.size(), 8), ' ');
  return name + column + std::string(text) + "\n";
}

std::string_view in_words(core::ErrorKind kind) {
  return kind == core::ErrorKind::absent   ? "absent"
         : kind == core::ErrorKind::denied ? "denied"
                                           : "failed";
}

int list_sources(const Config& config, const core::Clock& clock) {
  const core::Result<std::vector<sources::SourceSpec>> specs = chosen_sources(config, clock);
  if (!specs) return complain(specs.error(), 1);
  const Machine machine = open_machine(*specs, config);
  std::string text;
  for (const sources::SourceSpec& spec : *specs) {
    const auto absent =
        std::find_if(machine.absent.begin(), machine.absent.end(),
                     [&](const AbsentSource& source) { return source.name == spec.name; });
    text += absent == machine.absent.end()
                ? row(spec.name, "here", spec.description)
                : row(spec.name, in_words(absent->reason.kind()), absent->reason.message());
  }
  print(text);
  return 0;
}

int with_config(const Options& options, const core::Clock& clock) {
  runtime::share_one_heap();
  core::Result<Config> config = load_config(options, clock);
  if (!config) return complain(config.error(), 1);
  if (!std::filesystem::is_directory(config->root)) {
    return complain(core::Error(config->root + ": no such directory, so no machine to measure"), 1);
  }
  runtime::set_up_logging(config->log);
  if (options.command == Command::sources) return list_sources(*config, clock);
  const core::Status status = options.command == Command::once ? print_once(*config, clock)
                                                               : run(*config, clock, options.live);
  return status ? 0 : complain(status.error(), 1);
}

}  // namespace

int silicon_exporter(const std::vector<std::string>& arguments) {
  if (!arguments.empty() && arguments.front() == "record") {
    return run_recorder({"silicon-exporter record", true}, {arguments.begin() + 1, arguments.end()},
                        this_machine);
  }
  const core::Result<Options> options = parse_options(arguments);
  if (!options) return complain(options.error(), 2);
  const runtime::SystemClock clock;
  if (const auto flags = with_options(default_config(), *options,
                                      names_of(known_sources(default_config(), clock)));
      !flags) {
    return complain(flags.error(), 2);
  }
  switch (options->command) {
    case Command::help:
      print(help_text());
      return 0;
    case Command::version:
      print("silicon-exporter " + std::string(kVersion) + "\n");
      return 0;
    case Command::check_config:
      return check_config(*options, clock);
    default:
      return with_config(*options, clock);
  }
}

}  // namespace silicon::command
