// What all the ways of discovery have found, for jobs and for Alertmanagers: written down, in
// files, from servers. Looks when it is time, and says for whom something has changed. Works within
// Transfers::poll() and look(). One thread. Tested by
// tests/alerting/shell/targets/discovery_test.cpp.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alerting/config/discovery.hpp"
#include "alerting/scrape/discovery/target_group.hpp"
#include "alerting/shell/http/transfers.hpp"
#include "alerting/shell/targets/file_discovery.hpp"
#include "exporter/core/time.hpp"

namespace silicon::shell {

// How often files are looked at where they may be waited for longer: a stat() costs little, and
// Prometheus would notice a change at once.
inline constexpr core::SteadyDuration kFileLook = std::chrono::seconds(5);

class Discovery {
 public:
  // Both must outlive this.
  Discovery(Transfers& transfers, const core::Clock& clock)
      : transfers_(transfers), clock_(clock) {}
  Discovery(const Discovery&) = delete;
  Discovery& operator=(const Discovery&) = delete;
  ~Discovery();

  // Whom to find targets for from now on, by a name of the caller's. Everything is looked for anew;
  // what servers had answered for the same name and URL counts until they answer again.
  void configure(const std::map<std::string, config::Discovery>& wanted);

  // Looks at what is due, and returns the names for which there are other groups than at the last
  // call. After configure(): all names.
  std::vector<std::string> look();

  // Of a name that was configured.
  scrape::TargetGroups groups(const std::string& name) const;

  // When look() has something to do next; nullopt when there is nothing to look at.
  std::optional<core::SteadyInstant> due() const;

  // What has gone wrong since the last call, in words for the log. Servers that fail repeat
  // themselves only when they fail in another way.
  std::vector<std::string> take_problems();

 private:
  struct Files {
    FileDiscovery discovery;
    core::SteadyDuration interval{};
    core::SteadyInstant next{};
  };
  struct Server {
    std::shared_ptr<const config::HttpDiscovery> config;
    scrape::TargetGroups groups;
    std::string last_problem;
    std::optional<std::uint64_t> transfer;
    core::SteadyInstant next{};
  };
  struct Entry {
    scrape::TargetGroups fixed;
    std::vector<Files> files;
    std::vector<std::unique_ptr<Server>> servers;  // callbacks hold their addresses
    bool changed = true;
  };

  static void keep_answers(const Entry& before, Entry& entry);
  void look_at_files(Entry& entry, core::SteadyInstant now);
  void ask_servers(Entry& entry, core::SteadyInstant now);
  void take_answer(Entry& entry, Server& server, const HttpOutcome& outcome);
  void cancel_all();

  Transfers& transfers_;
  const core::Clock& clock_;
  std::map<std::string, Entry> entries_;  // whose addresses callbacks hold, too
  std::vector<std::string> problems_;
};

}  // namespace silicon::shell
