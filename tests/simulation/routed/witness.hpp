// Who watches what receivers are told, knowing what really is: nothing forgotten, nothing said
// twice, nothing said to be over that is not. Times are of the world, not of the program's clock.
// For tests; one thread. Tested by tests/simulation/routed/witness_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exporter/core/time.hpp"

namespace silicon::simulation {

// A message as its receiver got it: instances that fire, and that do no more.
struct Heard {
  std::string receiver;
  std::set<std::string> firing;
  std::set<std::string> resolved;
};

struct WitnessTerms {
  // How long an alert may be unknown to a receiver that answers.
  core::Duration patience{0};
  // How soon the same may be said again.
  core::Duration repeat{0};
};

class Witness {
 public:
  explicit Witness(WitnessTerms terms) : terms_(terms) {}

  // How things really are. To be said whenever they change, and now and then.
  void see(core::Duration now, const std::string& instance, bool fires);

  // Whether a receiver answers as it should, from now on.
  void answers(core::Duration now, const std::string& receiver, bool well);

  // The program was killed, or its clock set: patience begins anew, and one message may be said
  // twice.
  void disturb(core::Duration now);

  // A receiver got this message.
  void hear(core::Duration now, const Heard& message);

  // Asks after what should be known by now.
  void look(core::Duration now);

  const std::vector<std::string>& complaints() const { return complaints_; }
  std::size_t messages() const { return messages_; }

 private:
  struct Truth {
    bool fires = false;
    core::Duration since{0};
  };
  struct Receiver {
    bool well = true;
    core::Duration well_since{0};
    std::map<std::string, core::Duration> firing;  // believed, since when
    std::optional<Heard> last;
    core::Duration last_at{0};
  };

  void complain(core::Duration now, const std::string& text);

  WitnessTerms terms_;
  std::map<std::string, Truth> truth_;
  std::map<std::string, Receiver> receivers_;
  core::Duration disturbed_{0};
  std::vector<std::string> complaints_;
  std::size_t messages_ = 0;
};

}  // namespace silicon::simulation
