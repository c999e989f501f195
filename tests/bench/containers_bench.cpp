// Measures what a second of watching containers costs: 32 and 200 real cgroups with a process each,
// so it needs the right to make them. Every container has a network of its own where that may be
// had. Once their processes wait all the time, and once each of them runs for a moment before every
// pass.
//
//   bench.containers [SILICON_EXPORTER]
//
// With the path of the exporter also what the whole program takes. Prints; does not judge. Budgets:
// 32 containers in 1 ms of CPU a pass and 10 MB resident, 200 in 6 ms and 16 MB. The reference is
// 20 us a container: nine files of 2.2 us each.
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "exporter/core/exposition/write.hpp"
#include "exporter/platform/linux/containers/sources.hpp"
#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/mounted.hpp"
#include "exporter/sources/containers/cgroup/hierarchies.hpp"

namespace silicon::bench {
namespace {

using linux_platform::DiskFiles;

// Milliseconds from one moment of work of a container to the next, and from pass to pass.
constexpr int kWorkEvery = 20;
constexpr int kPassEvery = 30;

double cpu_milliseconds() {
  return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::string field(const std::string& file, const std::string& key) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(key)) return line.substr(key.size());
  }
  return "?";
}

// Cgroups with a waiting process each, in every hierarchy there is; removed at the end.
class MadeUpContainers {
 public:
  MadeUpContainers(int count, bool working) : working_(working) {
    DiskFiles files("/");
    const auto mounts = linux_platform::read_mounts(files, "/");
    if (!mounts) return;
    const containers::Hierarchies found = containers::find_hierarchies(*mounts);
    if (!found.unified.empty()) trees_.insert(found.unified);
    for (const auto& [controller, mount] : found.legacy) trees_.insert(mount);
    tree_ = found.tree();
    for (const std::string& tree : trees_) {
      remove_what_is_left(tree);
      if (::mkdir((tree + kParent).c_str(), 0755) != 0) return;
    }
    for (int i = 0; i < count; ++i) start(i);
    real_ = true;
  }
  MadeUpContainers(const MadeUpContainers&) = delete;
  MadeUpContainers& operator=(const MadeUpContainers&) = delete;
  ~MadeUpContainers() {
    for (const pid_t child : children_) ::kill(child, SIGKILL);
    for (const pid_t child : children_) ::waitpid(child, nullptr, 0);
    for (const int file : files_) ::close(file);
    for (const std::string& path : made_) ::rmdir(path.c_str());
    for (const std::string& tree : trees_) ::rmdir((tree + kParent).c_str());
  }

  bool real() const { return real_; }

  const std::vector<int>& nine_files_each() const { return files_; }

 private:
  static constexpr const char* kParent = "/silicon-bench";

  // By a run that was killed: its processes ended with it.
  static void remove_what_is_left(const std::string& tree) {
    std::error_code problem;
    for (const auto& entry : std::filesystem::directory_iterator(tree + kParent, problem)) {
      if (entry.is_directory(problem)) ::rmdir(entry.path().c_str());
    }
    ::rmdir((tree + kParent).c_str());
  }

  void open_files(const std::string& path) {
    const std::size_t limit = 9 * children_.size();
    for (const char* name :
         {"/cpu.stat", "/cpuacct.usage", "/memory.usage_in_bytes", "/memory.current",
          "/memory.stat", "/memory.oom_control", "/memory.events", "/pids.current", "/cpu.pressure",
          "/memory.pressure", "/io.pressure"}) {
      const int file = ::open((path + name).c_str(), O_RDONLY | O_CLOEXEC);
      if (file >= 0 && files_.size() < limit) {
        files_.push_back(file);
      } else if (file >= 0) {
        ::close(file);
      }
    }
  }

  void start(int number) {
    std::string id = std::to_string(number);
    id.insert(0, 64 - id.size(), 'a');
    const pid_t child = ::fork();
    if (child == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      static_cast<void>(::unshare(CLONE_NEWNET));
      for (;;) ::poll(nullptr, 0, working_ ? kWorkEvery : -1);
    }
    children_.push_back(child);
    for (const std::string& tree : trees_) {
      const std::string path = tree + kParent + "/" + id;
      ::mkdir(path.c_str(), 0755);
      made_.push_back(path);
      open_files(path);
      for (const char* file : {"/cpuset.cpus", "/cpuset.mems"}) std::ofstream(path + file) << "0";
      std::ofstream(path + "/cgroup.procs") << child << std::flush;
    }
  }

