#include "exporter/serve/page.hpp"

#include <utility>

#include "exporter/core/exposition/write.hpp"
#include "exporter/serve/merge.hpp"

namespace silicon::serve {

std::string render(const Snapshot& snapshot, const core::Families& own,
                   core::ExpositionFormat format) {
  const core::Families health = health_families(snapshot.health);
  std::vector<const core::Families*> parts;
  for (const auto& readings : snapshot.readings) {
    if (readings) parts.push_back(readings.get());
  }
  parts.push_back(&health);
  parts.push_back(&own);
  std::string text;
  const MergedFamilies merged = merge(parts);
  for (const core::Family* family : merged.families) {
    core::append_family(text, *family, format);
  }
  core::append_end(text, format);
  return text;
}

std::shared_ptr<const std::string> Page::text(core::ExpositionFormat format) {
  const std::lock_guard lock(mutex_);
  const std::shared_ptr<const Snapshot> snapshot = board_.newest();
  Rendered& rendered = rendered_[format];
  if (!rendered.text || rendered.version != snapshot->version) {
    const core::SteadyInstant begin = clock_.steady();
    rendered.text =
        std::make_shared<const std::string>(render(*snapshot, instruments_.families(), format));
    rendered.version = snapshot->version;
    instruments_.rendered(clock_.steady() - begin);
  }
  return rendered.text;
}

}  // namespace silicon::serve
