#include "exporter/sources/gpu/drm/fdinfo.hpp"

#include <gtest/gtest.h>

namespace silicon::gpu::drm {
namespace {

constexpr std::string_view kI915 =
    "pos:\t0\nflags:\t02100002\nmnt_id:\t26\nino:\t567\n"
    "drm-driver:\ti915\ndrm-client-id:\t7\ndrm-pdev:\t0000:00:02.0\n"
    "drm-total-system0:\t1024 KiB\ndrm-shared-system0:\t16 MiB\ndrm-active-system0:\t0\n"
    "drm-resident-system0:\t512 KiB\ndrm-purgeable-system0:\t0\n"
    "drm-total-stolen-system0:\t1 MiB\ndrm-resident-stolen-system0:\t0\n"
    "drm-engine-render:\t9288864723 ns\ndrm-engine-copy:\t2035071108 ns\n"
    "drm-engine-video:\t0 ns\ndrm-engine-capacity-video:\t2\n";

TEST(ParseFdinfo, ReadsAClientOfIntelsOlderDriver) {
  const auto client = parse_fdinfo(kI915);
  ASSERT_TRUE(client);
  EXPECT_EQ(client->driver, "i915");
  EXPECT_EQ(client->device, "0000:00:02.0");
  EXPECT_EQ(client->id, 7);
  ASSERT_EQ(client->engines.size(), 3);
  EXPECT_EQ(client->engines.at("render").busy_ns, 9'288'864'723);
  EXPECT_EQ(client->engines.at("render").capacity, 1);
  EXPECT_EQ(client->engines.at("video").capacity, 2);
  EXPECT_EQ(client->resident_bytes, 512 * 1024);
  EXPECT_EQ(client->total_bytes, 2 * 1024 * 1024);
}

TEST(ParseFdinfo, ReadsCyclesOfIntelsNewerDriver) {
  const auto client = parse_fdinfo(
      "drm-driver:\txe\ndrm-client-id:\t3\ndrm-pdev:\t0000:03:00.0\n"
      "drm-cycles-rcs:\t28257900\ndrm-total-cycles-rcs:\t7655183225\n"
      "drm-cycles-vcs:\t0\ndrm-total-cycles-vcs:\t7655183225\ndrm-engine-capacity-vcs:\t2\n");
  ASSERT_TRUE(client);
  const Engine& render = client->engines.at("rcs");
  EXPECT_FALSE(render.busy_ns);
  EXPECT_EQ(render.cycles, 28'257'900);
  EXPECT_EQ(render.total_cycles, 7'655'183'225);
  EXPECT_EQ(client->engines.at("vcs").capacity, 2);
  EXPECT_EQ(client->total_bytes, std::nullopt);
}

TEST(ParseFdinfo, UnderstandsWhatMemoryWasCalledBefore) {
  const auto client = parse_fdinfo(
      "drm-driver:\tamdgpu\ndrm-memory-vram:\t2 KiB\ndrm-memory-gtt: \t4 KiB\n"
      "drm-engine-gfx:\t5 ns\n");
  ASSERT_TRUE(client);
  EXPECT_EQ(client->id, std::nullopt);
  EXPECT_EQ(client->device, "");
  EXPECT_EQ(client->resident_bytes, 6 * 1024);
}

TEST(ParseFdinfo, IsNothingForOtherFiles) {
  EXPECT_FALSE(parse_fdinfo(""));
  EXPECT_FALSE(parse_fdinfo("pos:\t0\nflags:\t02\nmnt_id:\t15\neventfd-count: 1\n"));
  EXPECT_FALSE(parse_fdinfo("drm-driver:\n"));
  EXPECT_FALSE(parse_fdinfo("drm-client-id: 7\n"));
}

TEST(ParseFdinfo, SkipsLinesThatMakeNoSense) {
  const auto client = parse_fdinfo(
      "drm-driver: v3d\ndrm-client-id: seven\ndrm-engine-bin: 12\ndrm-engine-render: many ns\n"
      "drm-engine-: 5 ns\ndrm-engine-tfu: 5 us\ndrm-engine-capacity-csd: 0\ndrm-cycles-x: -\n"
      "drm-total-x: 5 GiB\ndrm-resident-y: 99999999999999999999 KiB\ndrm-total-z: 1 TB\ndrm-\ndrm\n"
      "drm-resident-w: 18446744073709551615\n");
  ASSERT_TRUE(client);
  EXPECT_EQ(client->id, std::nullopt);
  for (const auto& [name, engine] : client->engines) {
    EXPECT_FALSE(engine.busy_ns || engine.cycles) << name;
    EXPECT_EQ(engine.capacity, 1) << name;
  }
  EXPECT_EQ(client->resident_bytes, std::nullopt);
  EXPECT_EQ(client->total_bytes, std::nullopt);
}

TEST(ParseFdinfo, IsBounded) {
  std::string text = "drm-driver: x\n";
  for (int i = 0; i < 1000; ++i) text += "drm-engine-e" + std::to_string(i) + ": 1 ns\n";
  text += "drm-engine-" + std::string(5000, 'n') + ": 1 ns\n";
  EXPECT_EQ(parse_fdinfo(text)->engines.size(), 64);
  EXPECT_EQ(parse_fdinfo("drm-driver: " + std::string(5000, 'd'))->driver.size(), 64);
}

}  // namespace
}  // namespace silicon::gpu::drm
