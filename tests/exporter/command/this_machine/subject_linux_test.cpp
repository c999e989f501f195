#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "exporter/command/machine.hpp"
#include "exporter/command/this_machine/subject.hpp"
#include "exporter/platform/recording/read.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

// A host below a folder: its files are written by tests, and change between samples.
class LinuxSubjectTest : public ::testing::Test {
 protected:
  LinuxSubjectTest() {
    write("proc/stat", "cpu  100 0 50 850 0 0 0 0 0 0\ncpu0 100 0 50 850 0 0 0 0 0 0\n");
    write("proc/loadavg", "0.50 0.40 0.30 1/100 4242\n");
    write("proc/meminfo", "MemTotal: 1000 kB\nMemFree: 400 kB\nMemAvailable: 500 kB\n");
    write("proc/1/net/dev",
          "Inter-|\n face |\n  eth0: 10 1 0 0 0 0 0 0 20 2 0 0 0 0 0 0\n"
          "enx001122aabbcc: 5 1 0 0 0 0 0 0 6 2 0 0 0 0 0 0\n");
    write("proc/1/mountinfo",
          "25 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
          "26 1 8:2 / /home/annabelle rw - ext4 /dev/mapper/zwerg--vg-home rw,user=annabelle\n");
    write("proc/cpuinfo", "model name\t: Big CPU\nSerial\t\t: 00000000deadbeef\n");
    write("proc/sys/kernel/hostname", "zwerg.example.org\n");
    write("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12\"\n");
    write("etc/passwd", "root:x:0:0::/root:/bin/sh\nannabelle:x:1000:1000::/home/x:/bin/sh\n");
    write("sys/class/hwmon/hwmon0/name", "coretemp\n");
    write("sys/class/hwmon/hwmon0/temp1_input", "45500\n");
    write("sys/class/hwmon/hwmon0/temp1_label", "Package id 0\n");
  }

  void write(const std::string& path, const std::string& text) {
    const auto file = folder_.root() / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }

  // Records a sample for each of these steps; the lines as a file.
  void record_steps(const std::vector<std::function<void()>>& steps) {
    const auto subject = this_machine(folder_.root().string(), clock_);
    ASSERT_TRUE(subject) << subject.error().message();
    text_ = subject->machine_line + "\n";
    for (const auto& step : steps) {
      step();
      text_ += *subject->sample_line(clock_.steady()) + "\n";
      clock_.advance(1s);
    }
    std::ofstream(output_.path("host.ndjson")) << text_;
  }

  // The figures of these sources, played at so many seconds.
  std::string played(const std::string& source, core::SteadyDuration at) {
    Config config = default_config();
    config.recording = output_.path("host.ndjson");
    testing::ManualClock now;
    const auto specs = chosen_sources(config, now);
    if (!specs) return specs.error().message();
    for (const sources::SourceSpec& spec : *specs) {
      if (spec.name != source) continue;
      auto opened = spec.open();
      if (!opened) return opened.error().message();
      (void)(*opened)->sample({now.steady(), now.now()});
      now.advance(at);
      const auto families = (*opened)->sample({now.steady(), now.now()});
      if (!families) return families.error().message();
      std::string text;
      for (const std::string& line : testing::lines(*families)) text += line + "\n";
      return text;
    }
    return "no such source";
  }

  testing::TemporaryDirectory folder_;
  testing::TemporaryDirectory output_;
  testing::ManualClock clock_;
  std::string text_;
};

TEST_F(LinuxSubjectTest, SaysWhatTheMachineIs) {
  record_steps({[] {}});
  const auto machine = recording::parse_linux_machine(text_.substr(0, text_.find('\n')));
  ASSERT_TRUE(machine) << machine.error().message();
  EXPECT_EQ(machine->chip, "Big CPU");
  EXPECT_EQ(machine->os, "Debian GNU/Linux 12");
  EXPECT_GE(machine->page_size.value_or(0), 4096U);
}

TEST_F(LinuxSubjectTest, PlaysBackTheFiguresOfEachMoment) {
  record_steps({[] {}, [&] { write("proc/loadavg", "1.50 0.40 0.30 1/100 4242\n"); },
                [&] { write("sys/class/hwmon/hwmon0/temp1_input", "51000\n"); }});
  EXPECT_NE(played("load", 0s).find("window=\"1m\"} 0.5\n"), std::string::npos)
      << played("load", 0s);
  EXPECT_NE(played("load", 1s).find("window=\"1m\"} 1.5\n"), std::string::npos);
  EXPECT_NE(played("load", 2s).find("window=\"1m\"} 1.5\n"), std::string::npos);
  EXPECT_NE(played("thermal", 1s).find(" 45.5\n"), std::string::npos) << played("thermal", 1s);
  EXPECT_NE(played("thermal", 2s).find(" 51\n"), std::string::npos);
  EXPECT_NE(played("network", 0s).find("interface=\"eth0\"} 10\n"), std::string::npos);
  EXPECT_NE(played("filesystems", 0s).find("mountpoint=\"/\""), std::string::npos);
}

TEST_F(LinuxSubjectTest, PlaysBackThatASourceLostItsFile) {
  record_steps({[] {}, [&] { std::filesystem::remove(folder_.root() / "proc/loadavg"); }});
  EXPECT_EQ(played("load", 1s), "/proc/loadavg: not in the recording");
}

TEST_F(LinuxSubjectTest, HoldsNoNameOfAPersonAHostOrADevice) {
  record_steps({[] {}});
  for (const char* name : {"annabelle", "zwerg", "deadbeef", "001122aabbcc", "example.org"}) {
    EXPECT_EQ(text_.find(name), std::string::npos) << name << " in " << text_;
  }
  EXPECT_NE(text_.find("/home/user"), std::string::npos);
}

TEST_F(LinuxSubjectTest, FailsWhereThereIsNoMachine) {
  const testing::TemporaryDirectory empty;
  EXPECT_FALSE(this_machine(empty.root().string(), clock_));
}

}  // namespace
}  // namespace silicon::command
