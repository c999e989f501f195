// Between the pointers that the code under test holds and the fake objects behind them. A pointer
// of another type than a function expects is the caller's fault, and the cast that finds it ends
// the test. Pure; any thread.
#pragma once

#include <cstdlib>

#include "tests/support/fake_apple/objects.hpp"

namespace silicon::testing::apple {

inline Object* object_of(const void* pointer) {
  return static_cast<Object*>(const_cast<void*>(pointer));
}

template <class Fake>
Fake* as(const void* pointer) {
  auto* fake = dynamic_cast<Fake*>(object_of(pointer));
  if (fake == nullptr) std::abort();
  return fake;
}

template <class Pointer>
Pointer handle(Object* object) {
  return static_cast<Pointer>(static_cast<void*>(object));
}

}  // namespace silicon::testing::apple
