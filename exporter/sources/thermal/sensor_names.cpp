#include "exporter/sources/thermal/sensor_names.hpp"

#include <map>
#include <set>

namespace silicon::thermal {
namespace {

std::set<std::string> repeated(const std::vector<std::string>& names) {
  std::set<std::string> seen;
  std::set<std::string> result;
  for (const std::string& name : names) {
    if (!seen.insert(name).second) result.insert(name);
  }
  return result;
}

std::string qualified(const NameChoices& choice, bool with_input) {
  std::string inside = choice.device;
  if (with_input && !choice.input.empty()) inside += (inside.empty() ? "" : " ") + choice.input;
  return inside.empty() ? choice.plain : choice.plain + " (" + inside + ")";
}

void lengthen(std::vector<std::string>& names, const std::vector<NameChoices>& choices,
              bool with_input) {
  const std::set<std::string> ambiguous = repeated(names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (ambiguous.contains(names[i])) names[i] = qualified(choices[i], with_input);
  }
}

void number(std::vector<std::string>& names) {
  const std::set<std::string> ambiguous = repeated(names);
  std::set<std::string> taken(names.begin(), names.end());
  std::map<std::string, int> last;
  for (std::string& name : names) {
    if (!ambiguous.contains(name)) continue;
    const std::string base = name;
    do {
      name = base + " #" + std::to_string(++last[base]);
    } while (!taken.insert(name).second);
  }
}

}  // namespace

std::vector<std::string> unique_names(const std::vector<NameChoices>& choices) {
  std::vector<std::string> names;
  names.reserve(choices.size());
  for (const NameChoices& choice : choices) names.push_back(choice.plain);
  lengthen(names, choices, false);
  lengthen(names, choices, true);
  number(names);
  return names;
}

}  // namespace silicon::thermal
