#include "exporter/platform/linux/hardware/drm/drm_clients.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_host_files.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

const core::SteadyInstant kStart{1000s};

class DrmClientsTest : public ::testing::Test {
 protected:
  void open_file(const std::string& process, const std::string& descriptor,
                 const std::string& target) {
    machine.links["/proc/" + process + "/fd/" + descriptor] = target;
    machine.files["/proc/" + process + "/fdinfo/" + descriptor] =
        target.starts_with("/dev/dri/")
            ? "drm-driver:\ti915\ndrm-client-id:\t" + process + descriptor + "\n"
            : "pos:\t0\n";
  }

  void end(const std::string& process) {
    const auto is_its = [&](const auto& entry) {
      return entry.first.starts_with("/proc/" + process + "/");
    };
    std::erase_if(machine.files, is_its);
    std::erase_if(machine.links, is_its);
  }

  std::vector<std::uint64_t> clients_at(core::SteadyInstant now) {
    machine.log.clear();
    std::vector<std::uint64_t> ids;
    for (const auto& client : clients.read(now)) ids.push_back(client.id.value_or(0));
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  testing::FakeHostFiles machine;
  DrmClients clients{machine};
};

using Ids = std::vector<std::uint64_t>;

TEST_F(DrmClientsTest, ReadsOnlyDescriptorsOfGraphicsAndAcceleratorDevices) {
  open_file("100", "3", "/dev/dri/renderD128");
  open_file("100", "4", "socket:[4711]");
  open_file("200", "5", "/dev/dri/card10");
  open_file("200", "6", "/home/someone/dev/dri/notes");
  machine.links["/proc/self/fd/3"] = "/dev/dri/card0";
  machine.files["/proc/stat"] = "";
  EXPECT_EQ(clients_at(kStart), (Ids{1003, 2005}));
  EXPECT_EQ(machine.log, (std::vector<std::string>{"/proc/100/fdinfo/3", "/proc/200/fdinfo/5"}));
}

TEST_F(DrmClientsTest, FindsNewProcessesAtOnceAndNewDescriptorsOfOldOnesAtTheNextWalk) {
  open_file("100", "3", "/dev/null");
  EXPECT_EQ(clients_at(kStart), Ids{});
  open_file("100", "4", "/dev/dri/renderD128");
  open_file("200", "3", "/dev/dri/renderD128");
  EXPECT_EQ(clients_at(kStart + 5s), Ids{2003});
  EXPECT_EQ(clients_at(kStart + 30s), (Ids{1004, 2003}));
}

TEST_F(DrmClientsTest, ForgetsProcessesThatEnded) {
  open_file("100", "3", "/dev/dri/renderD128");
  EXPECT_EQ(clients_at(kStart), Ids{1003});
  end("100");
  EXPECT_EQ(clients_at(kStart + 5s), Ids{});
}

TEST_F(DrmClientsTest, SurvivesWhatVanishesOrMayNotBeSeen) {
  open_file("100", "3", "/dev/dri/renderD128");
  open_file("200", "3", "/dev/dri/renderD128");
  open_file("300", "3", "/dev/dri/renderD128");
  machine.fail.emplace("/proc/200/fd",
                       core::Error("/proc/200/fd: permission denied", core::ErrorKind::denied));
  machine.files.erase("/proc/300/fdinfo/3");
  EXPECT_EQ(clients_at(kStart), Ids{1003});
}

TEST_F(DrmClientsTest, ReadsADescriptorThatIsSomethingElseNow) {
  open_file("100", "3", "/dev/dri/renderD128");
  EXPECT_EQ(clients_at(kStart), Ids{1003});
  machine.files["/proc/100/fdinfo/3"] = "pos:\t0\nflags:\t02\n";
  EXPECT_EQ(clients_at(kStart + 5s), Ids{});
}

TEST_F(DrmClientsTest, IsBounded) {
  for (int i = 0; i < 5000; ++i) {
    open_file("100", std::to_string(10'000 + i), "/dev/dri/renderD128");
  }
  EXPECT_EQ(clients.read(kStart).size(), 4096);
}

TEST_F(DrmClientsTest, IsEmptyWithoutProc) {
  EXPECT_EQ(clients_at(kStart), Ids{});
}

}  // namespace
}  // namespace silicon::linux_platform
