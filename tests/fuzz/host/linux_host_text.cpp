// Any bytes as one of the texts that Linux has about disks, mounts, interfaces, this process and
// this machine; the first byte chooses which. What comes out is fit for labels, and counters never
// fall.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "exporter/core/text.hpp"
#include "exporter/sources/disks/diskstats.hpp"
#include "exporter/sources/disks/mounts.hpp"
#include "exporter/sources/network/interfaces.hpp"
#include "exporter/sources/self/machine.hpp"
#include "exporter/sources/self/proc_files.hpp"

namespace {

using namespace silicon;

void require(bool condition) {
  if (!condition) std::abort();
}

void require_labels(const core::Families& families) {
  for (const core::Family& family : families) {
    for (const core::Sample& sample : family.samples) {
      for (const core::LabelView label : sample.labels) require(core::is_utf8(label.value));
    }
  }
}

// The two halves of the text are two samples of one machine.
template <class Follower, class Parse>
void follow(std::string_view text, Parse parse) {
  Follower follower;
  follower.update(parse(text.substr(0, text.size() / 2)));
  const core::Families before = follower.families();
  follower.update(parse(text.substr(text.size() / 2)));
  const core::Families after = follower.families();
  require_labels(before);
  require_labels(after);
  for (std::size_t i = 0; i < before.size() && i < after.size(); ++i) {
    for (const core::Sample& old : before[i].samples) {
      for (const core::Sample& now : after[i].samples) {
        require(old.labels != now.labels || now.value >= old.value);
      }
    }
  }
}

void choose(std::string_view text) {
  const auto mounts = disks::parse_mountinfo(text);
  const auto local = disks::choose_mounts(mounts, false);
  require(local.size() <= disks::choose_mounts(mounts, true).size());
  for (const disks::Mount& mount : disks::below_root(local, "/host")) {
    require(mount.mountpoint.starts_with('/') && core::is_utf8(mount.mountpoint));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  switch (data[0] % 8) {
    case 0:
      follow<disks::DiskActivity>(text, disks::parse_diskstats);
      break;
    case 1:
      choose(text);
      break;
    case 2:
      follow<network::Traffic>(text, network::parse_net_dev);
      break;
    case 3:
      static_cast<void>(self::parse_process_stat(text));
      static_cast<void>(self::parse_open_files_limit(text));
      static_cast<void>(self::parse_boot_time(text));
      break;
    default:
      require_labels(self::machine_families(
          {self::model_name(text), self::processor_name(text), self::system_name(text), "linux"}));
  }
  return 0;
}
