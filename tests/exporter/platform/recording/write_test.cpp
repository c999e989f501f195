#include "exporter/platform/recording/write.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "tests/support/fake_apple/small_mac.hpp"

namespace silicon::recording {
namespace {

using nlohmann::json;
using testing::apple::small_machine;
using testing::apple::small_sample;

json machine() {
  return json::parse(machine_line(small_machine()));
}
json sample() {
  return json::parse(sample_line(small_sample()));
}

TEST(MachineLine, SaysWhatItIs) {
  const json line = machine();
  EXPECT_EQ(line["type"], "machine");
  EXPECT_EQ(line["format"], 2);
  EXPECT_EQ(line["platform"], "apple");
  EXPECT_EQ(line["model"], "Mac16,9");
  EXPECT_EQ(line["chip"], "Apple M4 Max");
  EXPECT_EQ(line["os"], "macOS 15.5 (24F74)");
}

TEST(MachineLine, HoldsNumbersTextsAndBytes) {
  const json line = machine();
  EXPECT_EQ(line["sysctl"]["hw.memsize"], 137438953472);
  EXPECT_EQ(line["sysctl"]["hw.perflevel0.name"], "Performance");
  EXPECT_EQ(line["pmgr"]["acc-clusters"], "0102030405060708");
  EXPECT_EQ(line["gpu_core_count"], 40);
  EXPECT_EQ(line["page_size"], 16384);
}

TEST(MachineLine, HoldsTheTopology) {
  const json cpu = machine()["cpus"][1];
  EXPECT_EQ(cpu, json::parse(R"({"name":"cpu1","cluster_type":"P","logical_cluster_id":1,
                                 "logical_cpu_id":1})"));
}

TEST(MachineLine, LeavesOutWhatIsAbsent) {
  EXPECT_EQ(machine_line(apple::Machine{}), R"({"type":"machine","format":2,"platform":"apple"})");
}

TEST(SampleLine, HoldsTheHost) {
  const json line = sample();
  EXPECT_EQ(line["type"], "sample");
  EXPECT_EQ(line["mono_ns"], 5'000'000'000);
  EXPECT_EQ(line["unix_ms"], 1'700'000'000'000);
  EXPECT_EQ(line["cpu_ticks"][0], json::parse("[100,50,850,0]"));
  EXPECT_EQ(line["load"], json::parse("[1.5,1.25,1]"));
  EXPECT_EQ(line["vm"]["swapins"], std::uint64_t{1} << 40U);
  EXPECT_EQ(line["swap"], json::parse(R"({"total":2048,"avail":1024,"used":1024})"));
  EXPECT_EQ(line["pressure_level"], 1);
  EXPECT_EQ(line["thermal_pressure"], 1);
}

TEST(SampleLine, HoldsSimpleChannelsWithTheirPublication) {
  EXPECT_EQ(sample()["ioreport"][0], json::parse(R"({"group":"Energy Model","channel":"CPU Energy",
                            "driver":"AppleT6041PMGR <id 0x10000027e>","unit":"mJ",
                            "format":"simple","value":123456,"published":4999000000})"));
}

TEST(SampleLine, HoldsStatesInTheirOrderAndWithTheirBlanks) {
  EXPECT_EQ(sample()["ioreport"][2],
            json::parse(R"({"group":"PMP","subgroup":"DCS BW","channel":"AMCC RD+WR",
                            "unit":"24Mticks","format":"state",
                            "states":[["  32GB/s",7],["  64GB/s",8]]})"));
}

TEST(SampleLine, HoldsSensors) {
  const json line = sample();
  EXPECT_EQ(line["smc"]["PSTR"], json::parse(R"({"type":"flt ","bytes":"00008041"})"));
  EXPECT_EQ(line["hid"], json::parse(R"([["PMU tdie1",45.25],["PMU tdie1",46.5],
                                         ["gas gauge battery",30]])"));
  EXPECT_EQ(line["ioaccelerator"]["Device Utilization %"], 37);
}

TEST(SampleLine, HoldsDisksInterfacesAndFilesystems) {
  const json line = sample();
  EXPECT_EQ(line["disks"]["disk0"]["written_bytes"], 8192);
  EXPECT_EQ(line["interfaces"]["en0"]["received_bytes"], std::uint64_t{1} << 33U);
  EXPECT_EQ(line["interfaces"]["en0"]["sent_bytes"], 300);
  EXPECT_EQ(line["filesystems"][0]["mountpoint"], "/");
  EXPECT_EQ(line["filesystems"][0]["size_bytes"], 494'384'795'648);
}

TEST(SampleLine, LeavesOutWhatIsAbsent) {
  EXPECT_EQ(sample_line(apple::Sample{}), R"({"type":"sample","mono_ns":0,"unix_ms":0})");
}

TEST(SampleLine, LeavesOutATemperatureThatIsNoNumber) {
  apple::Sample sample;
  sample.hid = {{"broken", std::numeric_limits<double>::quiet_NaN()}, {"PMU tdie1", 40.0}};
  EXPECT_EQ(json::parse(sample_line(sample))["hid"], json::parse(R"([["PMU tdie1",40]])"));
}

TEST(SampleLine, IsOneLine) {
  apple::Sample sample = small_sample();
  sample.filesystems[0].mountpoint = "/Volumes/two\nlines";
  EXPECT_EQ(sample_line(sample).find('\n'), std::string::npos);
}

class SampleWriterTest : public ::testing::Test {
 protected:
  // What is written of the sample once `edit` has changed something of it.
  template <class Edit>
  json line_after(Edit edit) {
    edit(sample_);
    return json::parse(writer_.line(sample_));
  }
  static void leave_as_it_is(apple::Sample&) {}

  apple::Sample sample_ = small_sample();
  SampleWriter writer_;
};

TEST_F(SampleWriterTest, WritesTheFirstSampleWhole) {
  EXPECT_EQ(line_after(leave_as_it_is), sample());
}

TEST_F(SampleWriterTest, WritesNothingOfWhatStandsStill) {
  line_after(leave_as_it_is);
  EXPECT_EQ(line_after(leave_as_it_is),
            json::parse(R"({"type":"changes","mono_ns":5000000000,"unix_ms":1700000000000})"));
}

TEST_F(SampleWriterTest, WritesWhatChanged) {
  line_after(leave_as_it_is);
  const json line = line_after([](apple::Sample& sample) {
    sample.mono_ns = 6'000'000'000;
    sample.cpu_ticks[1][2] = 4;
    sample.vm["swapins"] = 1;
    sample.ioreport[0].value = 5;
    sample.ioreport[1].residencies[0] = 6;
    sample.smc["TCMb"].bytes[1] = 1;
    sample.smc["Tnew"] = {"flag", {1}};
    sample.disks["disk0"].reads = 11;
    sample.thermal_pressure = 2;
  });
  EXPECT_EQ(line, json::parse(R"({"type":"changes","mono_ns":6000000000,"unix_ms":1700000000000,
      "cpu_ticks":[[100,50,850,0],[1,2,4,0],[7,8,9,0]],"vm":{"swapins":1},
      "ioreport":{"0":{"value":5},"1":{"ticks":[6,10,24000000]}},
      "smc":{"TCMb":{"type":"flt ","bytes":"00012042"},"Tnew":{"type":"flag","bytes":"01"}},
      "thermal_pressure":2,
      "disks":{"disk0":{"read_bytes":4096,"written_bytes":8192,"reads":11,"writes":20,
                        "read_ns":30000000,"write_ns":40000000}}})"));
}

TEST_F(SampleWriterTest, SaysWhenACounterWasPublishedAnewWithTheSameValue) {
  line_after(leave_as_it_is);
  const json line =
      line_after([](apple::Sample& sample) { sample.ioreport[0].published_ns = 5'000'000'000; });
  EXPECT_EQ(line["ioreport"], json::parse(R"({"0":{"published":5000000000}})"));
}

TEST_F(SampleWriterTest, WritesASampleWholeThatLacksSomething) {
  const std::vector<void (*)(apple::Sample&)> losses{
      [](apple::Sample& sample) { sample.swap.reset(); },
      [](apple::Sample& sample) { sample.hid.clear(); },
      [](apple::Sample& sample) { sample.smc.erase("PSTR"); },
      [](apple::Sample& sample) { sample.interfaces.clear(); },
      [](apple::Sample& sample) { sample.ioreport.pop_back(); },
      [](apple::Sample& sample) { sample.ioreport[0].published_ns.reset(); },
      [](apple::Sample& sample) { std::swap(sample.ioreport[0], sample.ioreport[1]); },
  };
  line_after(leave_as_it_is);
  for (const auto lose : losses) {
    EXPECT_EQ(line_after(lose)["type"], "sample");
    EXPECT_EQ(line_after(leave_as_it_is)["type"], "changes");
  }
}

TEST_F(SampleWriterTest, WritesASampleWholeThatHasAnotherChannel) {
  line_after(leave_as_it_is);
  const json line = line_after(
      [](apple::Sample& sample) { sample.ioreport.push_back(small_sample().ioreport.front()); });
  EXPECT_EQ(line["type"], "sample");
  EXPECT_EQ(line["ioreport"].size(), 4U);
}

// It is no number, so no line has it; and what is not written must not differ from itself.
TEST_F(SampleWriterTest, TakesATemperatureThatIsNoNumberForNoChange) {
  sample_.hid.push_back({"broken", std::numeric_limits<double>::quiet_NaN()});
  line_after(leave_as_it_is);
  EXPECT_FALSE(line_after(leave_as_it_is).contains("hid"));
}

}  // namespace
}  // namespace silicon::recording
