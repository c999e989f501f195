// Measures the store: bytes per sample, CPU per scrape (parsing included), resident memory, and
// how quickly queries find and unpack their series.
//
//   bench.series                 makes 1,000 series for 2 h at 5 s
//   bench.series read FOLDER     stores the pages in a folder; a page is called MILLISECONDS.prom,
//                                after the time it is stored at
//   bench.series write FOLDER    writes the pages that the first form makes
//
// Prints; does not judge. tests/bench/series_beside_prometheus.py puts Prometheus beside it.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "alerting/series/scrape_cache.hpp"
#include "alerting/series/store.hpp"
#include "exporter/core/exposition/series.hpp"
#include "tests/bench/exporter_pages.hpp"

namespace silicon::bench {
namespace {

using core::Instant;
using series::Matcher;
using series::MatchType;

constexpr std::size_t kSeries = 1000;
constexpr int kScrapes = 2 * 3600 / 5;

std::int64_t time_of(int scrape) {
  return 1'700'000'000'000 + std::int64_t{scrape} * 5000;
}

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double resident_megabytes() {
  std::ifstream file("/proc/self/statm");
  double size = 0;
  double resident = 0;
  file >> size >> resident;
  return resident * 4096 / 1e6;
}

core::Result<std::optional<core::Labels>> resolved(std::string_view text, core::MetricType) {
  auto parsed = core::parse_series(text, core::ExpositionFormat::text);
  if (!parsed) return std::move(parsed).error();
  const core::Labels labels = parsed->labels.with("__name__", parsed->name);
  return std::optional(labels.with("instance", "127.0.0.1:9100").with("job", "node"));
}

// A store, its one target, and what filling it has cost.
class Filling {
 public:
  Filling() : store_(limits()), cache_(store_, resolved) {}

  void ingest(const std::string& page, Instant time) {
    const double before = cpu_seconds();
    series::ScrapeReport report;
    const auto status = cache_.ingest(page, {}, time, report);
    const double spent = cpu_seconds() - before;
    if (!status) {
      std::fprintf(stderr, "%s\n", status.error().message().c_str());
      return;
    }
    now_ = time;
    last_page_ = page;
    (scrapes_++ == 0 ? first_seconds_ : further_seconds_) += spent;
  }

  void report(double resident_before) const {
    const series::StoreStats stats = store_.stats();
    const auto points = static_cast<double>(stats.points);
    std::printf("%zu series, %d scrapes, %zu samples\n", stats.series, scrapes_, stats.points);
    std::printf("chunk bytes per sample             %8.3f\n",
                static_cast<double>(stats.chunk_bytes + stats.chunks * kChunkHeader) / points);
    std::printf("all bytes per sample, accounted    %8.3f\n",
                static_cast<double>(stats.bytes) / points);
    std::printf("store accounted                    %8.2f MB\n",
                static_cast<double>(stats.bytes) / 1e6);
    std::printf("store and cache, resident          %8.2f MB\n",
                resident_megabytes() - resident_before);
    std::printf("whole process, resident            %8.2f MB\n", resident_megabytes());
    std::printf("CPU, first scrape                  %8.3f ms\n", first_seconds_ * 1e3);
    std::printf("CPU, each further scrape           %8.3f ms\n",
                further_seconds_ * 1e3 / (scrapes_ - 1));
    std::printf("   of which reading the page       %8.3f ms\n", reading_seconds() * 1e3);
  }

  const series::Store& store() const { return store_; }
  Instant now() const { return now_; }

 private:
  // Count and first time, which stand beside the bits.
  static constexpr std::size_t kChunkHeader = 2 + 8;

  static series::StoreLimits limits() {
    series::StoreLimits limits;
    limits.retention = std::chrono::hours(24);
    return limits;
  }

  double reading_seconds() const {
    constexpr int kRounds = 100;
    const double before = cpu_seconds();
    for (int i = 0; i < kRounds; ++i) {
      core::ExpositionReader reader(last_page_, core::ExpositionFormat::text);
      for (auto entry = reader.next(); entry && *entry; entry = reader.next()) continue;
    }
    return (cpu_seconds() - before) / kRounds;
  }

