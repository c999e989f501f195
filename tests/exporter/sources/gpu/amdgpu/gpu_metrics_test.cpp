#include "exporter/sources/gpu/amdgpu/gpu_metrics.hpp"

#include <gtest/gtest.h>

#include <string>

namespace silicon::gpu::amdgpu {
namespace {

// A structure of `size` bytes, all bits set as the driver does before it fills in what it knows.
std::string metrics(std::size_t size, int format, int content) {
  std::string bytes(size, '\xff');
  bytes[0] = static_cast<char>(size & 0xffU);
  bytes[1] = static_cast<char>(size >> 8U);
  bytes[2] = static_cast<char>(format);
  bytes[3] = static_cast<char>(content);
  return bytes;
}

void put(std::string& bytes, std::size_t offset, unsigned value) {
  bytes[offset] = static_cast<char>(value & 0xffU);
  bytes[offset + 1] = static_cast<char>(value >> 8U);
}

TEST(GpuMetricsHeader, TellsACardFromAProcessorsGpu) {
  EXPECT_FALSE(parse_header(metrics(120, 1, 3))->is_apu());
  EXPECT_TRUE(parse_header(metrics(144, 2, 2))->is_apu());
  EXPECT_TRUE(parse_header(metrics(264, 3, 0))->is_apu());
  EXPECT_EQ(parse_header(metrics(264, 3, 0))->size, 264);
}

TEST(GpuMetricsHeader, IsNotBelievedBeyondTheFile) {
  EXPECT_FALSE(parse_header(""));
  EXPECT_FALSE(parse_header("\x04\x00\x01"));
  EXPECT_FALSE(parse_header(std::string_view("\x00\x00\x01\x03", 4)));
  std::string longer = metrics(120, 1, 3);
  longer.resize(119);
  EXPECT_FALSE(parse_header(longer));
}

TEST(ApuMetrics, TellMemoryTrafficAndTheNpu) {
  std::string bytes = metrics(264, 3, 0);
  put(bytes, 94, 12'345);
  put(bytes, 96, 678);
  for (std::size_t column = 0; column < 4; ++column) {
    put(bytes, 46 + 2 * column, column < 2 ? 100 : 0);
  }
  const auto apu = parse_apu_metrics(bytes);
  ASSERT_TRUE(apu);
  EXPECT_EQ(apu->dram_read_bytes_per_second, 12'345e6);
  EXPECT_EQ(apu->dram_write_bytes_per_second, 678e6);
  EXPECT_EQ(apu->npu_activity, 0.5);
}

TEST(ApuMetrics, LeaveOutWhatTheFirmwareDoesNotSay) {
  const auto apu = parse_apu_metrics(metrics(264, 3, 0));
  ASSERT_TRUE(apu);
  EXPECT_FALSE(apu->dram_read_bytes_per_second);
  EXPECT_FALSE(apu->dram_write_bytes_per_second);
  EXPECT_FALSE(apu->npu_activity);
}

TEST(ApuMetrics, AreOfOneVersionOnly) {
  EXPECT_FALSE(parse_apu_metrics(metrics(264, 3, 1)));
  EXPECT_FALSE(parse_apu_metrics(metrics(264, 2, 0)));
  EXPECT_FALSE(parse_apu_metrics(metrics(97, 3, 0)));
  EXPECT_TRUE(parse_apu_metrics(metrics(98, 3, 0)));
}

}  // namespace
}  // namespace silicon::gpu::amdgpu
