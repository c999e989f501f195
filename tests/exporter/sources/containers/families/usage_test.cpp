#include "exporter/sources/containers/families/usage.hpp"

#include <gtest/gtest.h>

#include "exporter/core/exposition/parse.hpp"
#include "exporter/core/exposition/write.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::containers {
namespace {

using namespace std::chrono_literals;
using testing::value_of;

constexpr core::Instant kNow{1'000'000s + 500ms};

ContainerReading reading(std::string id = "abc") {
  ContainerReading result;
  result.cgroup_path = "/docker/" + id;
  result.id = std::move(id);
  return result;
}

class UsageTest : public ::testing::Test {
 protected:
  core::Families follow(const std::vector<Subject>& subjects, bool changed = false) {
    return usage_.follow(subjects, kNow, changed);
  }
  core::Families follow(const ContainerReading& reading) {
    return follow({Subject{.reading = &reading, .name = "web", .network = &reading}});
  }
  // The value of a series with the labels of reading() and these.
  static std::optional<double> value(const core::Families& families, const std::string& name,
                                     const std::string& more = "") {
    for (const core::Family& family : families) {
      if (family.name != name) continue;
      for (const core::Sample& sample : family.samples) {
        if (testing::series_name(family, sample).find(more) != std::string::npos) {
          return sample.value;
        }
      }
    }
    return std::nullopt;
  }

