// What a container engine answers, short.
#pragma once

#include <string>

#include "tests/support/http/http_pages.hpp"

namespace silicon::testing {

inline std::string engine_list_item(const std::string& id, const std::string& state = "running") {
  return R"({"Id":")" + id + R"(","Names":["/name-)" + id + R"("],"Image":"shop:1","State":")" +
         state + R"(","Status":"Up"})";
}

inline std::string engine_inspection(const std::string& id, const std::string& state = "running") {
  return http_page(200, R"({"Id":")" + id + R"(","Name":"/name-)" + id +
                            R"(","RestartCount":2,"Created":"2026-01-01T00:00:00Z","State":)" +
                            R"({"Status":")" + state + R"("},"HostConfig":{"Memory":1000}})");
}

inline std::string engine_event(const std::string& action, const std::string& id) {
  return R"({"Type":"container","Action":")" + action + R"(","Actor":{"ID":")" + id +
         R"(","Attributes":{"name":"name-)" + id + R"("}},"timeNano":1795221415250000000})";
}

inline std::string engine_statistics(std::uint64_t usage) {
  return R"({"read":"2026-11-21T00:38:30.97Z","cpu_stats":{"cpu_usage":{"total_usage":)" +
         std::to_string(usage) + "}}}";
}

}  // namespace silicon::testing
