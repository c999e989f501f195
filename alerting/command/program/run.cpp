#include "alerting/command/program/run.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>
#include <utility>

#include "alerting/shell/run/alerter.hpp"
#include "exporter/runtime/heap/heap.hpp"
#include "exporter/runtime/logging/logging.hpp"
#include "exporter/runtime/shutdown.hpp"
#include "exporter/runtime/system_clock.hpp"

namespace silicon::command {
namespace {

core::Error bad_flag(const std::string& flag, const std::string& why) {
  return core::Error("--" + flag + ": " + why, core::ErrorKind::invalid);
}

core::Status apply_log_flags(config::Config& config, const AlerterCommandLine& line) {
  using runtime::LogLevel;
  if (const auto level = line.value("log.level")) {
    constexpr std::array<std::pair<std::string_view, LogLevel>, 4> kLevels{
        {{"debug", LogLevel::debug},
         {"info", LogLevel::info},
         {"warning", LogLevel::warning},
         {"error", LogLevel::error}}};
    const auto* found = std::find_if(kLevels.begin(), kLevels.end(),
                                     [&](const auto& one) { return one.first == *level; });
    if (found == kLevels.end()) return bad_flag("log.level", "debug, info, warning or error");
    config.log.level = found->second;
  }
  if (const auto format = line.value("log.format")) {
    if (*format != "text" && *format != "json") return bad_flag("log.format", "text or json");
    config.log.format = *format == "text" ? runtime::LogFormat::text : runtime::LogFormat::json;
  }
  return core::Done{};
}

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  return name.data();
}

core::Result<shell::Loaded> load_with_flags(const AlerterCommandLine& line) {
  auto loaded = shell::load(line.value("config.file").value_or(""), runtime::process_environment(),
                            line.language);
  if (!loaded) return loaded;
  auto config = with_flags(*loaded->config, line);
  if (!config) return std::move(config).error();
  loaded->config = std::make_shared<const config::Config>(*std::move(config));
  return loaded;
}

}  // namespace

core::Result<config::Config> with_flags(config::Config config, const AlerterCommandLine& line) {
  if (const auto text = line.value("web.listen-address")) {
    const auto address = runtime::parse_listen_address(*text);
    if (!address) return bad_flag("web.listen-address", address.error().message());
    config.web.server.address = *address;
    if (const core::Status exposure = runtime::check_exposure(
            *address, config.web.server.authentication, config.web.allow_unauthenticated);
        !exposure) {
      return exposure.error();
    }
  }
  if (const auto path = line.value("state.path")) config.state.path = *path;
  if (core::Status status = apply_log_flags(config, line); !status) return status.error();
  return config;
}

int run_alerter(const AlerterCommandLine& line, std::ostream& err) {
  runtime::share_one_heap();
  runtime::return_large_blocks();
  const runtime::SystemClock clock;
  if (const auto flags = with_flags({}, line);
      !flags && flags.error().message().starts_with("--")) {
    err << "silicon-alerter: " << flags.error().message() << "; see silicon-alerter --help\n";
    return 2;
  }
  runtime::Shutdown shutdown;
  shell::AlerterOptions options;
  options.load = [&line] { return load_with_flags(line); };
  options.version = SILICON_VERSION;
  options.host_name = host_name();
  std::error_code ignored;
  options.directory = std::filesystem::current_path(ignored).string();
  auto alerter = shell::Alerter::start(std::move(options), clock);
  if (!alerter) {
    err << "silicon-alerter: " << alerter.error().message() << "\n";
    return 1;
  }
  runtime::log_info("serving", {{"address", (*alerter)->address()}});
  (*alerter)->run(shutdown);
  runtime::log_info("stopped");
  return 0;
}

}  // namespace silicon::command
