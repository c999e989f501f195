#include "tests/simulation/routed/witness.hpp"

#include <gtest/gtest.h>

namespace silicon::simulation {
namespace {

using namespace std::chrono_literals;

// What the witness of the simulations would say to receivers that are told wrong things.
class WitnessTest : public ::testing::Test {
 protected:
  WitnessTest() {
    witness_.answers(0s, "ops", true);
    witness_.see(0s, "a", false);
    witness_.see(1min, "a", true);
  }

  const std::vector<std::string>& complaints() const { return witness_.complaints(); }

  Witness witness_{{2min, 1h}};
};

TEST_F(WitnessTest, HasNothingToSayOfWhatIsTrue) {
  witness_.hear(2min, {"ops", {"a"}, {}});
  witness_.look(10min);
  witness_.see(20min, "a", false);
  witness_.hear(21min, {"ops", {}, {"a"}});
  witness_.look(30min);
  EXPECT_TRUE(complaints().empty());
  EXPECT_EQ(witness_.messages(), 2U);
}

TEST_F(WitnessTest, MissesWhatWasNotTold) {
  witness_.look(2min + 59s);
  EXPECT_TRUE(complaints().empty());
  witness_.look(3min);
  EXPECT_EQ(complaints(), std::vector<std::string>{"3m: ops does not know that a fires"});
}

TEST_F(WitnessTest, IsPatientWithReceiversThatDoNotAnswer) {
  witness_.answers(1min, "ops", false);
  witness_.look(1h);
  witness_.answers(1h, "ops", true);
  witness_.look(1h + 1min);
  EXPECT_TRUE(complaints().empty());
  witness_.look(1h + 2min);
  EXPECT_EQ(complaints().size(), 1U);
}

TEST_F(WitnessTest, IsPatientAfterADisturbance) {
  witness_.disturb(2min);
  witness_.look(3min);
  EXPECT_TRUE(complaints().empty());
}

TEST_F(WitnessTest, HearsWhenTheSameIsSaidAgain) {
  witness_.hear(2min, {"ops", {"a"}, {}});
  witness_.hear(40min, {"ops", {"a"}, {}});
  EXPECT_EQ(complaints(), std::vector<std::string>{"40m: ops is told again after 38m"});
  witness_.hear(2h, {"ops", {"a"}, {}});
  EXPECT_EQ(complaints().size(), 1U);
}

TEST_F(WitnessTest, LetsOneMessageBeSaidTwiceAfterADisturbance) {
  witness_.hear(2min, {"ops", {"a"}, {}});
  witness_.disturb(3min);
  witness_.hear(4min, {"ops", {"a"}, {}});
  EXPECT_TRUE(complaints().empty());
}

TEST_F(WitnessTest, KnowsAnEndThatIsNone) {
  witness_.hear(2min, {"ops", {"a"}, {}});
  witness_.hear(5min, {"ops", {}, {"a"}});
  EXPECT_EQ(complaints(),
            std::vector<std::string>{"5m: ops is told that a resolved, and it fires since 1m"});
}

TEST_F(WitnessTest, MissesAnEndThatWasNotTold) {
  witness_.hear(2min, {"ops", {"a"}, {}});
  witness_.see(10min, "a", false);
  witness_.look(12min);
  EXPECT_EQ(complaints(), std::vector<std::string>{"12m: ops still believes that a fires"});
}

}  // namespace
}  // namespace silicon::simulation
