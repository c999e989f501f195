// What scraping costs: a page of a thousand series over HTTP from a server in this process, through
// the scraper and into the store, again and again. CPU is this thread's: the server's is not in it.
#include <cstdio>
#include <string>

#include <time.h>

#include "alerting/scrape/ingestion.hpp"
#include "alerting/shell/targets/scraper.hpp"
#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/system_clock.hpp"

namespace silicon {
namespace {

constexpr int kScrapes = 2000;
constexpr int kSeries = 1000;

double thread_cpu_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::string page(int turn) {
  std::string text = "# HELP load Some figure.\n# TYPE load gauge\n";
  for (int i = 0; i < kSeries; ++i) {
    text += "load{cpu=\"" + std::to_string(i) + "\",mode=\"user\"} " +
            std::to_string(i + turn % 7) + ".25\n";
  }
  return text;
}

int run() {
  const runtime::SystemClock clock;
  int turn = 0;
  auto server = runtime::HttpServer::start(
      {},
      [&](const runtime::HttpRequest&) {
        return runtime::response(200, "text/plain; version=0.0.4", page(++turn));
      },
      clock);
  if (!server) return 1;
  config::ScrapeConfig config;
  config.job.name = "bench";
  const auto shared = std::make_shared<const config::ScrapeConfig>(config);
  const std::string address = "127.0.0.1:" + std::to_string((*server)->port());
  const auto target = scrape::make_target(
      scrape::discovered_labels({{"__address__", address}}, {}, config.job), config.job);
  series::Store store({});
  scrape::Ingestion ingestion(store, {shared, &shared->job}, **target);
  shell::Transfers transfers(clock, "bench");
  shell::Scraper scraper(transfers);
  const core::Instant start = clock.now();
  const double before = thread_cpu_seconds();
  double in_ingestion = 0;
  for (int i = 0; i < kScrapes; ++i) {
    scraper.scrape(1, start + std::chrono::seconds(i), **target, shared);
    while (scraper.under_way() > 0) transfers.poll(std::chrono::seconds(1));
    const double ingesting = thread_cpu_seconds();
    for (const auto& result : scraper.take()) ingestion.take(result.response, result.slot);
    in_ingestion += thread_cpu_seconds() - ingesting;
  }
  const double all = thread_cpu_seconds() - before;
  std::printf("%d scrapes of %d series: %.3f ms of CPU each, %.3f of them over HTTP; %s\n",
              kScrapes, kSeries, all / kScrapes * 1e3, (all - in_ingestion) / kScrapes * 1e3,
              std::string(scrape::health_word(ingestion.status().health)).c_str());
  return 0;
}

}  // namespace
}  // namespace silicon

int main() {
  return silicon::run();
}
