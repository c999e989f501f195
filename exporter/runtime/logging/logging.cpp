#include "exporter/runtime/logging/logging.hpp"

#include <memory>
#include <string>
#include <vector>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "exporter/runtime/system_clock.hpp"

namespace silicon::runtime {
namespace {

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

// Both formats have a logger in spdlog's registry, which is the only process-wide state; the one
// that is not wanted is switched off. That can be changed while other threads are logging.
std::shared_ptr<spdlog::logger> logger(LogFormat format) {
  const std::string name = format == LogFormat::text ? "silicon.text" : "silicon.json";
  if (auto known = spdlog::get(name)) return known;
  auto made =
      std::make_shared<spdlog::logger>(name, std::make_shared<spdlog::sinks::stderr_sink_mt>());
  made->set_pattern("%v");
  made->set_level(format == LogFormat::text ? spdlog::level::info : spdlog::level::off);
  try {
    spdlog::register_logger(made);
    return made;
  } catch (const spdlog::spdlog_ex&) {  // another thread was first
    return spdlog::get(name);
  }
}

}  // namespace

void set_up_logging(const LogOptions& options) {
  for (const LogFormat format : {LogFormat::text, LogFormat::json}) {
    logger(format)->set_level(format == options.format ? spdlog_level(options.level)
                                                       : spdlog::level::off);
  }
}

void log(LogLevel level, std::string_view message, LogFields fields) {
  for (const LogFormat format : {LogFormat::text, LogFormat::json}) {
    const std::shared_ptr<spdlog::logger> target = logger(format);
    if (!target || !target->should_log(spdlog_level(level))) continue;
    const core::Instant now = SystemClock().now();
    const std::string line = format == LogFormat::text ? text_log_line(now, level, message, fields)
                                                       : json_log_line(now, level, message, fields);
    target->log(spdlog_level(level), spdlog::string_view_t(line.data(), line.size()));
  }
}

void log_debug(std::string_view message, std::initializer_list<LogField> fields) {
  log(LogLevel::debug, message, {fields.begin(), fields.size()});
}

void log_info(std::string_view message, std::initializer_list<LogField> fields) {
  log(LogLevel::info, message, {fields.begin(), fields.size()});
}

void log_warning(std::string_view message, std::initializer_list<LogField> fields) {
  log(LogLevel::warning, message, {fields.begin(), fields.size()});
}

void log_error(std::string_view message, std::initializer_list<LogField> fields) {
  log(LogLevel::error, message, {fields.begin(), fields.size()});
}

void RepeatedLog::say(LogLevel level, std::string_view key, std::string_view message,
                      std::initializer_list<LogField> fields) {
  std::optional<std::uint64_t> suppressed;
  {
    const std::lock_guard lock(mutex_);
    suppressed = filter_.admit(key, clock_.steady());
  }
  if (!suppressed) return;
  std::vector<LogField> all(fields);
  if (*suppressed > 0) all.emplace_back("suppressed", *suppressed);
  log(level, message, all);
}

}  // namespace silicon::runtime
