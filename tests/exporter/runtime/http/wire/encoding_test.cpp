#include "exporter/runtime/http/wire/encoding.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/http/gunzip.hpp"

namespace silicon::runtime {
namespace {

using testing::gunzip;

TEST(AcceptsGzip, TakesGzipByNameOrByStar) {
  for (const char* header : {"gzip", "GZip", "x-gzip", "deflate, gzip", "gzip;q=1.0", "gzip; q=0.5",
                             "*", "*;q=0.1", "deflate;q=0.5, gzip;q=0.1", "br,gzip,", " gzip "}) {
    EXPECT_TRUE(accepts_gzip(header)) << header;
  }
}

TEST(AcceptsGzip, TakesNoForAnAnswer) {
  for (const char* header : {"", "identity", "deflate, br", "gzip;q=0", "gzip;q=0.000", "*;q=0",
                             "*, gzip;q=0", "gzipped", "x-gzip2", ","}) {
    EXPECT_FALSE(accepts_gzip(header)) << header;
  }
}

TEST(AcceptsGzip, TakesAMalformedHeaderForNo) {
  for (const char* header : {"gzip;q=", "gzip;q=x", "gzip;q=2", "gzip;q=-1", "gzip;q=NaN"}) {
    EXPECT_FALSE(accepts_gzip(header)) << header;
  }
}

TEST(IsCompressible, KnowsTextFromBytes) {
  for (const char* type : {"text/plain", "text/plain; version=0.0.4", "TEXT/HTML",
                           "application/json", "application/openmetrics-text; version=1.0.0"}) {
    EXPECT_TRUE(is_compressible(type)) << type;
  }
  for (const char* type :
       {"image/png", "application/octet-stream", "application/gzip", "", "text"}) {
    EXPECT_FALSE(is_compressible(type)) << type;
  }
}

TEST(Gzip, IsUndoneByGunzip) {
  for (const std::size_t size : {0, 1, 100, 100'000, 3'000'000}) {
    std::string bytes;
    while (bytes.size() < size)
      bytes += "silicon_cpu_seconds_total{cpu=\"" + std::to_string(bytes.size()) + "\"} 1\n";
    bytes.resize(size);
    EXPECT_EQ(gunzip(gzip(bytes)), bytes) << size;
  }
}

TEST(Gzip, CopesWithBytesThatDoNotGetSmaller) {
  std::mt19937 random(1);  // NOLINT(bugprone-random-generator-seed): repeatable on purpose
  std::string bytes(200'000, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  EXPECT_EQ(gunzip(gzip(bytes)), bytes);
}

}  // namespace
}  // namespace silicon::runtime
