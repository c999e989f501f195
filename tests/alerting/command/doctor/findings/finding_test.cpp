#include "alerting/command/doctor/findings/finding.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

TEST(Report, IsALineForEachFindingWithItsFixBelow) {
  EXPECT_EQ(report({fine("rules", "2 rules"), fault("scrape", "a: refused", "start it"),
                    warning("config", "one\ntwo", "mend\nboth")}),
            "rules         ok      2 rules\n"
            "scrape        FAULT   a: refused\n"
            "                      fix: start it\n"
            "config        warning one\n"
            "                      two\n"
            "                      fix: mend\n"
            "                      both\n"
            "1 fault, 1 warning\n");
}

TEST(Findings, AreSoundWithoutFaults) {
  EXPECT_TRUE(is_sound({}, true));
  EXPECT_TRUE(is_sound({fine("a", "b")}, true));
  EXPECT_TRUE(is_sound({warning("a", "b", "c")}, false));
  EXPECT_FALSE(is_sound({warning("a", "b", "c")}, true));
  EXPECT_FALSE(is_sound({fault("a", "b", "c")}, false));
}

TEST(Counted, HasAPlural) {
  EXPECT_EQ(counted(0, "rule"), "0 rules");
  EXPECT_EQ(counted(1, "rule"), "1 rule");
}

}  // namespace
}  // namespace silicon::command