  Usage usage_;
};

TEST_F(UsageTest, IsCalledAsInCadvisor) {
  ContainerReading web = reading();
  web.cpu.usage_nanoseconds = 1'500'000'000;
  ContainerMetadata metadata;
  metadata.image = "nginx:1";
  metadata.labels = {{"container_label_com_docker_compose_project", "shop"}};
  const core::Families families =
      follow({Subject{.reading = &web, .metadata = &metadata, .name = "web"}});
  EXPECT_EQ(value_of(families,
                     "container_cpu_usage_seconds_total{"
                     "container_label_com_docker_compose_project=\"shop\",cpu=\"total\","
                     "id=\"/docker/abc\",image=\"nginx:1\",name=\"web\"}"),
            1.5);
  EXPECT_EQ(families.front().type, core::MetricType::counter);
}

TEST_F(UsageTest, LeavesOutWhatIsNotRead) {
  EXPECT_EQ(testing::lines(follow(reading())),
            (std::vector<std::string>{
                R"(container_oom_events_total{id="/docker/abc",name="web"} 0)",
                R"(container_last_seen{id="/docker/abc",name="web"} 1000000)",
            }));
}

TEST_F(UsageTest, CountsTheWorkingSetAsEverybodyDoes) {
  ContainerReading web = reading();
  web.memory.usage_bytes = 1000;
  EXPECT_FALSE(value(follow(web), "container_memory_working_set_bytes"));
  web.memory.inactive_file_bytes = 300;
  EXPECT_EQ(value(follow(web), "container_memory_working_set_bytes"), 700);
  web.memory.inactive_file_bytes = 1001;
  EXPECT_EQ(value(follow(web), "container_memory_working_set_bytes"), 0);
  EXPECT_EQ(value(follow(web), "container_memory_usage_bytes"), 1000);
}

TEST_F(UsageTest, ShowsThrottlingUnderAQuotaOnly) {
  ContainerReading web = reading();
  web.cpu.periods = 100;
  web.cpu.throttled_periods = 25;
  web.cpu.throttled_nanoseconds = 2'000'000'000;
  web.limits.cpu_quota_microseconds = Limits::kUnlimited;
  web.limits.cpu_period_microseconds = 100'000;
  const core::Families unlimited = follow(web);
  EXPECT_FALSE(value(unlimited, "container_cpu_cfs_periods_total"));
  EXPECT_FALSE(value(unlimited, "container_spec_cpu_quota"));
  EXPECT_EQ(value(unlimited, "container_spec_cpu_period"), 100'000);
  web.limits.cpu_quota_microseconds = 50'000;
  const core::Families limited = follow(web);
  EXPECT_EQ(value(limited, "container_cpu_cfs_periods_total"), 100);
  EXPECT_EQ(value(limited, "container_cpu_cfs_throttled_periods_total"), 25);
  EXPECT_EQ(value(limited, "container_cpu_cfs_throttled_seconds_total"), 2);
  EXPECT_EQ(value(limited, "container_spec_cpu_quota"), 50'000);
}

TEST_F(UsageTest, ShowsThrottlingByItsOwnWordWhereTheQuotaIsNotKnown) {
  ContainerReading web = reading();
  web.cpu.periods = 0;
  EXPECT_FALSE(value(follow(web), "container_cpu_cfs_periods_total"));
  web.cpu.periods = 3;
  EXPECT_EQ(value(follow(web), "container_cpu_cfs_periods_total"), 3);
}

TEST_F(UsageTest, StatesLimitsWithZeroForNone) {
  ContainerReading web = reading();
  web.limits.memory_bytes = 1U << 26U;
  web.limits.swap_bytes = Limits::kUnlimited;
  web.limits.threads = Limits::kUnlimited;
  const core::Families families = follow(web);
  EXPECT_EQ(value(families, "container_spec_memory_limit_bytes"), 67'108'864);
  EXPECT_EQ(value(families, "container_spec_memory_swap_limit_bytes"), 0);
  EXPECT_EQ(value(families, "container_threads_max"), 0);
  EXPECT_FALSE(value(families, "container_spec_memory_reservation_limit_bytes"));
}

TEST_F(UsageTest, TellsDevicesAndInterfacesApart) {
  ContainerReading web = reading();
  web.devices = {{"sda", 10, 20, 1, 2}, {"sdb", 30, std::nullopt, 3, std::nullopt}};
  web.interfaces = {{"eth0", {1, 2, 3, 4}, {5, 6, 7, 8}}, {"eth1", {10, 0, 0, 0}, {}}};
  const core::Families families = follow(web);
  EXPECT_EQ(value(families, "container_fs_reads_bytes_total", R"(device="sda")"), 10);
  EXPECT_EQ(value(families, "container_fs_writes_bytes_total", R"(device="sda")"), 20);
  EXPECT_EQ(value(families, "container_fs_reads_total", R"(device="sdb")"), 3);
  EXPECT_FALSE(value(families, "container_fs_writes_total", R"(device="sdb")"));
  EXPECT_EQ(
      value(families, "container_network_receive_packets_dropped_total", R"(interface="eth0")"), 4);
  EXPECT_EQ(value(families, "container_network_transmit_errors_total", R"(interface="eth0")"), 7);
  EXPECT_EQ(value(families, "container_network_receive_bytes_total", R"(interface="eth1")"), 10);
}

TEST_F(UsageTest, ShowsADeviceOnceThatIsNamedTwice) {
  ContainerReading web = reading();
  web.devices = {{"sda", 10, 0, 0, 0}, {"sda", 99, 0, 0, 0}};
  const core::Families families = follow(web);
  EXPECT_EQ(value(families, "container_fs_reads_bytes_total"), 10);
}

TEST_F(UsageTest, HoldsNoMoreDevicesThanAreOfUse) {
  ContainerReading web = reading();
  for (int i = 0; i < 1000; ++i) web.devices.push_back({"d" + std::to_string(i), 1, 1, 1, 1});
  for (const core::Family& family : follow(web)) EXPECT_LE(family.samples.size(), 64U);
}

TEST_F(UsageTest, ShowsPressureInSeconds) {
  ContainerReading web = reading();
  web.stalls[0] = pressure::Stall{.some = 1'500'000, .full = 500'000};
  web.stalls[2] = pressure::Stall{.some = 10, .full = std::nullopt};
  const core::Families families = follow(web);
  EXPECT_EQ(value(families, "container_pressure_cpu_waiting_seconds_total"), 1.5);
  EXPECT_EQ(value(families, "container_pressure_cpu_stalled_seconds_total"), 0.5);
  EXPECT_FALSE(value(families, "container_pressure_memory_waiting_seconds_total"));
  EXPECT_EQ(value(families, "container_pressure_io_waiting_seconds_total"), 1e-5);
  EXPECT_FALSE(value(families, "container_pressure_io_stalled_seconds_total"));
}

TEST_F(UsageTest, ShowsPageFaultsByScope) {
  ContainerReading web = reading();
  web.memory.page_faults = 5;
  web.memory.page_faults_with_children = 6;
  web.memory.major_page_faults = 1;
  web.memory.major_page_faults_with_children = 2;
  const core::Families families = follow(web);
  const std::string name = "container_memory_failures_total";
  EXPECT_EQ(value(families, name, R"(failure_type="pgfault",id="/docker/abc",name="web",scope="c)"),
            5);
  EXPECT_EQ(
      value(families, name, R"(failure_type="pgmajfault",id="/docker/abc",name="web",scope="h)"),
      2);
}

TEST_F(UsageTest, NeverLetsACounterFall) {
  ContainerReading web = reading();
  web.cpu.usage_nanoseconds = 900'000'000'000;
  follow(web);
  web.cpu.usage_nanoseconds = 5'000'000'000;  // made anew within one tick
  EXPECT_EQ(value(follow(web), "container_cpu_usage_seconds_total"), 905);
}

TEST_F(UsageTest, BeginsAnewWhenTheContainerWasAway) {
  ContainerReading web = reading();
  web.cpu.usage_nanoseconds = 900'000'000'000;
  follow(web);
  EXPECT_TRUE(follow(std::vector<Subject>{}).empty());
  web.cpu.usage_nanoseconds = 5'000'000'000;
  EXPECT_EQ(value(follow(web), "container_cpu_usage_seconds_total"), 5);
}

TEST_F(UsageTest, TakesUpANewNameAtOnce) {
  ContainerReading web = reading();
  web.devices = {{"sda", 10, 20, 1, 2}};
  web.interfaces = {{"eth0", {1, 2, 3, 4}, {5, 6, 7, 8}}};
  web.memory.page_faults = 1;
  follow(web);
  const core::Families families = follow({Subject{.reading = &web, .name = "shop"}}, true);
  for (const core::Family& family : families) {
    for (const core::Sample& sample : family.samples) {
      EXPECT_EQ(sample.labels.get("name"), "shop") << family.name;
    }
  }
}

TEST_F(UsageTest, SaysWhenAContainerBegan) {
  ContainerReading web = reading();
  web.created = core::Instant(1000s);
  EXPECT_EQ(value(follow(web), "container_start_time_seconds"), 1000);
  ContainerMetadata metadata;
  metadata.started = core::Instant(2000s);
  const core::Families known =
      follow({Subject{.reading = &web, .metadata = &metadata, .name = "web"}});
  EXPECT_EQ(value(known, "container_start_time_seconds"), 2000);
}

TEST_F(UsageTest, SaysHealthAsCadvisorDoes) {
  const ContainerReading web = reading();
  ContainerMetadata metadata;
  const auto health = [&](Health state) {
    metadata.health = state;
    return value(follow({Subject{.reading = &web, .metadata = &metadata, .name = "web"}}),
                 "container_health_state");
  };
  EXPECT_EQ(health(Health::healthy), 1);
  EXPECT_EQ(health(Health::starting), 0);
  EXPECT_EQ(health(Health::unhealthy), 0);
  EXPECT_EQ(health(Health::none), -1);
}

TEST_F(UsageTest, MakesAPageThatPrometheusTakesWhateverTheNames) {
  ContainerReading web = reading("a\"b\\c\nd");
  web.cpu.usage_nanoseconds = 1;
  web.devices = {{"wei\nrd\"", 1, 1, 1, 1}};
  ContainerMetadata metadata;
  metadata.image = std::string(10'000, 'x') + "\n\"\xff\xfe";
  const core::Families families =
      follow({Subject{.reading = &web, .metadata = &metadata, .name = "n\xc3\xa4me \"q\""}});
  std::string page;
  core::append_exposition(page, families, core::ExpositionFormat::text);
  EXPECT_TRUE(core::parse_exposition(page, core::ExpositionFormat::text).ok());
}

TEST_F(UsageTest, KeepsCountersWithTheirContainersWhateverTheirOrder) {
  std::vector<ContainerReading> readings{reading("a"), reading("b"), reading("c")};
  const auto subject = [&](std::size_t i) {
    return Subject{.reading = &readings[i], .name = readings[i].id};
  };
  const auto use = [&](std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    readings[0].memory.failures = a;
    readings[1].memory.failures = b;
    readings[2].memory.failures = c;
  };
  const auto failures = [&](const core::Families& families, const std::string& id) {
    return value(families, "container_memory_failcnt", "\"/docker/" + id + "\"");
  };
  use(10, 200, 3000);
  follow({subject(0), subject(1), subject(2)});
  use(1, 2, 3);  // each starts anew
  const core::Families moved = follow({subject(2), subject(0)});
  EXPECT_EQ(failures(moved, "a"), 11);
  EXPECT_EQ(failures(moved, "c"), 3003);
  const core::Families back = follow({subject(1), subject(0), subject(2)});
  EXPECT_EQ(failures(back, "a"), 11);
  EXPECT_EQ(failures(back, "b"), 2);  // it was gone
  EXPECT_EQ(failures(back, "c"), 3003);
}

}  // namespace
}  // namespace silicon::containers
