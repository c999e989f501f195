// Saying things to the operator, on stderr. The one place that knows spdlog.
// Until set_up_logging() is called, messages of level info and above are written as text.
// Never pass a secret; Secret does not convert to a LogField for that reason.
// Any thread. Tested by tests/exporter/runtime/logging/logging_test.cpp.
#pragma once

#include <initializer_list>
#include <mutex>
#include <string_view>

#include "exporter/core/time.hpp"
#include "exporter/runtime/logging/log_line.hpp"
#include "exporter/runtime/logging/repeat_filter.hpp"

namespace silicon::runtime {

enum class LogFormat { text, json };

struct LogOptions {
  LogLevel level = LogLevel::info;
  LogFormat format = LogFormat::text;
};

// For the whole process; again at a reload, if wanted.
void set_up_logging(const LogOptions& options);

void log(LogLevel level, std::string_view message, LogFields fields);

// log_warning("source is down", {{"source", "cpu"}, {"failures", 3}});
void log_debug(std::string_view message, std::initializer_list<LogField> fields = {});
void log_info(std::string_view message, std::initializer_list<LogField> fields = {});
void log_warning(std::string_view message, std::initializer_list<LogField> fields = {});
void log_error(std::string_view message, std::initializer_list<LogField> fields = {});

// A log for what may happen many times a second: each key is said once per interval, then with a
// field `suppressed` that counts what was not said. Any thread.
class RepeatedLog {
 public:
  RepeatedLog(const core::Clock& clock, core::SteadyDuration interval)
      : clock_(clock), filter_(interval) {}

  void say(LogLevel level, std::string_view key, std::string_view message,
           std::initializer_list<LogField> fields = {});

 private:
  const core::Clock& clock_;
  std::mutex mutex_;
  RepeatFilter filter_;
};

}  // namespace silicon::runtime
