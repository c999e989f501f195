// Any bytes as every kind of answer that a container engine gives: no crash, ids that are safe in a
// path, texts within their bounds.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "exporter/core/text.hpp"
#include "exporter/sources/containers/engine/book.hpp"
#include "exporter/sources/containers/engine/containers.hpp"
#include "exporter/sources/containers/engine/event.hpp"
#include "exporter/sources/containers/engine/protocol.hpp"
#include "exporter/sources/containers/engine/stats.hpp"

namespace {

using namespace silicon::engine;

void check(const ContainerMetadata& metadata) {
  if (!is_container_id(metadata.id) || metadata.name.size() > 256) std::abort();
  if (!silicon::core::is_utf8(metadata.name) || !silicon::core::is_utf8(metadata.image)) {
    std::abort();
  }
  for (const auto& label : metadata.labels) {
    if (label.value.empty() || label.value.size() > 1024) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const ChosenLabels labels{chosen_label("a"), chosen_label("com.docker.compose.project")};
  Book book({.containers = 4, .stopped = 2});
  if (auto list = parse_list(text, labels)) {
    for (const ContainerMetadata& container : *list) check(container);
    book.reconcile(*list);
  }
  if (const auto container = parse_inspection(text, labels)) {
    check(*container);
    book.learn(container->id, *container);
    static_cast<void>(parse_stats(text, *container));
  }
  if (const auto event = parse_event(text)) book.apply(*event);
  ContainerMetadata any;
  any.id = "a";
  const auto reading = parse_stats(text, any);
  if (reading && reading->interfaces.size() > 64) std::abort();
  if (book.inventory().size() > 4) std::abort();
  if (refusal(500, text).message().find('\n') != std::string::npos) std::abort();
  const auto prefix = version_prefix(text);
  if (prefix && prefix->size() > 16) std::abort();
  return 0;
}
