// How the series of one family are spelled on a page, `name{label="value"} `, remembered for the
// next page: from one to the next the numbers change and the series stay, and to copy their text
// takes a third of the time that it takes to collect it anew from hundreds of labels all over the
// memory. One thread at a time.
// Tested by tests/exporter/core/exposition/spelling/spellings_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"

namespace silicon::core {

class Spellings {
 public:
  // A page begins. The family has the name that it always had; one of another type is spelled anew.
  void begin(MetricType type);

  // The text of the series whose turn it is: that which stood at this place before, if it is the
  // very same one (a copy of its Labels, not others that are equal), else "".
  std::string_view next(const Sample& sample);

  // Where next() had nothing: takes in what the series is. Whatever stood here and behind is
  // forgotten.
  void learn(const Sample& sample, std::string_view text);

  // The page has ended: forgets the series that it did not have.
  void end();

 private:
  struct Entry {
    Labels labels;  // held, so that its identity is nobody else's
    Suffix suffix = Suffix::none;
    std::size_t end = 0;
  };

  std::string_view text_at(std::size_t place) const;
  void forget_from(std::size_t place);

  MetricType type_ = MetricType::unknown;
  std::size_t next_ = 0;
  std::vector<Entry> entries_;
  std::string text_;  // of all entries, one behind another
};

}  // namespace silicon::core
