#include "exporter/sources/disks/diskstats.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::disks {
namespace {

// The kernel counts in these whatever the block size of the device. include/linux/types.h.
constexpr double kSectorBytes = 512;

// Devices that were unplugged are remembered, but not without end.
constexpr std::size_t kMostDisks = 4096;

// "8 0 sda READS merged SECTORS ms WRITES merged SECTORS ms in-flight BUSY-MS weighted-ms ...".
constexpr std::size_t kNameField = 2;
constexpr std::size_t kFirstCount = 3;
constexpr std::size_t kCounts = 11;

std::optional<DiskCounts> parse_disk(std::string_view line) {
  const std::vector<std::string_view> fields = core::fields(line);
  if (fields.size() < kFirstCount + kCounts || !core::is_utf8(fields[kNameField])) {
    return std::nullopt;
  }
  std::array<std::uint64_t, kCounts> counts{};
  for (std::size_t i = 0; i < kCounts; ++i) {
    const auto count = core::parse_unsigned(fields[kFirstCount + i]);
    if (!count) return std::nullopt;
    counts[i] = *count;
  }
  return DiskCounts{.device = fields[kNameField],
                    .reads = counts[0],
                    .sectors_read = counts[2],
                    .writes = counts[4],
                    .sectors_written = counts[6],
                    .read_milliseconds = counts[3],
                    .write_milliseconds = counts[7],
                    .busy_milliseconds = counts[9]};
}

using MaybeCounter = std::optional<sources::RisingCounter>;

void follow(MaybeCounter& counter, std::optional<std::uint64_t> count) {
  if (!count) return;
  if (!counter) counter.emplace();
  counter->follow(*count);
}

void add_seconds(core::Family& family, const core::Labels& labels, const MaybeCounter& counter) {
  if (counter) family.add(labels, static_cast<double>(counter->total()) / 1000);
}

core::Family busy_family() {
  return core::counter(
      "silicon_disk_io_seconds_total",
      "Time in which the block device had at least one request in flight. A device that works on "
      "many at once may be busy all the time and still have room.");
}

}  // namespace

std::vector<DiskCounts> parse_diskstats(std::string_view text) {
  std::vector<DiskCounts> disks;
  core::for_each_line(text, [&](std::string_view line) {
    if (const auto disk = parse_disk(line)) disks.push_back(*disk);
  });
  return disks;
}

bool is_virtual_device(std::string_view device) {
  for (const std::string_view prefix : {"loop", "ram", "zram"}) {
    if (!device.starts_with(prefix)) continue;
    const std::string_view rest = device.substr(prefix.size());
    return !rest.empty() && rest.find_first_not_of("0123456789p") == std::string_view::npos;
  }
  return false;
}

void DiskActivity::update(const std::vector<DiskCounts>& disks) {
  present_.clear();
  if (disks_.size() > kMostDisks) disks_.clear();
  for (const DiskCounts& counts : disks) {
    auto found = disks_.find(counts.device);
    if (found == disks_.end()) {
      const std::string device(counts.device);
      found = disks_.emplace(device, Disk{.labels = core::Labels{{"device", device}}}).first;
    }
    Disk& disk = found->second;
    if (std::find(present_.begin(), present_.end(), &disk) != present_.end()) continue;
    disk.reads.follow(counts.reads);
    disk.sectors_read.follow(counts.sectors_read);
    disk.writes.follow(counts.writes);
    disk.sectors_written.follow(counts.sectors_written);
    follow(disk.read_milliseconds, counts.read_milliseconds);
    follow(disk.write_milliseconds, counts.write_milliseconds);
    follow(disk.busy_milliseconds, counts.busy_milliseconds);
    present_.push_back(&disk);
  }
}

core::Families DiskActivity::families() const {
  if (present_.empty()) return {};
  core::Family read = core::counter("silicon_disk_read_bytes_total",
                                    "Bytes read from the block device since boot. Counted by the "
                                    "kernel; whole devices, no partitions.");
  core::Family written = core::counter("silicon_disk_written_bytes_total",
                                       "Bytes written to the block device since boot. Counted by "
                                       "the kernel; caches above it are not seen.");
  core::Family reads = core::counter("silicon_disk_reads_completed_total",
                                     "Read requests that the block device completed since boot.");
  core::Family writes = core::counter("silicon_disk_writes_completed_total",
                                      "Write requests that the block device completed since boot.");
  core::Family read_time = core::counter(
      "silicon_disk_read_time_seconds_total",
      "Time that read requests took, summed over requests: those that overlap count each.");
  core::Family write_time = core::counter(
      "silicon_disk_write_time_seconds_total",
      "Time that write requests took, summed over requests: those that overlap count each.");
  core::Family busy = busy_family();
  for (const Disk* disk : present_) {
    const auto count = [](const sources::RisingCounter& counter) {
      return static_cast<double>(counter.total());
    };
    read.add(disk->labels, count(disk->sectors_read) * kSectorBytes);
    written.add(disk->labels, count(disk->sectors_written) * kSectorBytes);
    reads.add(disk->labels, count(disk->reads));
    writes.add(disk->labels, count(disk->writes));
    add_seconds(read_time, disk->labels, disk->read_milliseconds);
    add_seconds(write_time, disk->labels, disk->write_milliseconds);
    add_seconds(busy, disk->labels, disk->busy_milliseconds);
  }
  return core::with_samples(std::move(read), std::move(written), std::move(reads),
                            std::move(writes), std::move(read_time), std::move(write_time),
                            std::move(busy));
}

}  // namespace silicon::disks
