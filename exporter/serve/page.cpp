#include "exporter/serve/page.hpp"

#include <utility>

#include "exporter/serve/merge.hpp"

namespace silicon::serve {
namespace {

constexpr std::size_t kGrowthBytes = 8192;  // of a page from one tick to the next

}  // namespace

std::string Page::render(const Snapshot& snapshot, core::ExpositionFormat format,
                         std::size_t expected_bytes) {
  const core::Families own = instruments_.families();
  const core::Families health = health_families(snapshot.health);
  std::vector<const core::Families*> parts;
  for (const auto& readings : snapshot.readings) {
    if (readings) parts.push_back(readings.get());
  }
  parts.push_back(&health);
  parts.push_back(&own);
  std::string text;
  text.reserve(expected_bytes);
  writer_.append(text, merge(parts).families, format);
  return text;
}

std::shared_ptr<const std::string> Page::text(core::ExpositionFormat format) {
  const std::lock_guard lock(mutex_);
  const std::shared_ptr<const Snapshot> snapshot = board_.newest();
  Rendered& rendered = rendered_[format];
  if (!rendered.text || rendered.version != snapshot->version) {
    const core::SteadyInstant begin = clock_.steady();
    // Room for the whole page at once saves copying it as it grows.
    const std::size_t expected = rendered.text ? rendered.text->size() + kGrowthBytes : 0;
    rendered.text.reset();  // so that there are not two of them, unless somebody still reads it
    rendered.text = std::make_shared<const std::string>(render(*snapshot, format, expected));
    rendered.version = snapshot->version;
    instruments_.rendered(clock_.steady() - begin);
  }
  return rendered.text;
}

}  // namespace silicon::serve
