// JSON of a container engine, of which little is wanted and nothing is trusted: read with limits of
// depth and count, and only the keys that are asked for are kept, so that ten megabytes of labels
// cost no more than their bytes. Every getter takes whatever it finds. Any thread.
// Tested by tests/exporter/sources/containers/engine/document_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::engine {

using Document = nlohmann::json;
using Keys = std::set<std::string, std::less<>>;

// Keeps the entries of `keys` at every depth; all of them where `keys` is empty.
core::Result<Document> parse_document(std::string_view text, const Keys& keys = {});

// What stands behind a key of an object; null for everything else.
const Document& entry(const Document& object, std::string_view key);

// The first `limit` bytes of a text, cut at a character; "" for what is no text.
std::string text_of(const Document& value, std::size_t limit);

// nullopt for what is no whole number of 0 or more.
std::optional<std::uint64_t> count_of(const Document& value);
std::optional<std::int64_t> integer_of(const Document& value);

// RFC 3339; nullopt for what is none, and for Go's zero time, which means "never".
std::optional<core::Instant> instant_of(const Document& value);

}  // namespace silicon::engine
