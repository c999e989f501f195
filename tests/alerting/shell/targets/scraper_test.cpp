#include "alerting/shell/targets/scraper.hpp"

#include <gtest/gtest.h>

#include "alerting/scrape/ingestion.hpp"
#include "tests/support/http/http_calls.hpp"
#include "tests/support/http/http_server_test.hpp"
#include "tests/support/http/scripted_server.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;
using testing::RawSocket;
using testing::ScriptedServer;

const core::Instant kSlot{1'700'000'000s};

class ScraperTest : public ::testing::Test {
 protected:
  static std::shared_ptr<const config::ScrapeConfig> config() {
    config::ScrapeConfig config;
    config.job.name = "j";
    return std::make_shared<const config::ScrapeConfig>(std::move(config));
  }

  static scrape::Target target(std::uint16_t port, core::Duration timeout = 5s) {
    scrape::Target target;
    target.job = "j";
    target.labels = {{"instance", "i"}, {"job", "j"}};
    target.url = testing::local_url(port, "/metrics");
    target.interval = timeout;
    target.timeout = timeout;
    return target;
  }

  std::vector<ScrapeResult> wait_for(std::size_t count) {
    std::vector<ScrapeResult> results;
    EXPECT_TRUE(calls_.wait_until([&] {
      for (ScrapeResult& result : scraper_.take()) results.push_back(std::move(result));
      return results.size() >= count;
    }));
    return results;
  }

  testing::HttpCalls calls_;
  Scraper scraper_{calls_.transfers()};
};

TEST_F(ScraperTest, BringsPages) {
  std::string head;
  std::vector<ScrapeResult> results;
  {
    ScriptedServer server([&](RawSocket& peer) {
      head = peer.receive_until("\r\n\r\n");
      peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nup 1\n");
    });
    EXPECT_TRUE(scraper_.scrape(3, kSlot, target(server.port()), config()));
    results = wait_for(1);
  }
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].key, 3U);
  EXPECT_EQ(results[0].slot, kSlot);
  EXPECT_EQ(results[0].response.status, 200);
  EXPECT_EQ(results[0].response.content_type, "text/plain");
  EXPECT_EQ(results[0].response.body, "up 1\n");
  EXPECT_TRUE(head.starts_with("GET /metrics HTTP/1.1\r\n"));
  EXPECT_NE(head.find("\r\nAccept: application/openmetrics-text;version=1.0.0;"),
            std::string::npos);
  EXPECT_NE(head.find("\r\nX-Prometheus-Scrape-Timeout-Seconds: 5\r\n"), std::string::npos);
}

// What comes of a page when it was asked for with this token.
class IdentifiedScrape : public ScraperTest {
 protected:
  std::string body_of(const std::string& page) {
    ScriptedServer server([&](RawSocket& peer) {
      peer.receive_until("\r\n\r\n");
      peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " +
                std::to_string(page.size()) + "\r\n\r\n" + page);
    });
    config::ScrapeConfig config;
    config.http.authorization =
        config::Authorization{"Bearer", {runtime::Secret("process_token"), ""}};
    scraper_.scrape(3, kSlot, target(server.port()),
                    std::make_shared<const config::ScrapeConfig>(std::move(config)));
    const auto results = wait_for(1);
    return results.empty() ? "" : results[0].response.body;
  }
};

TEST_F(IdentifiedScrape, BringsSoundPagesAsTheyAre) {
  EXPECT_EQ(body_of("process_token_total 1\n"), "process_token_total 1\n");
}

TEST_F(IdentifiedScrape, BringsNoSecretsOfWhatIsNoPage) {
  EXPECT_EQ(body_of("Bearer process_token\n"), "Bearer <hidden>\n");
  EXPECT_EQ(body_of("a{process_token= 1\n"), "a{<hidden>= 1\n");
}

TEST_F(ScraperTest, EndsAtTheTargetsTimeout) {
  ScriptedServer server([&](RawSocket& peer) { peer.receive_all(); });
  scraper_.scrape(1, kSlot, target(server.port(), 100ms), config());
  const auto results = wait_for(1);
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].response.failure, "no whole answer within 100ms");
}

TEST_F(ScraperTest, AsksATargetOnceAtATime) {
  ScriptedServer server([&](RawSocket& peer) { peer.receive_all(); });
  EXPECT_TRUE(scraper_.scrape(1, kSlot, target(server.port(), 100ms), config()));
  EXPECT_FALSE(scraper_.scrape(1, kSlot, target(server.port(), 100ms), config()));
  EXPECT_TRUE(scraper_.scrape(2, kSlot, target(server.port(), 100ms), config()));
  EXPECT_EQ(scraper_.under_way(), 2U);
  EXPECT_EQ(wait_for(2).size(), 2U);
  EXPECT_TRUE(scraper_.scrape(1, kSlot, target(server.port(), 100ms), config()));
}

TEST_F(ScraperTest, HearsNothingOfATargetThatIsGone) {
  ScriptedServer server([&](RawSocket& peer) { peer.receive_all(); });
  scraper_.scrape(1, kSlot, target(server.port()), config());
  calls_.transfers().poll(0ms);
  scraper_.cancel(1);
  EXPECT_EQ(scraper_.under_way(), 0U);
  EXPECT_EQ(calls_.transfers().under_way(), 0U);
  EXPECT_TRUE(scraper_.take().empty());
}

// From a server's page to the store, through everything in between.
class WholeScrapeTest : public testing::ServerTest {};

TEST_F(WholeScrapeTest, FillsTheStore) {
  auto started = runtime::HttpServer::start(
      {},
      [](const runtime::HttpRequest&) {
        return runtime::response(200, "text/plain; version=0.0.4",
                                 "# TYPE load gauge\nload{cpu=\"0\"} 0.5\n");
      },
      clock_);
  ASSERT_TRUE(started);
  testing::HttpCalls calls;
  Scraper scraper(calls.transfers());
  config::ScrapeConfig config;
  config.job.name = "node";
  const auto shared = std::make_shared<const config::ScrapeConfig>(config);
  const auto target = scrape::make_target(
      scrape::discovered_labels(
          {{"__address__", "127.0.0.1:" + std::to_string((*started)->port())}}, {}, config.job),
      config.job);
  ASSERT_TRUE(target && *target);
  series::Store store({});
  scrape::Ingestion ingestion(store, {shared, &shared->job}, **target);
  scraper.scrape(1, kSlot, **target, shared);
  std::vector<ScrapeResult> results;
  ASSERT_TRUE(calls.wait_until([&] { return !(results = scraper.take()).empty(); }));
  ingestion.take(results[0].response, results[0].slot);
  EXPECT_EQ(ingestion.status().last_error, "");
  const auto held = testing::contents(store, testing::named("load"));
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held.begin()->first.get("instance"), (*target)->labels.get("instance"));
  EXPECT_EQ(held.begin()->second, (std::vector<series::Point>{{kSlot, 0.5}}));
}

}  // namespace
}  // namespace silicon::shell
