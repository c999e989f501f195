// silicon-record: records a Mac, with nothing but its own system. The composition root.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "exporter/command/record/arguments.hpp"
#include "exporter/command/record/record.hpp"
#include "exporter/platform/apple/live_reader.hpp"
#include "exporter/runtime/system_clock.hpp"

namespace {

using silicon::core::Done;
using silicon::core::Error;
using silicon::core::Status;

int complain(const Error& error, int code) {
  std::fprintf(stderr, "silicon-record: %s\n", error.message().c_str());
  return code;
}

// Every line goes out at once: who interrupts the recording keeps what there is.
Status write_line(std::FILE* file, std::string_view line) {
  if (std::fwrite(line.data(), 1, line.size(), file) == line.size() && std::fflush(file) == 0) {
    return Done{};
  }
  return Error(std::string("cannot write: ") + std::strerror(errno));
}

Status record_to(std::FILE* file, int seconds) {
  const silicon::runtime::SystemClock clock;
  const auto access = silicon::apple_platform::this_machine(clock);
  if (!access) return access.error();
  const silicon::command::Recorder recorder{
      .write = [file](std::string_view line) { return write_line(file, line); },
      .wait =
          [&clock](silicon::core::SteadyInstant until) {
            std::this_thread::sleep_for(until - clock.steady());
          },
      .progress =
          [seconds](int samples) {
            std::fprintf(stderr, "\r%d of %d s%s", samples, seconds,
                         samples == seconds ? "\n" : "");
          }};
  return silicon::command::record(*access, seconds, clock, recorder);
}

}  // namespace

int main(int argc, char** argv) {
  const auto arguments =
      silicon::command::parse_record_arguments(std::vector<std::string>(argv + 1, argv + argc));
  if (!arguments) return complain(arguments.error(), 2);
  if (arguments->help) {
    std::fputs(std::string(silicon::command::record_usage()).c_str(), stdout);
    return 0;
  }
  const bool to_stdout = arguments->file == "-";
  std::FILE* file = to_stdout ? stdout : std::fopen(arguments->file.c_str(), "w");
  if (file == nullptr) {
    return complain(Error(arguments->file + ": " + std::strerror(errno)), 1);
  }
  const Status status = record_to(file, arguments->seconds);
  if (!to_stdout) std::fclose(file);
  return status ? 0 : complain(status.error(), 1);
}