  series::Store store_;
  series::ScrapeCache cache_;
  Instant now_;
  std::string last_page_;
  int scrapes_ = 0;
  double first_seconds_ = 0;
  double further_seconds_ = 0;
};

void fill_with_made_pages(Filling& filling, std::size_t series, int scrapes) {
  ExporterPages pages(series);
  for (int i = 0; i < scrapes; ++i) {
    filling.ingest(pages.next(), Instant(core::Duration(time_of(i))));
  }
}

void fill_from(Filling& filling, const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry);
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    const std::string page((std::istreambuf_iterator<char>(stream)), {});
    filling.ingest(page, Instant(core::Duration(std::stoll(file.stem().string()))));
  }
}

Matcher matcher(MatchType type, const char* name, const char* value) {
  return Matcher::create(type, name, value).value();
}

// One query: pick the series, then unpack the last five minutes or take the newest points.
void measure_query(const Filling& filling, const char* what, const std::vector<Matcher>& matchers) {
  constexpr int kRounds = 50;
  const Instant from = filling.now() - std::chrono::minutes(5);
  std::size_t found = 0;
  std::vector<series::Point> points;
  double start = cpu_seconds();
  for (int i = 0; i < kRounds; ++i) {
    found = filling.store().select(matchers, from, filling.now(), {}).value().size();
  }
  const double select = (cpu_seconds() - start) / kRounds;
  const auto views = filling.store().select(matchers, from, filling.now(), {}).value();
  start = cpu_seconds();
  for (int i = 0; i < kRounds; ++i) {
    for (const series::SeriesView& view : views) {
      points.clear();
      view.read(from, filling.now(), points);
    }
  }
  const double read = (cpu_seconds() - start) / kRounds;
  start = cpu_seconds();
  for (int i = 0; i < kRounds; ++i) {
    for (const series::SeriesView& view : views) view.newest(from, filling.now());
  }
  const double newest = (cpu_seconds() - start) / kRounds;
  std::printf("%-46s %6zu series  select %8.1f us  read 5m %8.1f us  newest %6.1f us\n", what,
              found, select * 1e6, read * 1e6, newest * 1e6);
}

void measure_queries(const Filling& filling) {
  measure_query(filling, "name",
                {matcher(MatchType::equal, "__name__", "machine_subsystem_7_total")});
  measure_query(filling, "name, device and a regex",
                {matcher(MatchType::equal, "__name__", "machine_subsystem_7_total"),
                 matcher(MatchType::equal, "device", "disk3"),
                 matcher(MatchType::regex, "mode", "us.*|sys[t]em")});
  measure_query(filling, "all of the job", {matcher(MatchType::equal, "job", "node")});
  measure_query(filling, "names by regex",
                {matcher(MatchType::regex, "__name__", "machine_subsystem_.*[02468]_total")});
  measure_query(filling, "a device, not a mode",
                {matcher(MatchType::equal, "device", "disk3"),
                 matcher(MatchType::not_equal, "mode", "user")});
}

void measure_made_pages() {
  const double resident_before = resident_megabytes();
  Filling filling;
  fill_with_made_pages(filling, kSeries, kScrapes);
  filling.report(resident_before);
  measure_queries(filling);
  std::printf("\n");
  const double resident_between = resident_megabytes();
  Filling larger;
  fill_with_made_pages(larger, 10 * kSeries, kScrapes / 2);
  larger.report(resident_between);
  measure_queries(larger);
}

void measure_pages_of(const std::filesystem::path& folder) {
  const double resident_before = resident_megabytes();
  Filling filling;
  fill_from(filling, folder);
  filling.report(resident_before);
}

void write_pages(const std::filesystem::path& folder) {
  ExporterPages pages(kSeries);
  for (int i = 0; i < kScrapes; ++i) {
    std::ofstream(folder / (std::to_string(time_of(i)) + ".prom")) << pages.next();
  }
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    measure_made_pages();
  } else if (arguments.size() == 2 && arguments[0] == "read") {
    measure_pages_of(arguments[1]);
  } else if (arguments.size() == 2 && arguments[0] == "write") {
    write_pages(arguments[1]);
  } else {
    std::fprintf(stderr, "usage: bench.series [read FOLDER | write FOLDER]\n");
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace silicon::bench

int main(int argc, char** argv) {
  return silicon::bench::run({argv + 1, argv + argc});
}
