// The fake frameworks' symbols by name, as dlsym() would find them. Whoever adds one names the
// field of the product's table that it is for, so that the compiler compares the two declarations.
#pragma once

#include <map>
#include <string>
#include <type_traits>

#include "exporter/platform/apple/load/interfaces.hpp"

namespace silicon::testing::apple {

class SymbolTable {
 public:
  template <class Api, class Target>
  void add(const std::string& name, Target* Api::*, std::type_identity_t<Target>* target) {
    if constexpr (std::is_function_v<Target>) {
      symbols_[name] = reinterpret_cast<void*>(target);
    } else {
      symbols_[name] = const_cast<void*>(static_cast<const void*>(target));
    }
  }

  void* find(const std::string& name) const {
    const auto found = symbols_.find(name);
    return found == symbols_.end() ? nullptr : found->second;
  }

  // As an older or newer system would not have it.
  void remove(const std::string& name) { symbols_.erase(name); }

  // Something else under a name that is there, as a system that misbehaves would have it.
  void replace(const std::string& name, void* target) { symbols_.at(name) = target; }

  const std::map<std::string, void*>& all() const { return symbols_; }

 private:
  std::map<std::string, void*> symbols_;
};

// Each adds the functions of one framework.
void add_foundation(SymbolTable& table);
void add_registry(SymbolTable& table);
void add_smc(SymbolTable& table);
void add_hid(SymbolTable& table);
void add_report(SymbolTable& table);
void add_system(SymbolTable& table);

}  // namespace silicon::testing::apple
