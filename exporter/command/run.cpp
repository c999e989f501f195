#include "exporter/command/run.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "exporter/command/live_line.hpp"
#include "exporter/command/machine.hpp"
#include "exporter/command/version.hpp"
#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/logging/logging.hpp"
#include "exporter/runtime/shutdown.hpp"
#include "exporter/serve/instruments.hpp"
#include "exporter/serve/landing.hpp"
#include "exporter/serve/page.hpp"
#include "exporter/serve/routes.hpp"
#include "exporter/serve/sampling/sampler.hpp"

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

constexpr core::Duration kSupervision = 1s;
constexpr core::Duration kPatience =
    2s;  // with a sample that is running when the process should end

std::vector<std::string> names_of(const std::vector<serve::OpenSource>& sources) {
  std::vector<std::string> names;
  for (const serve::OpenSource& source : sources) names.push_back(source.name);
  return names;
}

void say_change(const serve::SourceHealth& before, const serve::SourceHealth& after) {
  if (after.state == serve::SourceState::up) {
    if (before.state == serve::SourceState::starting) return;
    runtime::log_info("source is up again", {{"source", after.name()}});
  } else {
    runtime::log_warning("source gives no figures", {{"source", after.name()},
                                                     {"state", serve::in_words(after.state)},
                                                     {"problem", after.problem}});
  }
}

void say_what_is_absent(const Machine& machine) {
  for (const AbsentSource& source : machine.absent) {
    // Only what is there and withheld is news; what a machine lacks is for `silicon-exporter
    // sources`.
    const auto level = source.reason.kind() == core::ErrorKind::absent ? runtime::LogLevel::debug
                                                                       : runtime::LogLevel::warning;
    const std::vector<runtime::LogField> fields{{"source", source.name},
                                                {"reason", source.reason.message()}};
    runtime::log(level, "source is not available", fields);
  }
}

// Everything between the machine and the page.
struct Pipeline {
  Pipeline(Machine machine, const core::Clock& clock)
      : board(names_of(machine.open)),
        instruments(std::string(kVersion)),
        page(board, instruments, clock),
        sampler(std::move(machine.open), clock, board, say_change) {}

  serve::Board board;
  serve::Instruments instruments;
  serve::Page page;
  serve::Sampler sampler;
};

void stop_sampling(serve::Sampler& sampler) {
  const std::vector<std::string> hanging = sampler.stop(kPatience);
  if (hanging.empty()) return;
  for (const std::string& name : hanging) {
    runtime::log_warning("leaving while a sample still hangs", {{"source", name}});
  }
  std::fflush(nullptr);
  std::_Exit(0);
}

void print_live(const serve::Snapshot& snapshot) {
  // On a terminal the line is rewritten in place; in a log each is a line of its own.
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  const std::string line = live_line(snapshot);
  std::printf(terminal ? "\r\033[K%s" : "%s\n", line.c_str());
  std::fflush(stdout);
}

}  // namespace

core::Status run(const Config& config, const core::Clock& clock, bool live) {
  runtime::Shutdown shutdown;
  const core::Result<std::vector<sources::SourceSpec>> specs = chosen_sources(config, clock);
  if (!specs) return specs.error();
  Machine machine = open_machine(*specs, config);
  if (!config.recording.empty()) {
    runtime::log_info("playing a recording: no figure is this machine's",
                      {{"recording", config.recording}});
  }
  say_what_is_absent(machine);
  const std::size_t open = machine.open.size();
  const std::size_t absent = machine.absent.size();
  Pipeline pipeline(std::move(machine), clock);
  core::Result<std::unique_ptr<runtime::HttpServer>> server = runtime::HttpServer::start(
      config.web,
      serve::counted(
          runtime::Router(serve::routes({pipeline.board, pipeline.page, std::string(kVersion)})),
          pipeline.instruments),
      clock);
  if (!server) return std::move(server).error();
  pipeline.sampler.start();
  const std::string scheme = config.web.tls ? "https://" : "http://";
  runtime::log_info("serving", {{"url", scheme + to_string((*server)->address()) + "/metrics"},
                                {"sources", open},
                                {"absent", absent}});
  for (auto wish = shutdown.wait_for(kSupervision); wish != runtime::Wish::stop;
       wish = shutdown.wait_for(kSupervision)) {
    if (wish == runtime::Wish::reload) {
      runtime::log_warning("the configuration is read at start only: restart to apply it");
    }
    pipeline.sampler.supervise();
    if (live) print_live(*pipeline.board.newest());
  }
  if (live) std::printf("\n");
  (*server)->stop();
  stop_sampling(pipeline.sampler);
  runtime::log_info("stopped");
  return core::Done{};
}

core::Status print_once(const Config& config, const core::Clock& clock) {
  runtime::Shutdown shutdown;
  const core::Result<std::vector<sources::SourceSpec>> specs = chosen_sources(config, clock);
  if (!specs) return specs.error();
  Pipeline pipeline(open_machine(*specs, config), clock);
  pipeline.sampler.start();
  // Long enough for a second sample of everything on the one-second grid.
  const runtime::Wish wish = shutdown.wait_for(1200ms);
  pipeline.sampler.supervise();
  pipeline.board.publish();
  const std::string text = *pipeline.page.text(core::ExpositionFormat::text);
  if (wish != runtime::Wish::stop) std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
  stop_sampling(pipeline.sampler);
  return core::Done{};
}

}  // namespace silicon::command
