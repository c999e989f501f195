// A configuration tried out: every target scraped once, every rule evaluated once, in memory;
// nothing is saved and nobody is told. Afterwards it answers Prometheus's API as the alerter would.
// Blocking. Tested by tests/alerting/command/doctor/trial_test.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "alerting/api/call.hpp"
#include "alerting/command/remote/remote.hpp"
#include "alerting/engine/engine.hpp"
#include "alerting/shell/http/transfers.hpp"
#include "alerting/shell/run/load.hpp"
#include "alerting/shell/targets/discovery.hpp"
#include "alerting/shell/targets/scraper.hpp"

namespace silicon::command {

class Trial {
 public:
  // The clock must outlive this.
  Trial(shell::Loaded loaded, const core::Clock& clock);

  // Returns when every target has answered or failed, and every rule has been evaluated.
  void run();

  // A call of /api/v1.
  core::Result<runtime::HttpAnswer> ask(const std::string& path, const Form& form);

 private:
  bool is_done() const;
  std::vector<engine::Event> take_events();
  void carry_out(const engine::Commands& commands);
  void find_alertmanagers();

  std::shared_ptr<const config::Config> config_;
  const core::Clock& clock_;
  shell::Transfers transfers_;
  shell::Scraper scraper_;
  shell::Discovery discovery_;
  series::Store store_;
  engine::Engine engine_;
  std::vector<std::string> alertmanagers_;
};

}  // namespace silicon::command