  std::set<std::string> trees_;
  std::string tree_;
  std::vector<std::string> made_;
  std::vector<pid_t> children_;
  std::vector<int> files_;
  bool working_;
  bool real_ = false;
};

// What nine kept files of each container cost on this machine at this moment, nothing made of them:
// the measure of what the reference counts with.
double nine_files(const MadeUpContainers& containers) {
  constexpr int kPasses = 90;
  std::array<char, 4096> buffer{};
  const double begin = cpu_milliseconds();
  for (int pass = 0; pass < kPasses; ++pass) {
    for (const int file : containers.nine_files_each()) {
      if (::pread(file, buffer.data(), buffer.size(), 0) < 0) return 0;
    }
  }
  return (cpu_milliseconds() - begin) / kPasses;
}

void measure_source(int count, const char* state, double reference) {
  const sources::SourceSpec spec = linux_platform::containers_source(
      [] { return std::make_unique<DiskFiles>("/"); }, "/",
      [] { return [nobody = std::make_shared<const containers::Inventory>()] { return nobody; }; },
      {});
  const auto source = spec.open();
  if (!source) {
    std::printf("no containers here: %s\n", source.error().message().c_str());
    return;
  }
  constexpr int kPasses = 90;
  std::size_t series = 0;
  std::string page;
  double begin = 0;
  for (int i = -5; i < kPasses; ++i) {
    ::poll(nullptr, 0, kPassEvery);
    if (i == 0) begin = cpu_milliseconds();
    const auto families = (*source)->sample({core::SteadyInstant(std::chrono::seconds(100 + i)),
                                             core::Instant(std::chrono::seconds(1000))});
    if (!families || i < kPasses - 1) continue;
    const double milliseconds = (cpu_milliseconds() - begin) / kPasses;
    for (const core::Family& family : *families) series += family.samples.size();
    core::append_exposition(page, *families, core::ExpositionFormat::text);
    std::printf(
        "%3d containers %s: %.3f ms of CPU a pass, %.1f us a container (nine files: 20 us in the "
        "reference, %.1f us here and now); "
        "%zu series, a page of %zu bytes\n",
        count, state, milliseconds, 1e3 * milliseconds / count, 1e3 * reference / count, series,
        page.size());
  }
}

// Lets so many seconds go by.
void pass(int seconds) {
  ::poll(nullptr, 0, seconds * 1000);
}

void measure_program(const char* program) {
  const pid_t child = ::fork();
  if (child == 0) {
    const int nothing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(nothing, STDERR_FILENO);
    ::execl(program, program, "run", "--web.listen-address", "127.0.0.1:0", nullptr);
    ::_exit(127);
  }
  const auto used = [&] {
    std::ifstream stat("/proc/" + std::to_string(child) + "/stat");
    std::string word;
    long ticks = 0;
    for (int i = 1; stat >> word && i <= 15; ++i) {
      if (i == 14 || i == 15) ticks += std::atol(word.c_str());
    }
    return 1e3 * static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  };
  pass(3);
  const double before = used();
  constexpr int kSeconds = 10;
  pass(kSeconds);
  const double milliseconds = (used() - before) / kSeconds;
  const std::string resident = field("/proc/" + std::to_string(child) + "/status", "VmRSS:");
  std::printf("     the exporter with all its sources: %.1f ms of CPU a second,%s resident\n",
              milliseconds, resident.c_str());
  ::kill(child, SIGTERM);
  ::waitpid(child, nullptr, 0);
}

int run(const char* program) {
  for (const int count : {32, 200}) {
    for (const bool working : {false, true}) {
      const MadeUpContainers containers(count, working);
      if (!containers.real()) {
        std::printf("needs the right to make cgroups: run as root\n");
        return 1;
      }
      measure_source(count, working ? "at work" : "at rest", nine_files(containers));
      if (program != nullptr) measure_program(program);
      std::fflush(stdout);
    }
  }
  return 0;
}

}  // namespace
}  // namespace silicon::bench

int main(int argc, char** argv) {
  return silicon::bench::run(argc > 1 ? argv[1] : nullptr);
}
