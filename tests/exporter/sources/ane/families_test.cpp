#include "exporter/sources/ane/families.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::ane {
namespace {

TEST(AneFamilies, SayWhichProxyTells) {
  EXPECT_EQ(testing::lines(activity_family({{"npu_busy_time", 0.25}, {"drm_fdinfo", 0}})),
            (std::vector<std::string>{R"(silicon_ane_activity_ratio{source="npu_busy_time"} 0.25)",
                                      R"(silicon_ane_activity_ratio{source="drm_fdinfo"} 0)"}));
  EXPECT_TRUE(activity_family({}).samples.empty());
}

TEST(AneFamilies, SayThatItIsAnNpuOnLinux) {
  EXPECT_NE(activity_family({}).help.find("On Linux it is the NPU"), std::string::npos);
}

}  // namespace
}  // namespace silicon::ane
